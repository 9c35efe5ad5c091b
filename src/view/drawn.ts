import type { SimEvent } from '../contract/event';
import { isInternalTopic } from './internal-topic';

/**
 * Whether something is to be seen when this happens: where "step" stops. Records leave or land, a group changes,
 * a leader, a topic, a controller or a process does. Not heartbeats, not fetches that find nothing, not what Kafka
 * writes to topics of its own.
 */
export function isDrawn(event: SimEvent): boolean {
  switch (event.type) {
    case 'message':
      return event.batches.some((batch) => !isInternalTopic(batch.topic));
    case 'batch-appended':
    case 'partition-changed':
    case 'topic-created':
    case 'topic-deleted':
    case 'partitions-added':
      return !isInternalTopic(event.topic);
    case 'group':
    case 'process':
    case 'broker-state':
    case 'controller-changed':
      return true;
    default:
      return false;
  }
}
