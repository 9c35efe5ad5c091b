import type { ClassicGroupState } from '../../contract/event';
import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface GroupStateReachedArgs {
  readonly group: string;
  readonly state: ClassicGroupState;
}

interface State {
  readonly state: ClassicGroupState | null;
  readonly atUs: Us;
}

/** Holds when a group is in this state. */
export const groupStateReached: Check<GroupStateReachedArgs, State> = {
  start: () => ({ state: null, atUs: 0 }),

  step(state, args, _view, event) {
    if (event.type !== 'group' || event.group !== args.group || event.state === state.state) return state;
    return { state: event.state, atUs: event.atUs };
  },

  report({ state, atUs }, args) {
    if (state === null) return OPEN;
    const fact = { kind: 'group-state', group: args.group, state, wanted: args.state } as const;
    return state === args.state ? done(atUs, fact) : live(fact);
  },
};
