import type { Us } from '../../contract/ids';
import type { PartitionView } from '../../view/view';
import { type Check, done, live, OPEN } from './check';

export interface RecordsInPartitionArgs {
  readonly topic: string;
  /** All partitions when absent. */
  readonly partition?: number;
  readonly min: number;
}

interface State {
  readonly counts: readonly number[];
  readonly atUs: Us;
}

/** Up to the leader's high watermark: what only the leader has may still be lost, and no reader gets it. */
function readable(partition: PartitionView): number {
  const shelf = partition.shelves.get(partition.leader);
  return shelf === undefined ? 0 : Math.max(0, shelf.highWatermark - shelf.logStartOffset);
}

/** Holds when each partition (or the one named) has at least `min` records that a reader may see. */
export const recordsInPartition: Check<RecordsInPartitionArgs, State> = {
  start: () => ({ counts: [], atUs: 0 }),

  step(state, args, view, event) {
    switch (event.type) {
      case 'high-watermark':
      case 'topic-created':
      case 'partitions-added':
      case 'partition-changed': {
        const partitions = view.topics.get(args.topic)?.partitions ?? [];
        const counts = partitions
          .filter((each) => args.partition === undefined || each.partition === args.partition)
          .map(readable);
        const same = counts.length === state.counts.length && counts.every((count, i) => count === state.counts[i]);
        return same ? state : { counts, atUs: event.atUs };
      }
      default:
        return state;
    }
  },

  report({ counts, atUs }, { min }) {
    if (counts.every((count) => count === 0)) return OPEN;
    const fact = { kind: 'records', counts, wanted: min } as const;
    return counts.every((count) => count >= min) ? done(atUs, fact) : live(fact);
  },
};
