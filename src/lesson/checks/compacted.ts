import { partitionName, type Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface CompactedArgs {
  readonly topic: string;
  readonly records: number;
}

interface State {
  /** Records that compaction removed, by replica: `broker topic-partition`. */
  readonly removed: ReadonlyMap<string, number>;
  readonly most: { readonly partition: string; readonly records: number } | null;
  readonly atUs: Us;
}

/** Holds when the log cleaner has removed so many records of one partition, on one of its replicas. */
export const compacted: Check<CompactedArgs, State> = {
  start: () => ({ removed: new Map(), most: null, atUs: 0 }),

  step(state, { topic, records }, _view, event) {
    if (event.type !== 'log-compacted' || event.topic !== topic) return state;
    if (state.most !== null && state.most.records >= records) return state;
    const partition = partitionName(topic, event.partition);
    const replica = `${event.broker} ${partition}`;
    const now = event.removed.reduce((sum, { from, to }) => sum + to - from, state.removed.get(replica) ?? 0);
    const removed = new Map(state.removed).set(replica, now);
    const most = now > (state.most?.records ?? 0) ? { partition, records: now } : state.most;
    return { removed, most, atUs: event.atUs };
  },

  report({ most, atUs }, { records }) {
    if (most === null) return OPEN;
    const fact = { kind: 'compacted', ...most, wanted: records } as const;
    return most.records >= records ? done(atUs, fact) : live(fact);
  },
};
