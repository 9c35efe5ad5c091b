import type { Us } from '../../contract/ids';
import { type Acknowledged, acknowledge, NOTHING_ACKNOWLEDGED } from './acknowledged';
import { type Check, done, live, OPEN } from './check';

export interface WriteLostArgs {
  readonly topic: string;
}

interface LostState {
  readonly writes: Acknowledged;
  readonly atUs: Us;
}

/** Holds when a record that was acknowledged is gone from the log. */
export const writeLost: Check<WriteLostArgs, LostState> = {
  start: () => ({ writes: NOTHING_ACKNOWLEDGED, atUs: 0 }),

  step(state, { topic }, view, event) {
    const writes = acknowledge(state.writes, topic, view, event);
    if (writes === state.writes) return state;
    return { writes, atUs: writes.lost > state.writes.lost ? event.atUs : state.atUs };
  },

  report({ writes: { records, lost, firstLost }, atUs }) {
    if (firstLost !== null) return done(atUs, { kind: 'lost', records, lost, first: firstLost });
    return records === 0 ? OPEN : live({ kind: 'acknowledged', records, wanted: null, schedule: null });
  },
};

export interface NoLostWritesArgs {
  readonly topic: string;
  readonly records: number;
  /** Counts only when this schedule of faults is over. */
  readonly schedule?: string;
}

interface SafeState extends LostState {
  readonly isOver: boolean;
  /** Every partition has a leader. */
  readonly led: boolean;
}

/** Holds when so many records were acknowledged, none of them is lost, and, if one is named, a schedule is over. */
export const noLostWrites: Check<NoLostWritesArgs, SafeState> = {
  start: () => ({ writes: NOTHING_ACKNOWLEDGED, isOver: false, led: false, atUs: 0 }),

  step(state, { topic, schedule }, view, event) {
    const writes = acknowledge(state.writes, topic, view, event);
    const isOver = state.isOver || (event.type === 'schedule' && event.schedule === schedule && event.state === 'over');
    const partitions = view.topics.get(topic)?.partitions ?? [];
    const led = partitions.length > 0 && partitions.every((partition) => partition.leader >= 0);
    if (writes === state.writes && isOver === state.isOver && led === state.led) return state;
    return { writes, isOver, led, atUs: event.atUs };
  },

  report({ writes: { records, lost, firstLost }, isOver, led, atUs }, args) {
    if (firstLost !== null) return live({ kind: 'lost', records, lost, first: firstLost });
    if (records === 0) return OPEN;
    const waits = args.schedule !== undefined && !isOver ? args.schedule : null;
    const fact = { kind: 'acknowledged', records, wanted: args.records, schedule: waits } as const;
    return waits === null && led && records >= args.records ? done(atUs, fact) : live(fact);
  },
};

export interface WriteRefusedArgs {
  /** Kafka's name of the error: `NOT_ENOUGH_REPLICAS`. */
  readonly error: string;
  readonly times: number;
}

interface RefusedState {
  readonly count: number;
  readonly other: string | null;
  readonly atUs: Us;
}

/** Holds when a broker has answered Produce requests with this error, so many times. */
export const writeRefused: Check<WriteRefusedArgs, RefusedState> = {
  start: () => ({ count: 0, other: null, atUs: 0 }),

  step(state, { error }, _view, event) {
    if (event.type !== 'message' || event.api !== 'Produce' || event.kind !== 'response') return state;
    const found = event.details.error;
    if (found === undefined) return state;
    if (found !== error) return found === state.other ? state : { ...state, other: found, atUs: event.atUs };
    return { ...state, count: state.count + 1, atUs: event.atUs };
  },

  report({ count, other, atUs }, { error, times }) {
    if (count > 0) {
      const fact = { kind: 'refused', error, times: count, wanted: times } as const;
      return count >= times ? done(atUs, fact) : live(fact);
    }
    return other === null ? OPEN : live({ kind: 'refused', error: other, times: 1, wanted: times }, atUs);
  },
};
