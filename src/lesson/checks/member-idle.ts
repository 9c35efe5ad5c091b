import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';
import { hasNoPartition, isStableWith, nameOf } from './members';

export interface MemberIdleArgs {
  readonly group: string;
  readonly members: number;
  readonly idle: number;
}

interface State {
  readonly stable: boolean;
  readonly members: number;
  readonly idle: readonly string[];
  readonly atUs: Us;
}

const NONE: State = { stable: false, members: 0, idle: [], atUs: 0 };

/** Holds when a group is Stable with exactly `members` living members and at least `idle` of them own no partition. */
export const memberIdle: Check<MemberIdleArgs, State> = {
  start: () => NONE,

  step(state, args, view, event) {
    if (event.type === 'group' ? event.group !== args.group : event.type !== 'process') return state;
    const group = view.groups.get(args.group);
    if (group === undefined) return NONE;
    // Outside Stable no member has an assignment: that is a rebalance, not idleness.
    const stable = isStableWith(view, group, args.members);
    return {
      stable,
      members: group.members.length,
      idle: stable ? group.members.filter(hasNoPartition).map(nameOf) : [],
      atUs: event.atUs,
    };
  },

  report({ stable, members, idle, atUs }, args) {
    if (members === 0) return OPEN;
    if (stable && idle.length >= args.idle) return done(atUs, { kind: 'idle', idle, members });
    return live({ kind: 'not-idle', members });
  },
};
