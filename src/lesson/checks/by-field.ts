import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';
import { fieldOf } from './effects';

export interface InOrderByKeyArgs {
  readonly effect: string;
  /** Field of the effect that says whose it is; absent: one order over all. */
  readonly key?: string;
  /** Field with a number that rises. */
  readonly order: string;
  readonly effects: number;
  readonly schedule?: string;
}

interface OrderState {
  /** Last number of each key. */
  readonly last: ReadonlyMap<string, number>;
  readonly seen: ReadonlySet<string>;
  readonly broken: { readonly key: string; readonly before: number; readonly after: number } | null;
  readonly isOver: boolean;
  readonly atUs: Us;
}

const START: OrderState = { last: new Map(), seen: new Set(), broken: null, isOver: false, atUs: 0 };

/** What is done once more is a repetition, not a disorder: the first time counts. */
function stepOrder(
  state: OrderState,
  args: InOrderByKeyArgs,
  event: Parameters<Check<InOrderByKeyArgs, OrderState>['step']>[3],
): OrderState {
  if (event.type === 'schedule' && event.schedule === args.schedule && event.state === 'over') {
    return { ...state, isOver: true, atUs: event.atUs };
  }
  if (event.type !== 'effect' || event.name !== args.effect || state.broken !== null) return state;
  const key = args.key === undefined ? '' : fieldOf(event, args.key);
  const number = Number(fieldOf(event, args.order) ?? NaN);
  if (key === null || !Number.isFinite(number) || state.seen.has(`${key} ${number}`)) return state;
  const before = state.last.get(key);
  if (before !== undefined && number < before) {
    return { ...state, broken: { key, before, after: number }, atUs: event.atUs };
  }
  const seen = new Set(state.seen).add(`${key} ${number}`);
  return { ...state, last: new Map(state.last).set(key, number), seen, atUs: event.atUs };
}

/** Holds when so many things were done, and for each key in rising order. Repetitions do not count. */
export const inOrderByKey: Check<InOrderByKeyArgs, OrderState> = {
  start: () => START,
  step: (state, args, _view, event) => stepOrder(state, args, event),
  report({ last, seen, broken, isOver, atUs }, args) {
    if (broken !== null) return live({ kind: 'out-of-order', ...broken });
    if (seen.size === 0) return OPEN;
    const waits = args.schedule !== undefined && !isOver ? args.schedule : null;
    const fact = {
      kind: 'in-order',
      effects: seen.size,
      keys: last.size,
      wanted: args.effects,
      schedule: waits,
    } as const;
    return seen.size >= args.effects && waits === null ? done(atUs, fact) : live(fact);
  },
};

export interface OrderBrokenArgs {
  readonly effect: string;
  readonly key?: string;
  readonly order: string;
}

/** Holds when, for one key, something is done after what should have come later. */
export const orderBroken: Check<OrderBrokenArgs, OrderState> = {
  start: () => START,
  step: (state, args, _view, event) => stepOrder(state, { ...args, effects: 0 }, event),
  report({ last, seen, broken, atUs }) {
    if (broken !== null) return done(atUs, { kind: 'out-of-order', ...broken });
    if (seen.size === 0) return OPEN;
    return live({ kind: 'in-order', effects: seen.size, keys: last.size, wanted: null, schedule: null });
  },
};

export interface AllHandledArgs {
  readonly begun: string;
  readonly ended: string;
  readonly field: string;
  readonly count: number;
  readonly schedule?: string;
}

interface HandledState {
  readonly begun: ReadonlySet<string>;
  readonly ended: ReadonlySet<string>;
  /** What had begun when the schedule was over (or so many had begun): these must all end. */
  readonly due: ReadonlySet<string> | null;
  readonly atUs: Us;
}

/**
 * Holds when everything that began has ended: every order that was taken was shipped. What counts is what has begun by
 * the time that so many have, and a schedule, if one is named, is over.
 */
export const allHandled: Check<AllHandledArgs, HandledState> = {
  start: () => ({ begun: new Set(), ended: new Set(), due: null, atUs: 0 }),

  step(state, args, _view, event) {
    const { begun, ended } = stepHandled(state, args, event);
    const isOver =
      args.schedule === undefined ||
      (event.type === 'schedule' && event.schedule === args.schedule && event.state === 'over');
    const closes = state.due === null && isOver && begun.size >= args.count;
    // After a schedule that was over too early, the first that bring the number close the list.
    const due = closes ? begun : state.due;
    if (begun === state.begun && ended === state.ended && due === state.due) return state;
    return { begun, ended, due, atUs: event.atUs };
  },

  report({ begun, ended, due, atUs }, args) {
    if (begun.size === 0) return OPEN;
    const wanted = due ?? begun;
    const handled = [...wanted].filter((each) => ended.has(each)).length;
    const waits = due === null && args.schedule !== undefined ? args.schedule : null;
    const fact = { kind: 'handled', begun: wanted.size, handled, wanted: args.count, schedule: waits } as const;
    return due !== null && handled === due.size ? done(atUs, fact) : live(fact);
  },
};

function stepHandled(
  { begun, ended }: HandledState,
  args: AllHandledArgs,
  event: Parameters<Check<AllHandledArgs, HandledState>['step']>[3],
): Pick<HandledState, 'begun' | 'ended'> {
  if (event.type !== 'effect') return { begun, ended };
  const id = fieldOf(event, args.field);
  if (id === null) return { begun, ended };
  if (event.name === args.begun && !begun.has(id)) return { begun: new Set(begun).add(id), ended };
  if (event.name === args.ended && !ended.has(id)) return { begun, ended: new Set(ended).add(id) };
  return { begun, ended };
}
