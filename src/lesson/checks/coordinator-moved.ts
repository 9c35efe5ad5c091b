import type { BrokerId, Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface CoordinatorMovedArgs {
  readonly group: string;
}

interface State {
  readonly first: BrokerId | null;
  readonly now: BrokerId | null;
  readonly atUs: Us;
}

/** Holds when a group goes on with another broker as its coordinator than the one it was first seen with. */
export const coordinatorMoved: Check<CoordinatorMovedArgs, State> = {
  start: () => ({ first: null, now: null, atUs: 0 }),

  step(state, { group }, _view, event) {
    // A group that is unloaded where it was still has the old coordinator.
    if (event.type !== 'group' || event.group !== group || event.state === 'Dead') return state;
    if (event.coordinator === state.now || event.coordinator < 0) return state;
    return { first: state.first ?? event.coordinator, now: event.coordinator, atUs: event.atUs };
  },

  report({ first, now, atUs }, { group }) {
    if (first === null || now === null) return OPEN;
    const fact = { kind: 'coordinator', group, from: first, to: now } as const;
    return first === now ? live(fact) : done(atUs, fact);
  },
};
