import { partitionName, type Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';
import { keyedRecords } from './same-key-same-partition';

export interface KeyMovedArgs {
  readonly topic: string;
}

interface State {
  /** Last partition of each key before partitions were added. */
  readonly homes: ReadonlyMap<string, number>;
  /** How many partitions there are since they were added; null before. */
  readonly partitions: number | null;
  readonly moved: { readonly key: string; readonly from: string; readonly to: string } | null;
  readonly atUs: Us;
}

/** Holds when, after partitions were added, a key's record comes to another partition than its records before. */
export const keyMoved: Check<KeyMovedArgs, State> = {
  start: () => ({ homes: new Map(), partitions: null, moved: null, atUs: 0 }),

  step(state, { topic }, view, event) {
    if (state.moved !== null) return state;
    if (event.type === 'partitions-added' && event.topic === topic) {
      return { ...state, partitions: view.topics.get(topic)?.partitions.length ?? 0, atUs: event.atUs };
    }
    if (event.type !== 'batch-appended' || event.role !== 'leader' || event.topic !== topic) return state;
    const keys = keyedRecords(event);
    if (keys.length === 0) return state;
    if (state.partitions === null) {
      if (keys.every((key) => state.homes.get(key) === event.partition)) return state;
      const homes = new Map(state.homes);
      for (const key of keys) homes.set(key, event.partition);
      return { ...state, homes };
    }
    const key = keys.find((each) => (state.homes.get(each) ?? event.partition) !== event.partition);
    if (key === undefined) return state;
    const from = partitionName(topic, state.homes.get(key) ?? 0);
    return { ...state, moved: { key, from, to: partitionName(topic, event.partition) }, atUs: event.atUs };
  },

  report({ homes, partitions, moved, atUs }) {
    if (moved !== null) return done(atUs, { kind: 'key-moved', ...moved });
    return homes.size === 0 ? OPEN : live({ kind: 'keys-at-home', keys: homes.size, partitions });
  },
};
