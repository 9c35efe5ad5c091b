import { partitionName, type ProcessId, type Us } from '../../contract/ids';
import { committedOf, leaderShelf } from '../../view/selectors';
import { type Check, done, live, OPEN } from './check';
import { recordOf } from './effects';

export interface RecordProcessedTwiceArgs {
  readonly topic: string;
  readonly effect: string;
}

interface TwiceState {
  readonly by: ReadonlyMap<string, ProcessId>;
  readonly twice: { readonly place: string; readonly by: readonly ProcessId[] } | null;
  readonly atUs: Us;
}

/** Holds when programs report the same record of a topic a second time. */
export const recordProcessedTwice: Check<RecordProcessedTwiceArgs, TwiceState> = {
  start: () => ({ by: new Map(), twice: null, atUs: 0 }),

  step(state, { topic, effect }, view, event) {
    if (state.twice !== null || event.type !== 'effect' || event.name !== effect) return state;
    const record = recordOf(event, topic, view);
    if (record === null) return state;
    const before = state.by.get(record.name);
    if (before !== undefined) {
      return { ...state, twice: { place: record.name, by: [before, event.process] }, atUs: event.atUs };
    }
    return { ...state, by: new Map(state.by).set(record.name, event.process) };
  },

  report({ by, twice, atUs }) {
    if (twice !== null) return done(atUs, { kind: 'twice', ...twice });
    return by.size === 0 ? OPEN : live({ kind: 'once', records: by.size });
  },
};

export interface RecordSkippedArgs {
  readonly group: string;
  readonly topic: string;
  readonly effect: string;
}

interface SkippedState {
  /** Offsets that programs have reported, by partition. */
  readonly seen: ReadonlyMap<number, ReadonlySet<number>>;
  readonly skipped: { readonly place: string; readonly committed: number } | null;
  readonly atUs: Us;
}

/**
 * Holds when a record was passed over: a later one of its partition was reported, the group's committed offset is
 * behind it, and nobody has reported it.
 */
export const recordSkipped: Check<RecordSkippedArgs, SkippedState> = {
  start: () => ({ seen: new Map(), skipped: null, atUs: 0 }),

  step(state, { group, topic, effect }, view, event) {
    if (state.skipped !== null || event.type !== 'effect' || event.name !== effect) return state;
    const record = recordOf(event, topic, view);
    const found = view.groups.get(group);
    if (record === null) return state;
    const before = state.seen.get(record.partition);
    const seen = new Map(state.seen).set(record.partition, new Set(before).add(record.offset));
    const committed = found === undefined ? null : committedOf(found, topic, record.partition);
    // Where reading began is not known to have been passed over.
    const first = before === undefined ? record.offset : Math.min(...before);
    for (let offset = first; offset < record.offset && committed !== null && offset < committed; offset++) {
      if (before?.has(offset) === true) continue;
      const place = `${partitionName(topic, record.partition)}@${offset}`;
      return { seen, skipped: { place, committed }, atUs: event.atUs };
    }
    return { ...state, seen };
  },

  report({ seen, skipped, atUs }) {
    if (skipped !== null) return done(atUs, { kind: 'skipped', ...skipped });
    const records = [...seen.values()].reduce((sum, offsets) => sum + offsets.size, 0);
    return records === 0 ? OPEN : live({ kind: 'none-skipped', records });
  },
};

export interface EachRecordProcessedArgs {
  readonly topic: string;
  readonly records: number;
  readonly effect: string;
  readonly schedule?: string;
}

interface EachState {
  readonly seen: ReadonlyMap<number, ReadonlySet<number>>;
  readonly there: number;
  readonly missing: number;
  /** Every partition has a leader: what stands where there is none, nobody can say. */
  readonly isLed: boolean;
  readonly isOver: boolean;
  readonly atUs: Us;
}

/** Holds when at least so many records stand on the topic's shelves, and programs have reported every one of them. */
export const eachRecordProcessed: Check<EachRecordProcessedArgs, EachState> = {
  start: () => ({ seen: new Map(), there: 0, missing: 0, isLed: true, isOver: false, atUs: 0 }),

  step(state, { topic, effect, schedule }, view, event) {
    let { seen, isOver } = state;
    if (event.type === 'effect' && event.name === effect) {
      const record = recordOf(event, topic, view);
      if (record === null) return state;
      seen = new Map(seen).set(record.partition, new Set(seen.get(record.partition)).add(record.offset));
    } else if (event.type === 'schedule' && event.schedule === schedule && event.state === 'over') {
      isOver = true;
    } else if (event.type !== 'high-watermark' || event.topic !== topic) {
      return state;
    }
    let there = 0;
    let missing = 0;
    let isLed = true;
    for (const partition of view.topics.get(topic)?.partitions ?? []) {
      const shelf = leaderShelf(partition);
      isLed &&= shelf !== null;
      if (shelf === null) continue;
      const reported = seen.get(partition.partition);
      for (let offset = shelf.logStartOffset; offset < shelf.highWatermark; offset++) {
        there += 1;
        if (reported?.has(offset) !== true) missing += 1;
      }
    }
    return { seen, there, missing, isLed, isOver, atUs: event.atUs };
  },

  report({ there, missing, isLed, isOver, atUs }, args) {
    if (there === 0 || there === missing) return OPEN;
    const waits = args.schedule !== undefined && !isOver ? args.schedule : null;
    const fact = {
      kind: 'processed',
      processed: there - missing,
      records: there,
      wanted: args.records,
      schedule: waits,
    } as const;
    return missing === 0 && isLed && there >= args.records && waits === null ? done(atUs, fact) : live(fact);
  },
};
