import type { ProcessId, Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';
import { readingOf } from './group-readings';

export interface GroupDividesArgs {
  readonly group: string;
  readonly topic: string;
  readonly members: number;
  readonly records: number;
  readonly effect: string;
}

interface State {
  /** Who read a record first. */
  readonly readers: ReadonlyMap<string, ProcessId>;
  readonly twice: { readonly place: string; readonly by: readonly ProcessId[] } | null;
  readonly atUs: Us;
}

/**
 * Holds when so many processes of a group have between them read so many records, and no record twice. What is read
 * again by another after a rebalance begins the count anew.
 */
export const groupDivides: Check<GroupDividesArgs, State> = {
  start: () => ({ readers: new Map(), twice: null, atUs: 0 }),

  step(state, args, view, event) {
    const reading = readingOf(view, event, { ...args, groups: [args.group] });
    if (reading === null) return state;
    const { place, process } = reading;
    const before = state.readers.get(place);
    if (before === process) return state;
    if (before !== undefined) {
      const twice = { place, by: [before, process] };
      return { readers: new Map([[place, process]]), twice, atUs: event.atUs };
    }
    return { ...state, readers: new Map(state.readers).set(place, process), atUs: event.atUs };
  },

  report({ readers, twice, atUs }, { members, records }) {
    if (readers.size === 0) return OPEN;
    const counts = new Map<ProcessId, number>();
    for (const process of readers.values()) counts.set(process, (counts.get(process) ?? 0) + 1);
    const holds = readers.size >= records && counts.size >= members;
    if (!holds && twice !== null && readers.size < 3) return live({ kind: 'twice', ...twice });
    const shares = { names: [...counts.keys()], counts: [...counts.values()], records, members };
    return holds ? done(atUs, { kind: 'divided', ...shares }) : live({ kind: 'divided', ...shares });
  },
};
