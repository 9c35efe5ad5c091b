import type { BatchSummary, GroupEvent, MessageEvent, SimEvent } from '../../src/contract/event';
import { decodeOffsetsKey } from '../../src/sim/protocol/offsets-records';

/**
 * The journal as lines that one can read and compare: one event a line, time first. What brokers and the controller
 * say to each other all the time is left out, unless asked for.
 */
export class Trace {
  showsQuorum = false;
  /** Requests whose answers are left out too. */
  readonly #quorum = new Set<number>();

  lines(events: readonly SimEvent[]): string {
    return events
      .filter((event) => this.#isShown(event))
      .map((event) => `${clockTime(event.atUs)} ${line(event)}`)
      .join('\n');
  }

  #isShown(event: SimEvent): boolean {
    if (this.showsQuorum) return true;
    if (event.type === 'connection') return !event.from.startsWith('broker:');
    if (event.type !== 'message') return true;
    const isAnswer = event.requestId !== null && this.#quorum.has(event.requestId);
    if (isQuorum(event) || isAnswer) this.#quorum.add(event.id);
    return !this.#quorum.has(event.id);
  }
}

const QUORUM_APIS = ['BrokerHeartbeat', 'BrokerRegistration', 'AlterPartition'];

function isQuorum({ api, details }: MessageEvent): boolean {
  return (
    QUORUM_APIS.includes(api) || (details.partitions?.some(({ topic }) => topic === '__cluster_metadata') ?? false)
  );
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
    case 'partition-changed': {
      const elr = event.elr === undefined ? '' : ` elr [${event.elr.join()}]`;
      const leader = event.leader < 0 ? 'no leader' : `leader ${event.leader}`;
      return `${event.topic}-${event.partition} ${event.reason}: ${leader} epoch ${event.leaderEpoch} isr [${event.isr.join()}]${elr}`;
    }
    case 'registration':
      return `broker ${event.broker} is ${event.state}, broker epoch ${event.brokerEpoch}`;
    case 'replica-state':
      return `broker ${event.broker} replica ${event.topic}-${event.partition} is ${event.state}, epoch ${event.leaderEpoch}`;
    case 'log-truncated':
      return `broker ${event.broker} truncates ${event.topic}-${event.partition} to ${event.offset}`;
    case 'log-start':
      return `broker ${event.broker} log start of ${event.topic}-${event.partition} = ${event.offset}`;
    case 'segment-rolled':
      return `broker ${event.broker} rolls ${event.topic}-${event.partition} at ${event.baseOffset}: ${event.reason}`;
    case 'segment-deleted':
      return `broker ${event.broker} deletes ${event.topic}-${event.partition} ${event.baseOffset}..${event.endOffset - 1}: ${event.reason}`;
    case 'log-compacted': {
      const removed = event.removed.map(({ from, to }) => (to === from + 1 ? `${from}` : `${from}..${to - 1}`));
      const what = removed.length === 0 ? 'nothing goes' : `without ${removed.join(', ')}`;
      return `broker ${event.broker} compacts ${event.topic}-${event.partition} up to ${event.upToOffset}: ${what}; ${event.bytesBefore} to ${event.bytesAfter} bytes, segments ${event.segments.join(', ')}`;
    }
    case 'log-recovered': {
      const cut = event.truncatedBytes === 0 ? '' : `, cuts ${event.truncatedBytes} bytes`;
      return `broker ${event.broker} recovers ${event.topic}-${event.partition} from ${event.recoveryPoint}: reads segments ${event.segments.join(', ')}${cut}; ends at ${event.logEndOffset}`;
    }
    case 'node':
      return `node ${event.broker} ${event.state}: ${event.reason}`;
    case 'link':
      return `link ${event.from} -> ${event.to} ${event.state}${event.extraUs > 0 ? ` +${event.extraUs / 1000} ms` : ''}`;
    case 'message-fate':
      return `message held by a cut link ${event.arrivesAtUs === null ? 'is lost' : `arrives ${clockTime(event.arrivesAtUs)}`}`;
    case 'disk': {
      const rate = event.bytesPerSecond === null ? '' : ` ${event.bytesPerSecond} B/s`;
      const extra = event.extraUs === 0 ? '' : ` +${event.extraUs / 1000} ms`;
      return `disk of broker ${event.broker}${rate}${extra}: ${event.waiting} waiting`;
    }
    case 'network-rate':
      return `network card of broker ${event.broker}: ${event.bytesPerSecond === null ? 'no limit' : `${event.bytesPerSecond} B/s`}`;
    case 'broker-state':
      return `broker ${event.broker} is ${event.state}`;
    case 'controller-changed':
      return `controller is broker ${event.broker}`;
    case 'process':
      return `process ${event.process} ${event.state}${event.reason === null ? '' : ` (${event.reason})`}`;
    case 'group':
      return `group ${event.group} ${event.state} gen ${event.generation}, ${event.members.length} members: ${event.reason}${dealt(event)}`;
    case 'offset-committed':
      return `group ${event.group} committed ${event.topic}-${event.partition} = ${event.offset}`;
    case 'offset-deleted':
      return `group ${event.group} has nothing committed for ${event.topic}-${event.partition}: ${event.reason}`;
    case 'tool': {
      const what = event.state === 'called' ? event.line : [event.error, event.message].filter(Boolean).join(': ');
      return `tool ${event.call} ${event.state}${what === '' ? '' : `: ${what.replaceAll('\n', ' | ')}`}`;
    }
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

/** Who reads what, where that is settled. */
function dealt({ members }: GroupEvent): string {
  return members
    .filter(({ assignment }) => assignment.length > 0)
    .map(({ clientId, assignment }) => {
      const places = assignment.flatMap(({ topic, partitions }) => partitions.map((one) => `${topic}-${one}`));
      return `; ${clientId} reads ${places.join(' ')}`;
    })
    .join('');
}

/** A key of `__consumer_offsets` came as text: its numbers are small, so that no byte of it was lost. */
function offsetsKey(key: string): string {
  const known = decodeOffsetsKey(Uint8Array.from(key, (char) => char.charCodeAt(0)));
  if (known.kind === 'offset-commit') return `(${known.group}, ${known.topic}, ${known.partition})`;
  return known.kind === 'group-metadata' ? `(${known.group})` : `(type ${known.type})`;
}

function batch({ topic, partition, baseOffset, count, keys }: BatchSummary): string {
  const at = baseOffset < 0 ? '' : `@${baseOffset}`;
  const words = keys.map((key) => (key === null ? '-' : topic === '__consumer_offsets' ? offsetsKey(key) : key));
  return `${topic}-${partition}${at} ${count} [${words.join(' ')}]`;
}
