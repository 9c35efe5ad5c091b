import type { SimEvent } from '../../contract/event';
import { brokerHost, brokerOf, type EndpointId, processOf, type Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export const FAULTS = [
  'kill-broker',
  'power-off-broker',
  'stop-broker',
  'start-broker',
  'pause-broker',
  'resume-broker',
  'cut-link',
  'slow-link',
  'heal-link',
  'slow-disk',
] as const;
export type FaultName = (typeof FAULTS)[number];

export interface FaultGivenArgs {
  readonly fault: FaultName;
  /** One broker; any when absent. Of a link: one of its ends. */
  readonly broker?: number;
}

interface State {
  readonly subject: string | null;
  readonly atUs: Us;
}

/** Reasons of `node` events by what was done. */
const NODE_REASONS: Readonly<Partial<Record<FaultName, readonly string[]>>> = {
  'kill-broker': ['kill -9'],
  'power-off-broker': ['power lost'],
  'stop-broker': ['stopped'],
  'start-broker': ['started', 'started with an empty disk'],
  'pause-broker': ['paused'],
  'resume-broker': ['resumed'],
};

const LINK_STATES: Readonly<Partial<Record<FaultName, string>>> = {
  'cut-link': 'cut',
  'slow-link': 'slow',
  'heal-link': 'up',
};

const nameOf = (end: EndpointId): string => {
  const broker = brokerOf(end);
  return broker === null ? (processOf(end) ?? 'tools') : brokerHost(broker);
};

/** What was done, to whom, if this event tells of the fault. */
function subjectOf(event: SimEvent, { fault, broker }: FaultGivenArgs): string | null {
  if (event.type === 'node') {
    const isIt = NODE_REASONS[fault]?.includes(event.reason) === true && (broker ?? event.broker) === event.broker;
    return isIt ? brokerHost(event.broker) : null;
  }
  if (event.type === 'link') {
    const ends = [brokerOf(event.from), brokerOf(event.to)];
    const isIt = LINK_STATES[fault] === event.state && (broker === undefined || ends.includes(broker));
    return isIt ? `${nameOf(event.from)} → ${nameOf(event.to)}` : null;
  }
  if (event.type === 'disk' && fault === 'slow-disk') {
    return event.extraUs > 0 && (broker ?? event.broker) === event.broker ? brokerHost(event.broker) : null;
  }
  return null;
}

/** Holds when this was done to a broker, a link or a disk. */
export const faultGiven: Check<FaultGivenArgs, State> = {
  start: () => ({ subject: null, atUs: 0 }),

  step(state, args, _view, event) {
    if (state.subject !== null) return state;
    const subject = subjectOf(event, args);
    return subject === null ? state : { subject, atUs: event.atUs };
  },

  report: ({ subject, atUs }, { fault }) => (subject === null ? OPEN : done(atUs, { kind: 'fault', fault, subject })),
};

export interface ScheduleOverArgs {
  readonly schedule: string;
}

interface ScheduleState {
  readonly state: 'begun' | 'over' | null;
  readonly atUs: Us;
}

/** Holds when the last fault of a schedule was given. */
export const scheduleOver: Check<ScheduleOverArgs, ScheduleState> = {
  start: () => ({ state: null, atUs: 0 }),

  step: (before, { schedule }, _view, event) =>
    event.type === 'schedule' && event.schedule === schedule ? { state: event.state, atUs: event.atUs } : before,

  report({ state, atUs }, { schedule }) {
    if (state === null) return OPEN;
    const fact = { kind: 'schedule', schedule, state } as const;
    return state === 'over' ? done(atUs, fact) : live(fact, atUs);
  },
};

export interface ToolUsedArgs {
  /** `kafka-topics.sh` */
  readonly tool: string;
  /** What its command line must hold: `--alter`. */
  readonly has: string;
}

interface ToolState {
  readonly line: string | null;
  /** Null: it has done it. */
  readonly error: string | null;
  readonly atUs: Us;
}

/** Holds when one of Kafka's command-line tools was used, and has done what it should. */
export const toolUsed: Check<ToolUsedArgs, ToolState> = {
  start: () => ({ line: null, error: null, atUs: 0 }),

  step(state, { tool, has }, _view, event) {
    const isDone = state.line !== null && state.error === null;
    if (isDone || event.type !== 'tool' || event.state === 'called') return state;
    if (!event.line.startsWith(tool) || !event.line.includes(has)) return state;
    // Without an error of Kafka's when the tool itself refuses.
    const error = event.state === 'failed' ? (event.error ?? event.message ?? '') : null;
    return { line: event.line, error, atUs: event.atUs };
  },

  report({ line, error, atUs }) {
    if (line === null) return OPEN;
    return error === null ? done(atUs, { kind: 'tool', line, error }) : live({ kind: 'tool', line, error }, atUs);
  },
};
