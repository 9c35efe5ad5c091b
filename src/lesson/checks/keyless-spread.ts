import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface KeylessSpreadArgs {
  readonly topic: string;
  readonly partitions: number;
  readonly records: number;
}

interface State {
  /** Records without a key, by partition. */
  readonly counts: ReadonlyMap<number, number>;
  readonly atUs: Us;
}

/** Holds when so many partitions have each got so many records without a key. */
export const keylessSpread: Check<KeylessSpreadArgs, State> = {
  start: () => ({ counts: new Map(), atUs: 0 }),

  step(state, { topic }, _view, event) {
    if (event.type !== 'batch-appended' || event.role !== 'leader' || event.topic !== topic) return state;
    const keyless = event.keys.filter((key) => key === null).length;
    if (keyless === 0) return state;
    const counts = new Map(state.counts).set(event.partition, (state.counts.get(event.partition) ?? 0) + keyless);
    return { counts, atUs: event.atUs };
  },

  report({ counts, atUs }, { partitions, records }) {
    if (counts.size === 0) return OPEN;
    const reached = [...counts.values()].filter((count) => count >= records).length;
    const each = [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
    const fact = { kind: 'keyless', counts: each, partitions, records } as const;
    return reached >= partitions ? done(atUs, fact) : live(fact);
  },
};
