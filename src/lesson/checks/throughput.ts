import { US_PER_SECOND, type Us } from '../../contract/ids';
import { total } from '../figures/record';
import { type Check, doneWithRate, live, OPEN } from './check';

export interface ThroughputAtLeastArgs {
  readonly topic?: string;
  readonly program?: string;
  readonly recordsPerSecond: number;
  readonly seconds: number;
  readonly skipSeconds: number;
}

interface State {
  /** Records before the window, and when it begins; null before the first record. */
  readonly window: { readonly from: number; readonly fromUs: Us } | null;
  readonly records: number;
  readonly measured: { readonly rate: number; readonly records: number } | null;
  readonly atUs: Us;
}

/**
 * Measures records a second over a window of so many seconds: written to a topic's leaders, or sent or worked on by a
 * program. The first window begins `skipSeconds` after the first record; each that is slower than asked is followed
 * by another.
 */
export const throughputAtLeast: Check<ThroughputAtLeastArgs, State> = {
  start: () => ({ window: null, records: 0, measured: null, atUs: 0 }),

  step(state, args, view, event) {
    const { topic, program, seconds, skipSeconds, recordsPerSecond } = args;
    if (event.type !== 'batch-appended' && event.type !== 'message' && event.type !== 'effect') return state;
    if (state.measured !== null && state.measured.rate >= recordsPerSecond) return state;
    const records = total(view, topic === undefined ? { program: program ?? '' } : { topic });
    if (state.window === null) {
      // What was there already is not measured: the window opens when more comes.
      if (state.atUs === 0) return { ...state, records, atUs: Math.max(1, event.atUs) };
      if (records === state.records) return state;
      return { ...state, records, window: { from: records, fromUs: event.atUs + skipSeconds * US_PER_SECOND } };
    }
    const { from, fromUs } = state.window;
    if (event.atUs < fromUs) return { ...state, records, window: { from: records, fromUs } };
    const untilUs = fromUs + seconds * US_PER_SECOND;
    if (event.atUs < untilUs) return records === state.records ? state : { ...state, records, atUs: event.atUs };
    // This event is behind the window: what it brought belongs to the next one.
    const counted = state.records - from;
    return {
      window: { from: state.records, fromUs: untilUs },
      records,
      measured: { rate: counted / seconds, records: counted },
      atUs: untilUs,
    };
  },

  report({ window, records, measured, atUs }, { recordsPerSecond, seconds }) {
    if (window === null) return OPEN;
    if (measured === null) return live({ kind: 'measuring', records: records - window.from, seconds });
    const fact = { kind: 'rate', ...measured, seconds, wanted: recordsPerSecond } as const;
    return measured.rate >= recordsPerSecond ? doneWithRate(atUs, fact, measured.rate) : live(fact);
  },
};
