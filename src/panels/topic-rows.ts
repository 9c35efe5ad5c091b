import { leaderShelf } from '../view/selectors';
import type { TopicView } from '../view/view';

/** One partition as `kafka-topics --describe` prints it, and its leader's log. */
export interface TopicRow {
  readonly partition: number;
  /** Null: none. */
  readonly leader: number | null;
  readonly replicas: string;
  readonly isr: string;
  readonly underReplicated: boolean;
  readonly logStart: number | null;
  readonly logEnd: number | null;
}

export function topicRows(topic: TopicView): TopicRow[] {
  return topic.partitions.map((partition) => {
    const shelf = leaderShelf(partition);
    return {
      partition: partition.partition,
      leader: partition.leader < 0 ? null : partition.leader,
      replicas: partition.replicas.join(','),
      isr: partition.isr.join(','),
      underReplicated: partition.isr.length < partition.replicas.length,
      logStart: shelf?.logStartOffset ?? null,
      logEnd: shelf?.logEndOffset ?? null,
    };
  });
}

/** `Configs` of the tool's first line: `min.insync.replicas=1,retention.ms=1000`. */
export const configText = (topic: TopicView): string =>
  Object.entries(topic.configs)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

/** Replication factor as the tool gives it: that of the first partition. */
export const replicationFactor = (topic: TopicView): number => topic.partitions[0]?.replicas.length ?? 0;
