import { partitionName, type ProcessId, type Us } from '../../contract/ids';
import type { View } from '../../view/view';
import { type Check, done, live, OPEN } from './check';
import { isAlive, ownerOf } from './members';
import { ownedBy } from './owner-killed';

export interface PartitionOwnerChangedArgs {
  readonly group: string;
  readonly topic: string;
  /** How its owner has to end: `killed` when absent. */
  readonly by?: 'killed' | 'stopped';
}

interface Loss {
  readonly process: ProcessId;
  readonly partition: string;
  readonly atUs: Us;
}

interface State {
  /** Partitions whose owners were killed, until each has a new one. */
  readonly lost: readonly Loss[];
  readonly moved: (Loss & { readonly to: ProcessId; readonly movedAtUs: Us }) | null;
}

function ownersNow(view: View, args: PartitionOwnerChangedArgs): ReadonlyMap<string, ProcessId> {
  const owners = new Map<string, ProcessId>();
  const group = view.groups.get(args.group);
  if (group?.state !== 'Stable') return owners;
  const alive = { ...group, members: group.members.filter((member) => isAlive(view, member)) };
  for (const { partition } of view.topics.get(args.topic)?.partitions ?? []) {
    const owner = ownerOf(alive, args.topic, partition);
    if (owner !== null) owners.set(partitionName(args.topic, partition), owner);
  }
  return owners;
}

/** Holds when a partition of a killed (or stopped) process belongs, in a Stable group again, to another process that lives. */
export const partitionOwnerChanged: Check<PartitionOwnerChangedArgs, State> = {
  start: () => ({ lost: [], moved: null }),

  step(state, args, view, event) {
    if (state.moved !== null) return state;
    const ending = args.by === 'stopped' ? 'stopping' : 'killed';
    if (event.type === 'process' && event.state === ending) {
      const partitions = ownedBy(view.groups.get(args.group), args.topic, event.process);
      if (partitions.length === 0) return state;
      const lost = partitions.map((partition) => ({ process: event.process, partition, atUs: event.atUs }));
      return { ...state, lost: [...state.lost, ...lost] };
    }
    if (event.type !== 'group' || event.group !== args.group || state.lost.length === 0) return state;
    const owners = ownersNow(view, args);
    for (const loss of state.lost) {
      const to = owners.get(loss.partition);
      if (to !== undefined && to !== loss.process) return { ...state, moved: { ...loss, to, movedAtUs: event.atUs } };
    }
    return state;
  },

  report({ lost, moved }, { by = 'killed' }) {
    if (moved !== null) {
      const { partition, process, to, atUs, movedAtUs } = moved;
      const afterUs = movedAtUs - atUs;
      return done(movedAtUs, { kind: 'moved', partition, from: process, to, by, afterUs }, afterUs);
    }
    const last = lost.at(-1);
    if (last === undefined) return OPEN;
    return live({ kind: 'ownerless', partition: last.partition, process: last.process, sinceUs: last.atUs });
  },
};
