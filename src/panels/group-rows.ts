import { partitionName } from '../contract/ids';
import { committedOf, lagOf, leaderShelf, partitionOf, readersOf } from '../view/selectors';
import type { GroupView, View } from '../view/view';

/** One line as `kafka-consumer-groups --describe` prints it; null is its dash. */
export interface GroupRow {
  readonly key: string;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly currentOffset: number | null;
  /** What the tool calls LOG-END-OFFSET: the high watermark. */
  readonly logEndOffset: number | null;
  readonly lag: number | null;
  readonly consumerId: string | null;
  readonly host: string | null;
  readonly clientId: string | null;
}

/** Rows of a group: partitions in order of name, with their reader or without; then members that have none. */
export function groupRows(view: View, group: GroupView): GroupRow[] {
  const rows: GroupRow[] = [];
  const taken = new Set<string>();
  const idle: GroupRow[] = [];
  // While partitions are handed out anew nobody has any, and the tool says so too.
  const readers = group.state === 'Stable' ? readersOf(view, group) : [];
  for (const reader of readers) {
    const who = {
      consumerId: reader.memberId,
      host: reader.process === null ? '/?' : `/${reader.process}`,
      clientId: reader.clientId,
    };
    for (const { topic, partition } of reader.reads) {
      taken.add(partitionName(topic, partition));
      rows.push({ ...offsets(view, group, topic, partition), ...who });
    }
    if (reader.reads.length === 0) {
      idle.push({
        key: reader.memberId,
        topic: null,
        partition: null,
        currentOffset: null,
        logEndOffset: null,
        lag: null,
        ...who,
      });
    }
  }
  for (const topic of view.topics.values()) {
    for (const { partition } of topic.partitions) {
      const name = partitionName(topic.name, partition);
      if (taken.has(name) || !group.committed.has(name)) continue;
      rows.push({ ...offsets(view, group, topic.name, partition), consumerId: null, host: null, clientId: null });
    }
  }
  rows.sort((a, b) => (a.topic ?? '').localeCompare(b.topic ?? '', 'en') || (a.partition ?? 0) - (b.partition ?? 0));
  return [...rows, ...idle];
}

function offsets(view: View, group: GroupView, topic: string, partition: number) {
  const found = partitionOf(view, topic, partition);
  const shelf = found === null ? null : leaderShelf(found);
  return {
    key: partitionName(topic, partition),
    topic,
    partition,
    currentOffset: committedOf(group, topic, partition),
    logEndOffset: shelf?.highWatermark ?? null,
    lag: lagOf(view, group, topic, partition),
  };
}
