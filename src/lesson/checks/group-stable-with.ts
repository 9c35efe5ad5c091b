import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';
import { countMembers, isStableWith } from './members';

export interface GroupStableWithArgs {
  readonly group: string;
  readonly members: number;
}

interface State {
  readonly state: string;
  readonly members: number;
  readonly gone: number;
  readonly holds: boolean;
  readonly atUs: Us;
}

const NONE: State = { state: 'Empty', members: 0, gone: 0, holds: false, atUs: 0 };

/** Holds when a group is Stable with exactly `members` members, none of them a dead one not noticed yet. */
export const groupStableWith: Check<GroupStableWithArgs, State> = {
  start: () => NONE,

  step(state, args, view, event) {
    if (event.type === 'group' ? event.group !== args.group : event.type !== 'process') return state;
    const group = view.groups.get(args.group);
    if (group === undefined) return NONE;
    const count = countMembers(view, group);
    return {
      state: group.state,
      members: count.alive,
      gone: count.gone,
      holds: isStableWith(view, group, args.members),
      atUs: event.atUs,
    };
  },

  report({ state, members, gone, holds, atUs }, args) {
    if (members === 0 && gone === 0) return OPEN;
    const fact = { kind: 'members', state, members, gone, wanted: args.members } as const;
    return holds ? done(atUs, fact) : live(fact);
  },
};
