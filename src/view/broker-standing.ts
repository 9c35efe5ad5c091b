import { partitionOf } from './selectors';
import type { BrokerView, PartitionView, View } from './view';
import type { BrokerId } from '../contract/ids';

/**
 * How a broker's process stands. `starts`: it was down and is not yet what it was. The start of a run is no such
 * thing: nobody runs then, and that is no news.
 */
export type BrokerStanding = 'runs' | 'down' | 'starts' | 'paused';

export function standingOf(broker: BrokerView): BrokerStanding {
  if (broker.node !== 'up') return broker.node;
  const isBack = broker.nodeReason?.startsWith('started') === true;
  const isReady = broker.state !== 'NotRunning' && broker.state !== 'Starting' && broker.state !== 'Recovery';
  return isBack && !isReady ? 'starts' : 'runs';
}

/** Whether this broker's shelves are out of reach: nobody reads from them, nothing is written to them. */
export function isOffline(view: View, broker: BrokerId): boolean {
  const found = view.brokers.get(broker);
  const standing = found === undefined ? 'runs' : standingOf(found);
  return standing === 'down' || standing === 'starts';
}

/** When the controller gave up on it; null while it still counts on it, or has yet to count on it for the first time. */
export const fencedSince = (broker: BrokerView): number | null =>
  broker.registration === 'Fenced' && broker.wasUnfenced ? broker.registrationSinceUs : null;

/** `min.insync.replicas` of a topic: its own, else the brokers', else Kafka's default. */
export const minInsyncReplicas = (view: View, topic: string): number =>
  Number(view.topics.get(topic)?.configs['min.insync.replicas'] ?? view.config['min.insync.replicas'] ?? 1);

/** Too few replicas are in sync for acks=all, and the high watermark stands still. */
export const isBelowMinIsr = (view: View, partition: PartitionView): boolean =>
  partition.leader >= 0 && partition.isr.length < minInsyncReplicas(view, partition.topic);

/** Offset from which on nobody but this broker's replica has the records; null: others have all of it. */
export function onlyHereFrom(view: View, topic: string, partition: number, broker: BrokerId): number | null {
  const found = partitionOf(view, topic, partition);
  const mine = found?.shelves.get(broker);
  if (found === null || found === undefined || mine === undefined) return null;
  let others = -1;
  for (const [id, shelf] of found.shelves) if (id !== broker) others = Math.max(others, shelf.logEndOffset);
  return others < 0 || others >= mine.logEndOffset ? null : Math.max(others, mine.logStartOffset);
}
