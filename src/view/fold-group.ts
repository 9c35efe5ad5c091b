import type { GroupEvent, GroupMember, OffsetCommittedEvent, OffsetDeletedEvent, Stamp } from '../contract/event';
import { partitionName } from '../contract/ids';
import type { GroupView, View } from './view';

export function foldGroup(view: View, event: Stamp & GroupEvent): View {
  if (isGone(event)) return { ...view, groups: new Map([...view.groups].filter(([name]) => name !== event.group)) };
  const before = view.groups.get(event.group);
  const { group, coordinator, state, generation, protocol, leader, reason } = event;
  const processes = withProcesses(before?.processes ?? new Map(), event.members);
  const members = event.members.map((member) =>
    member.process === null ? { ...member, process: processes.get(member.memberId) ?? null } : member,
  );
  const lastAssignment =
    state === 'Stable'
      ? new Map(members.filter((each) => each.assignment.length > 0).map((each) => [each.memberId, each.assignment]))
      : (before?.lastAssignment ?? new Map());
  const after: GroupView = {
    group,
    coordinator,
    state,
    sinceUs: before?.state === state ? before.sinceUs : event.atUs,
    generation,
    protocol,
    leader,
    members,
    reason,
    lastAssignment,
    processes,
    committed: before?.committed ?? new Map(),
  };
  return { ...view, groups: new Map(view.groups).set(group, after) };
}

function withProcesses(known: GroupView['processes'], members: readonly GroupMember[]): GroupView['processes'] {
  const news = members.filter(({ memberId, process }) => process !== null && known.get(memberId) !== process);
  if (news.length === 0) return known;
  const processes = new Map(known);
  for (const { memberId, process } of news) if (process !== null) processes.set(memberId, process);
  return processes;
}

/** A group that is only unloaded goes on elsewhere. */
const isGone = ({ state, reason }: GroupEvent): boolean => state === 'Dead' && reason !== 'group unloaded';

export function foldOffsetCommitted(view: View, event: Stamp & OffsetCommittedEvent): View {
  const group = view.groups.get(event.group) ?? withoutMembers(event);
  const committed = new Map(group.committed).set(partitionName(event.topic, event.partition), event.offset);
  return { ...view, groups: new Map(view.groups).set(event.group, { ...group, committed }) };
}

export function foldOffsetDeleted(view: View, event: Stamp & OffsetDeletedEvent): View {
  const group = view.groups.get(event.group);
  if (group === undefined) return view;
  const committed = new Map(group.committed);
  committed.delete(partitionName(event.topic, event.partition));
  return { ...view, groups: new Map(view.groups).set(event.group, { ...group, committed }) };
}

/** A group that only keeps offsets: somebody commits without being a member. */
function withoutMembers(event: Stamp & OffsetCommittedEvent): GroupView {
  return {
    group: event.group,
    coordinator: -1,
    state: 'Empty',
    sinceUs: event.atUs,
    generation: -1,
    protocol: null,
    leader: null,
    members: [],
    reason: 'offset commit',
    lastAssignment: new Map(),
    processes: new Map(),
    committed: new Map(),
  };
}
