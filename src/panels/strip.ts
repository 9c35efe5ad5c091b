import { partitionName } from '../contract/ids';
import { committedOf, lagOf, leaderShelf, shownGroups, shownTopics } from '../view/selectors';
import type { View } from '../view/view';

/** A partition in a strip one finger high: its last records as bars, its first group's place among them. */
export interface StripShelf {
  readonly name: string;
  /** Oldest first; index of the key in order of first sight, null for a record without a key. */
  readonly keys: readonly (number | null)[];
  /** Offset of the first bar. */
  readonly from: number;
  readonly committed: number | null;
  readonly lag: number | null;
}

/** Leaders' last records, at most `max` a shelf. */
export function strip(view: View, max: number): StripShelf[] {
  const group = shownGroups(view)[0];
  return shownTopics(view).flatMap((topic) =>
    topic.partitions.map((partition) => {
      const shelf = leaderShelf(partition);
      const keys: (number | null)[] = [];
      for (let index = (shelf?.batchCount ?? 0) - 1; index >= 0 && keys.length < max; index -= 1) {
        const batch = shelf?.batches[index];
        if (batch === undefined) continue;
        for (let record = batch.count - 1; record >= 0 && keys.length < max; record -= 1) {
          const key = batch.keys[record];
          keys.unshift(key === null || key === undefined ? null : (view.keys.get(key) ?? null));
        }
      }
      return {
        name: partitionName(topic.name, partition.partition),
        keys,
        from: (shelf?.logEndOffset ?? 0) - keys.length,
        committed: group === undefined ? null : committedOf(group, topic.name, partition.partition),
        lag: group === undefined ? null : lagOf(view, group, topic.name, partition.partition),
      };
    }),
  );
}
