import type { ProcessId, Us } from '../../contract/ids';
import type { GroupView, View } from '../../view/view';
import { type Check, done, live, OPEN } from './check';
import { partitionsOf } from './members';

export interface OwnerKilledArgs {
  readonly group: string;
  readonly topic: string;
}

interface State {
  readonly killed: ProcessId | null;
  readonly partitions: readonly string[];
  readonly atUs: Us;
}

/** What a process owns by the group's last finished assignment; nothing while the group rebalances. */
export function ownedBy(group: GroupView | undefined, topic: string, process: ProcessId): readonly string[] {
  if (group?.state !== 'Stable') return [];
  return group.members.filter((member) => member.process === process).flatMap((member) => partitionsOf(member, topic));
}

/** Holds when a process is killed while it owns a partition of the topic. One that leaves in good order does not count. */
export const ownerKilled: Check<OwnerKilledArgs, State> = {
  start: () => ({ killed: null, partitions: [], atUs: 0 }),

  step(state, args, view: View, event) {
    if (event.type !== 'process' || event.state !== 'killed' || state.partitions.length > 0) return state;
    const group = view.groups.get(args.group);
    if (group?.members.some((member) => member.process === event.process) !== true) return state;
    return { killed: event.process, partitions: ownedBy(group, args.topic, event.process), atUs: event.atUs };
  },

  report({ killed, partitions, atUs }) {
    if (killed === null) return OPEN;
    if (partitions.length === 0) return live({ kind: 'killed-idle', process: killed }, atUs);
    return done(atUs, { kind: 'killed-owner', process: killed, partitions });
  },
};
