import { partitionName, type BrokerId, type Us } from '../../contract/ids';
import { leaderShelf, partitionOf } from '../../view/selectors';
import { type Check, done, OPEN } from './check';
import { ofTopic, viewCheck } from './view-check';

export interface SegmentsAtLeastArgs {
  readonly topic: string;
  readonly partition: number;
  readonly segments: number;
}

/** Holds when the leader's log of a partition has so many segments. */
export const segmentsAtLeast = viewCheck<SegmentsAtLeastArgs>(
  ['batch-appended', 'segment-rolled', 'segment-deleted', 'partition-changed'],
  (view, { topic, partition, segments }) => {
    const found = partitionOf(view, topic, partition);
    const shelf = found === null ? null : leaderShelf(found);
    if (shelf === null || shelf.logEndOffset === 0) return null;
    const count = shelf.segments.length;
    const fact = {
      kind: 'segments',
      partition: partitionName(topic, partition),
      segments: count,
      wanted: segments,
    } as const;
    return { holds: count >= segments, fact };
  },
  ofTopic,
);

export interface LogStartAtLeastArgs {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Holds when the first record that the leader still has is at this offset, or behind it. */
export const logStartAtLeast = viewCheck<LogStartAtLeastArgs>(
  ['log-start', 'partition-changed'],
  (view, { topic, partition, offset }) => {
    const found = partitionOf(view, topic, partition);
    const shelf = found === null ? null : leaderShelf(found);
    if (shelf === null) return null;
    const name = partitionName(topic, partition);
    const fact = { kind: 'log-start', partition: name, offset: shelf.logStartOffset, wanted: offset } as const;
    return { holds: shelf.logStartOffset >= offset, fact };
  },
  ofTopic,
);

export interface SegmentDeletedArgs {
  readonly topic: string;
  readonly reason?: 'size' | 'time' | 'log-start';
}

interface State {
  readonly found: {
    readonly partition: string;
    readonly broker: BrokerId;
    readonly from: number;
    readonly to: number;
    readonly reason: string;
  } | null;
  readonly atUs: Us;
}

/** Holds when retention has taken a whole segment: for the size of the log, its age, or because its records were deleted. */
export const segmentDeleted: Check<SegmentDeletedArgs, State> = {
  start: () => ({ found: null, atUs: 0 }),

  step(state, { topic, reason }, _view, event) {
    if (state.found !== null || event.type !== 'segment-deleted' || event.topic !== topic) return state;
    if (reason !== undefined && event.reason !== reason) return state;
    const { broker, baseOffset, endOffset } = event;
    const partition = partitionName(topic, event.partition);
    return {
      found: { partition, broker, from: baseOffset, to: endOffset - 1, reason: event.reason },
      atUs: event.atUs,
    };
  },

  report: ({ found, atUs }) => (found === null ? OPEN : done(atUs, { kind: 'segment-deleted', ...found })),
};
