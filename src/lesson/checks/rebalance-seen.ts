import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export type RebalanceCause = 'joined' | 'left' | 'expired' | 'any';

export interface RebalanceSeenArgs {
  readonly group: string;
  readonly cause: RebalanceCause;
}

interface State {
  readonly last: { readonly reason: string; readonly generation: number; readonly atUs: Us } | null;
  readonly holds: boolean;
}

/** The coordinator's reasons for PreparingRebalance. */
const REASONS: Readonly<Record<Exclude<RebalanceCause, 'any'>, readonly string[]>> = {
  joined: ['member joined', 'member rejoined'],
  left: ['LeaveGroup'],
  expired: ['session expired'],
};

/** Holds when a group has begun to rebalance for this cause: a member joined, left in good order, or was given up. */
export const rebalanceSeen: Check<RebalanceSeenArgs, State> = {
  start: () => ({ last: null, holds: false }),

  step(state, { group, cause }, _view, event) {
    if (state.holds || event.type !== 'group' || event.group !== group) return state;
    const { reason, generation, atUs } = event;
    // The last member that goes leaves an Empty group: nothing is dealt out anew.
    if (event.state !== 'PreparingRebalance') return state;
    const holds = cause === 'any' || REASONS[cause].includes(reason);
    return { last: { reason, generation, atUs }, holds };
  },

  report({ last, holds }, { group }) {
    if (last === null) return OPEN;
    const fact = { kind: 'rebalance', group, reason: last.reason, generation: last.generation } as const;
    return holds ? done(last.atUs, fact) : live(fact, last.atUs);
  },
};
