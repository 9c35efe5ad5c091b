import type { SimEvent } from '../../contract/event';
import { partitionName } from '../../contract/ids';
import type { watch } from '../../i18n/en/watch';
import { isInternalTopic } from '../../view/internal-topic';

export type EventTexts = (typeof watch)['events'];
export type EventKind = Exclude<keyof EventTexts['kinds'], 'all'>;

/** What is said of an event, and under which heading; null: it says nothing to a reader, or much too often. */
export interface EventLine {
  readonly kind: EventKind;
  readonly text: (m: EventTexts) => string;
}

const line = (kind: EventKind, text: (m: EventTexts) => string): EventLine => ({ kind, text });

/** An event of the journal in words. Of Kafka's own topics only what happens to the group's offsets is told. */
export function eventLine(event: SimEvent): EventLine | null {
  switch (event.type) {
    case 'node':
      return line('brokers', (m) => m.nodeIs(event.broker, event.reason));
    case 'broker-state':
      return line('brokers', (m) => m.brokerState(event.broker, event.state));
    case 'registration':
      return line('brokers', (m) => m.registration(event.broker, event.state));
    case 'controller-changed':
      return line('brokers', (m) => m.controller(event.broker, event.epoch));
    case 'link':
      return line('brokers', (m) => m.link(event.from, event.to, m.linkStates[event.state]));
    case 'disk':
      return event.waiting === 0 ? null : line('brokers', (m) => m.disk(event.broker, event.waiting));
    case 'schedule':
      return line('brokers', (m) => m.schedule(event.schedule, event.state));
    case 'process':
      return line('programs', (m) => m.process(event.process, event.state));
    case 'command-refused':
      return line('programs', (m) => m.refused(event.command, event.subject));
    case 'group':
      return line('groups', (m) => m.group(event.group, event.state, event.generation, event.reason));
    case 'offset-committed':
      return line('groups', (m) => m.committed(event.group, nameOf(event), event.offset));
    case 'offset-deleted':
      return line('groups', (m) => m.offsetDeleted(event.group, nameOf(event), event.reason));
    case 'topic-created':
      return line('partitions', (m) => m.topicCreated(event.topic, event.partitions.length));
    case 'topic-deleted':
      return line('partitions', (m) => m.topicDeleted(event.topic));
    case 'tool':
      return line('tools', () => `${event.line}${event.message === null ? '' : `: ${event.message}`}`);
    default:
      return 'topic' in event && isInternalTopic(event.topic) ? null : partitionLine(event);
  }
}

function partitionLine(event: SimEvent): EventLine | null {
  switch (event.type) {
    case 'partitions-added':
      return line('partitions', (m) => m.partitionsAdded(event.topic, event.partitions.length));
    case 'partition-changed':
      return line('partitions', (m) => m.partition[event.reason](nameOf(event), event.leader, event.isr));
    case 'replica-state':
      return line('partitions', (m) => m.replica(nameOf(event), event.broker, event.state));
    case 'log-truncated':
      return line('partitions', (m) => m.truncated(nameOf(event), event.broker, event.offset));
    case 'log-start':
      return line('partitions', (m) => m.logStart(nameOf(event), event.broker, event.offset));
    case 'segment-rolled':
      return line('partitions', (m) => m.rolled(nameOf(event), event.broker, event.baseOffset, event.reason));
    case 'segment-deleted': {
      const last = event.endOffset - 1;
      return line('partitions', (m) =>
        m.segmentDeleted(nameOf(event), event.broker, event.baseOffset, last, event.reason),
      );
    }
    case 'log-compacted': {
      const gone = event.removed.reduce((sum, { from, to }) => sum + to - from, 0);
      return line('partitions', (m) => m.compacted(nameOf(event), event.broker, event.upToOffset, gone));
    }
    case 'batch-appended':
      if (event.role !== 'leader') return null;
      return line('records', (m) => m.appended(nameOf(event), event.broker, event.count, event.baseOffset));
    default:
      return null;
  }
}

const nameOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  partitionName(topic, partition);
