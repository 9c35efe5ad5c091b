import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';
import { readingOf } from './group-readings';

export interface GroupsReadAllArgs {
  readonly groups: readonly string[];
  readonly topic: string;
  readonly records: number;
  readonly effect: string;
}

interface State {
  /** Records that a group has read, by group. */
  readonly read: ReadonlyMap<string, ReadonlySet<string>>;
  readonly atUs: Us;
}

/** Holds when so many records were each read by every one of the groups, as their programs report. */
export const groupsReadAll: Check<GroupsReadAllArgs, State> = {
  start: () => ({ read: new Map(), atUs: 0 }),

  step(state, args, view, event) {
    const reading = readingOf(view, event, args);
    if (reading === null) return state;
    const before = state.read.get(reading.group) ?? new Set();
    if (before.has(reading.place)) return state;
    return { read: new Map(state.read).set(reading.group, new Set(before).add(reading.place)), atUs: event.atUs };
  },

  report({ read, atUs }, { groups, records }) {
    if (read.size === 0) return OPEN;
    const sets = groups.map((group) => read.get(group) ?? new Set<string>());
    const [first = new Set<string>(), ...others] = sets;
    const common = [...first].filter((place) => others.every((set) => set.has(place))).length;
    const fact = { kind: 'read-by-all', groups, counts: sets.map((set) => set.size), common, wanted: records } as const;
    return common >= records ? done(atUs, fact) : live(fact);
  },
};
