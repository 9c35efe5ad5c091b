import type { GroupEvent, GroupMember } from '../../contract/event';
import type { BrokerId } from '../../contract/ids';
import { decodeAssignment } from '../protocol/consumer-protocol';
import { ProtocolError } from '../protocol/protocol-error';
import { generationOf, type Group, type Member } from './group';
import type { GroupReason } from './io';

const NOTHING: GroupMember['assignment'] = [];

/** A group as the journal has it. Assignments are told while they hold: in Stable. */
export function groupEvent(group: Group, coordinator: BrokerId, reason: GroupReason): GroupEvent {
  const holds = group.state === 'Stable' && group.protocolType === 'consumer';
  return {
    type: 'group',
    group: group.id,
    coordinator,
    state: group.state,
    generation: generationOf(group),
    protocol: group.protocolName,
    leader: group.leader,
    members: [...group.members.values()].map((member) => ({
      memberId: member.memberId,
      clientId: member.clientId,
      process: member.process,
      assignment: holds ? assignedTo(member) : NOTHING,
    })),
    reason,
  };
}

/** The broker passes assignments on without reading them, so one that cannot be read is no error of its own. */
function assignedTo(member: Member): GroupMember['assignment'] {
  if (member.assignment.length === 0) return NOTHING;
  try {
    return decodeAssignment(member.assignment).assignedPartitions;
  } catch (error) {
    if (error instanceof ProtocolError) return NOTHING;
    throw error;
  }
}
