import { encodeGroupMetadataKey, encodeGroupMetadataValue } from '../protocol/offsets-records';
import { generationOf, metadataOf, type Group } from './group';
import type { GroupRecord } from './io';

/**
 * The record of `__consumer_offsets` from which a new coordinator learns of a group (`newGroupMetadataRecord`): all
 * that it needs to let members go on without a rebalance. Assignments are given apart, since the record is written
 * before they take effect.
 */
export function groupMetadataRecord(group: Group, assignments: ReadonlyMap<string, Uint8Array>): GroupRecord {
  return {
    key: encodeGroupMetadataKey(group.id),
    value: encodeGroupMetadataValue({
      protocolType: group.protocolType ?? '',
      generation: generationOf(group),
      protocol: group.protocolName,
      leader: group.leader,
      currentStateTimestamp: group.stateSinceMs,
      members: [...group.members.values()].map((member) => ({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        rebalanceTimeout: member.rebalanceTimeoutMs,
        sessionTimeout: member.sessionTimeoutMs,
        subscription: metadataOf(member, group.protocolName),
        assignment: assignments.get(member.memberId) ?? member.assignment,
      })),
    }),
  };
}

/** Of a group that nobody has joined yet (`newEmptyGroupMetadataRecord`). */
export function emptyGroupRecord(group: Group): GroupRecord {
  return {
    key: encodeGroupMetadataKey(group.id),
    value: encodeGroupMetadataValue({ protocol: null, leader: null, currentStateTimestamp: group.stateSinceMs }),
  };
}

export function groupTombstone(groupId: string): GroupRecord {
  return { key: encodeGroupMetadataKey(groupId), value: null };
}
