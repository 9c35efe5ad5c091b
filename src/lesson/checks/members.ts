import type { GroupMember } from '../../contract/event';
import { partitionName, type ProcessId } from '../../contract/ids';
import { isAlive as isProcessAlive } from '../../view/selectors';
import type { GroupView, View } from '../../view/view';

/**
 * A member whose process lives. The coordinator keeps a killed one until its session times out: it stands in the
 * group, and in a Stable group too, but it is nobody.
 */
export function isAlive(view: View, member: GroupMember): boolean {
  if (member.process === null) return true;
  const process = view.processes.get(member.process);
  return process !== undefined && isProcessAlive(process);
}

export interface MemberCount {
  readonly alive: number;
  readonly gone: number;
}

export function countMembers(view: View, group: GroupView): MemberCount {
  const alive = group.members.filter((member) => isAlive(view, member)).length;
  return { alive, gone: group.members.length - alive };
}

/** Stable, with exactly so many members, all of them alive. */
export function isStableWith(view: View, group: GroupView | undefined, members: number): group is GroupView {
  if (group?.state !== 'Stable') return false;
  const count = countMembers(view, group);
  return count.alive === members && count.gone === 0;
}

/** Written names of the partitions of a topic that a member was given. */
export function partitionsOf(member: GroupMember, topic: string): readonly string[] {
  return member.assignment
    .filter((share) => share.topic === topic)
    .flatMap((share) => share.partitions.map((partition) => partitionName(topic, partition)));
}

export const hasNoPartition = (member: GroupMember): boolean =>
  member.assignment.every((share) => share.partitions.length === 0);

/** How a member is called on the page: its process, or else its client id. */
export const nameOf = (member: GroupMember): string => member.process ?? member.clientId;

/** Who owns a partition, or null. */
export function ownerOf(group: GroupView, topic: string, partition: number): ProcessId | null {
  const owner = group.members.find((member) =>
    member.assignment.some((share) => share.topic === topic && share.partitions.includes(partition)),
  );
  return owner?.process ?? null;
}
