import type { BatchSummary, SimEvent } from '../../contract/event';
import { processOf, US_PER_SECOND, type EndpointId, type ProcessId, type Us } from '../../contract/ids';
import { isInternalTopic } from '../../view/internal-topic';
import type { View } from '../../view/view';
import { type Check, doneWithRate, live, OPEN } from './check';
import { recordOf } from './effects';

export interface ThroughputAtLeastArgs {
  /** Absent: all topics but Kafka's own. */
  readonly topic?: string;
  /** What this program sends or works on; absent: what is written to leaders. */
  readonly program?: string;
  readonly recordsPerSecond: number;
  readonly seconds: number;
  readonly skipSeconds: number;
}

interface State {
  /** Records before the window, and when it begins; null before the first record. */
  readonly window: { readonly from: number; readonly fromUs: Us } | null;
  /** Counted since the check began: what was there before is not measured. */
  readonly records: number;
  /** The program tells what it has worked on: what it has only received does not count any more. */
  readonly tells: boolean;
  readonly measured: { readonly rate: number; readonly records: number } | null;
  readonly atUs: Us;
}

const START: State = { window: null, records: 0, tells: false, measured: null, atUs: 0 };

/** Records that this event brings. */
function countOf(event: SimEvent, { topic, program }: ThroughputAtLeastArgs, view: View): number {
  if (program === undefined) {
    if (event.type !== 'batch-appended' || event.role !== 'leader') return 0;
    return (topic === undefined ? !isInternalTopic(event.topic) : event.topic === topic) ? event.count : 0;
  }
  const isIts = (process: ProcessId | null): boolean =>
    process !== null && view.processes.get(process)?.program === program;
  const isEnd = (end: EndpointId): boolean => isIts(processOf(end));
  const writes = view.programs.find(({ name }) => name === program)?.role === 'producer';
  if (event.type === 'effect')
    return !writes && isIts(event.process) && (topic === undefined || recordOf(event, topic, view) !== null) ? 1 : 0;
  if (event.type !== 'message') return 0;
  const counts = writes
    ? event.kind === 'request' && event.api === 'Produce' && isEnd(event.from)
    : event.kind === 'response' && event.api === 'Fetch' && isEnd(event.to);
  return counts ? recordsIn(event.batches, topic) : 0;
}

const recordsIn = (batches: readonly BatchSummary[], topic: string | undefined): number =>
  batches.reduce((sum, batch) => sum + (topic === undefined || batch.topic === topic ? batch.count : 0), 0);

/**
 * Measures records a second over a window of so many seconds: written to leaders, or sent or worked on by a program; of
 * one topic, or of all. The first window begins `skipSeconds` after the first record; each that is slower than asked is followed
 * by another.
 */
export const throughputAtLeast: Check<ThroughputAtLeastArgs, State> = {
  start: () => START,

  step(state, args, view, event) {
    const { seconds, skipSeconds, recordsPerSecond } = args;
    if (event.type !== 'batch-appended' && event.type !== 'message' && event.type !== 'effect') return state;
    if (state.measured !== null && state.measured.rate >= recordsPerSecond) return state;
    const tells = state.tells || (event.type === 'effect' && countOf(event, args, view) > 0);
    // Two ways of counting are not added up: it begins anew.
    const before = tells === state.tells ? state : { ...START, tells };
    const received = event.type === 'message' && event.kind === 'response';
    const records = before.records + (tells && received ? 0 : countOf(event, args, view));
    if (before.window === null) {
      if (records === before.records) return before;
      return { ...before, records, window: { from: records, fromUs: event.atUs + skipSeconds * US_PER_SECOND } };
    }
    const { from, fromUs } = before.window;
    if (event.atUs < fromUs)
      return records === from ? state : { ...before, records, window: { from: records, fromUs } };
    const untilUs = fromUs + seconds * US_PER_SECOND;
    if (event.atUs < untilUs) return records === before.records ? state : { ...before, records, atUs: event.atUs };
    // This event is behind the window: what it brought belongs to the one in which it falls.
    const counted = before.records - from;
    const windowUs = seconds * US_PER_SECOND;
    const next = untilUs + Math.floor((event.atUs - untilUs) / windowUs) * windowUs;
    return {
      window: { from: before.records, fromUs: next },
      records,
      tells,
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
