import { brokerEndpoint, US_PER_MS, type BrokerId } from '../../contract/ids';
import { isOffline, minInsyncReplicas } from '../../view/broker-standing';
import { isIsolated } from '../../view/links';
import { shownPartitions } from '../../view/selectors';
import type { PartitionView, View } from '../../view/view';

/** Why a broker's copies are not what they should be. */
export type Cause =
  | { readonly kind: 'down' | 'starting' | 'paused' | 'isolated' | 'link' | 'behind' }
  | { readonly kind: 'slow-disk'; readonly extraMs: number };

/** One line, however many partitions it is about. */
export interface Trouble {
  readonly broker: BrokerId;
  readonly cause: Cause;
  /** Partitions that lack this broker's copy. */
  readonly partitions: readonly PartitionView[];
  /** How many of them have no leader; refuse acks=all. */
  readonly leaderless: number;
  readonly refusing: number;
}

export const isUnderReplicated = (partition: PartitionView): boolean =>
  partition.isr.length < partition.replicas.length || partition.leader < 0;

export const underReplicated = (view: View): PartitionView[] => shownPartitions(view).filter(isUnderReplicated);

/** What is wrong with the copies, a line a broker that is to blame; who is to blame for most comes first. */
export function troubles(view: View): Trouble[] {
  const found: Trouble[] = [];
  const sick = underReplicated(view);
  for (const broker of view.brokers.keys()) {
    const partitions = sick.filter((partition) => lacks(view, partition, broker));
    if (partitions.length === 0) continue;
    found.push({
      broker,
      cause: causeOf(view, broker),
      partitions,
      leaderless: partitions.filter((partition) => partition.leader < 0).length,
      refusing: partitions.filter(
        ({ leader, isr, topic }) => leader >= 0 && isr.length < minInsyncReplicas(view, topic),
      ).length,
    });
  }
  return found.sort((a, b) => b.partitions.length - a.partitions.length);
}

/** Why this partition is unwell: those of its brokers whose copies it lacks, and what is wrong with them. */
export const troublesOf = (view: View, { topic, partition }: PartitionView): Trouble[] =>
  troubles(view).filter((trouble) =>
    trouble.partitions.some((each) => each.topic === topic && each.partition === partition),
  );

/** A broker that was the last of an ISR stays in it when it goes: it is missed all the same. */
const lacks = (view: View, { replicas, isr }: PartitionView, broker: BrokerId): boolean =>
  replicas.includes(broker) && (!isr.includes(broker) || isOffline(view, broker));

export function causeOf(view: View, broker: BrokerId): Cause {
  const known = view.brokers.get(broker);
  if (known === undefined || known.node === 'down') return { kind: 'down' };
  if (isOffline(view, broker)) return { kind: 'starting' };
  if (known.node === 'paused') return { kind: 'paused' };
  if (isIsolated(view, broker)) return { kind: 'isolated' };
  if (known.disk.extraUs > 0) return { kind: 'slow-disk', extraMs: Math.round(known.disk.extraUs / US_PER_MS) };
  const end = brokerEndpoint(broker);
  const links = [...view.linkFaults.values()].some(({ from, to }) => from === end || to === end);
  return { kind: links ? 'link' : 'behind' };
}
