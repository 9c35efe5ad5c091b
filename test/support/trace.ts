import type { BatchSummary, MessageEvent, SimEvent } from '../../src/contract/event';

/** The journal as lines that one can read and compare: one event a line, time first. */
export function trace(events: readonly SimEvent[]): string {
  return events.map((event) => `${clockTime(event.atUs)} ${line(event)}`).join('\n');
}

function clockTime(atUs: number): string {
  const ms = Math.floor(atUs / 1000);
  const rest = atUs % 1000 === 0 ? '' : `+${atUs % 1000}us`;
  return `${String(Math.floor(ms / 1000)).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}${rest}`;
}

function line(event: SimEvent): string {
  switch (event.type) {
    case 'message':
      return message(event);
    case 'batch-appended':
      return `broker ${event.broker} ${event.role} appends ${batch(event)}`;
    case 'high-watermark':
      return `broker ${event.broker} high watermark ${event.topic}-${event.partition} = ${event.offset}`;
    case 'connection':
      return `connection ${event.from} -> ${event.to} ${event.state}${event.reason === null ? '' : `: ${event.reason}`}`;
    case 'topic-created':
      return `topic ${event.topic} ${event.partitions.map(({ replicas }) => `[${replicas.join()}]`).join(' ')}`;
    case 'broker-state':
      return `broker ${event.broker} is ${event.state}`;
    case 'controller-changed':
      return `controller is broker ${event.broker}`;
    case 'process':
      return `process ${event.process} ${event.state}${event.reason === null ? '' : ` (${event.reason})`}`;
    case 'group':
      return `group ${event.group} ${event.state} gen ${event.generation}, ${event.members.length} members: ${event.reason}`;
    case 'offset-committed':
      return `group ${event.group} committed ${event.topic}-${event.partition} = ${event.offset}`;
    case 'offset-deleted':
      return `group ${event.group} has nothing committed for ${event.topic}-${event.partition}: ${event.reason}`;
    default:
      return JSON.stringify({ ...event, atUs: undefined, seq: undefined });
  }
}

function message(event: MessageEvent): string {
  const { details } = event;
  const notes = [
    details.acks === undefined ? '' : `acks=${details.acks}`,
    details.error === undefined ? '' : details.error,
    ...event.batches.map(batch),
    ...(details.partitions ?? []).map(({ topic, partition, offset, highWatermark }) => {
      const hw = highWatermark === undefined ? '' : ` HW ${highWatermark}`;
      return `${topic}-${partition}${offset < 0 ? '' : `@${offset}`}${hw}`;
    }),
  ].filter((note) => note !== '');
  const arrives = event.arrivesAtUs === null ? 'never arrives' : `arrives ${clockTime(event.arrivesAtUs)}`;
  const tail = notes.length === 0 ? '' : `: ${notes.join(', ')}`;
  return `${event.from} -> ${event.to} ${event.api} v${event.apiVersion} ${event.kind}, ${arrives}${tail}`;
}

function batch({ topic, partition, baseOffset, count, keys }: BatchSummary): string {
  const at = baseOffset < 0 ? '' : `@${baseOffset}`;
  return `${topic}-${partition}${at} ${count} [${keys.map((key) => key ?? '-').join(' ')}]`;
}
