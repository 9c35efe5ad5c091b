import { partitionName, type Us } from '../../contract/ids';
import { committedOf, lagOf, leaderShelf } from '../../view/selectors';
import { type Check, done, live, OPEN } from './check';
import { viewCheck } from './view-check';

export interface CommittedIsArgs {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

const OFFSETS = ['offset-committed', 'offset-deleted'] as const;

/** Holds when a group's committed offset of a partition is exactly this: the next one to read. */
export const committedIs = viewCheck<CommittedIsArgs>(OFFSETS, (view, args) =>
  committed(view, args, (it) => it === args.offset),
);

/** Holds when it is this one, or behind it. */
export const committedAtLeast = viewCheck<CommittedIsArgs>(OFFSETS, (view, args) =>
  committed(view, args, (it) => it >= args.offset),
);

function committed(
  view: Parameters<typeof lagOf>[0],
  { group, topic, partition, offset }: CommittedIsArgs,
  isRight: (offset: number) => boolean,
) {
  const found = view.groups.get(group);
  const at = found === undefined ? null : committedOf(found, topic, partition);
  if (at === null) return null;
  const name = partitionName(topic, partition);
  return {
    holds: isRight(at),
    fact: { kind: 'committed', group, partition: name, offset: at, wanted: offset } as const,
  };
}

export interface LagAtMostArgs {
  readonly group: string;
  readonly topic: string;
  readonly lag: number;
  readonly records: number;
}

/**
 * Holds when every partition has a leader, a group has committed an offset for each that has records, so many records
 * are there for it, and its lag over all partitions is no longer than this.
 */
export const lagAtMost = viewCheck<LagAtMostArgs>(
  [...OFFSETS, 'high-watermark'],
  (view, { group, topic, lag, records }) => {
    const found = view.groups.get(group);
    const partitions = view.topics.get(topic)?.partitions ?? [];
    if (found === undefined || partitions.length === 0) return null;
    let total = 0;
    let there = 0;
    let isLed = true;
    for (const partition of partitions) {
      const shelf = leaderShelf(partition);
      // How far behind it is where nobody leads, nobody can say.
      isLed &&= shelf !== null;
      if (shelf === null || shelf.highWatermark === 0) continue;
      there += shelf.highWatermark;
      total += lagOf(view, found, topic, partition.partition) ?? shelf.highWatermark - shelf.logStartOffset;
    }
    if (there === 0) return null;
    return {
      holds: isLed && there >= records && total <= lag,
      fact: { kind: 'lag', group, lag: total, wanted: lag, records: there },
    };
  },
  (event, { group, topic }) => ('group' in event ? event.group === group : 'topic' in event && event.topic === topic),
);

export interface OffsetResetHappenedArgs {
  readonly group: string;
  readonly topic: string;
}

interface State {
  /** Last committed offset, by partition. */
  readonly committed: ReadonlyMap<number, number>;
  readonly moved: { readonly partition: string; readonly from: number; readonly to: number } | null;
  readonly atUs: Us;
}

/** Holds when a group's committed offset of a partition goes back: somebody has reset it. */
export const offsetResetHappened: Check<OffsetResetHappenedArgs, State> = {
  start: () => ({ committed: new Map(), moved: null, atUs: 0 }),

  step(state, { group, topic }, _view, event) {
    if (state.moved !== null || (event.type !== 'offset-committed' && event.type !== 'offset-deleted')) return state;
    if (event.group !== group || event.topic !== topic) return state;
    if (event.type === 'offset-deleted') {
      // Who begins anew goes back to nothing.
      const committed = new Map(state.committed);
      return committed.delete(event.partition) ? { ...state, committed } : state;
    }
    const before = state.committed.get(event.partition);
    if (before === event.offset) return state;
    const committed = new Map(state.committed).set(event.partition, event.offset);
    if (before === undefined || event.offset > before) return { ...state, committed };
    const moved = { partition: partitionName(topic, event.partition), from: before, to: event.offset };
    return { committed, moved, atUs: event.atUs };
  },

  report({ committed: known, moved, atUs }, { group }) {
    if (moved !== null) return done(atUs, { kind: 'moved-back', group, ...moved });
    const [first] = known;
    if (first === undefined) return OPEN;
    return live({ kind: 'not-moved-back', group });
  },
};

export interface OffsetsTopicHasArgs {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

interface RecordState {
  readonly found: { readonly partition: string; readonly offset: number } | null;
  readonly atUs: Us;
}

/** `OffsetCommitKey` as text: two bytes of version, then group and topic with their lengths, then the partition. */
function isCommitOf(key: string, { group, topic, partition }: OffsetsTopicHasArgs): boolean {
  const int16 = (n: number): string => String.fromCharCode(n >> 8, n & 255);
  const text = (value: string): string => int16(new TextEncoder().encode(value).length) + value;
  return key.slice(2) === text(group) + text(topic) + int16(0) + int16(partition) && key.charCodeAt(1) < 2;
}

/** Holds when `__consumer_offsets` has a record whose key is this group, topic and partition. */
export const offsetsTopicHas: Check<OffsetsTopicHasArgs, RecordState> = {
  start: () => ({ found: null, atUs: 0 }),

  step(state, args, _view, event) {
    if (state.found !== null || event.type !== 'batch-appended' || event.topic !== '__consumer_offsets') return state;
    const at = event.keys.findIndex((key) => key !== null && isCommitOf(key, args));
    if (at < 0) return state;
    const partition = partitionName(event.topic, event.partition);
    return { found: { partition, offset: event.baseOffset + at }, atUs: event.atUs };
  },

  report({ found, atUs }, { group, topic, partition }) {
    if (found === null) return OPEN;
    return done(atUs, { kind: 'offsets-record', key: `${group}, ${topic}, ${partition}`, ...found });
  },
};
