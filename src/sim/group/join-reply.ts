import { ERROR } from '../protocol/errors';
import type { JoinGroupResponse } from '../protocol/messages/join-group';
import type { Coordination } from './coordination';
import { generationOf, metadataOf, type Group, type Member } from './group';

/** Answers to JoinGroup. */

/** Before v7 a protocol name cannot be null. */
function noProtocol(version: number): string | null {
  return version >= 7 ? null : '';
}

export function joinError(version: number, errorCode: number, memberId: string): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: noProtocol(version),
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

/** The current generation. Who is in it, and what they can do, only its leader is told: it makes the assignment. */
export function joinReply(group: Group, member: Member, version: number): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: ERROR.NONE,
    generationId: generationOf(group),
    protocolType: group.protocolType,
    protocolName: group.protocolName ?? noProtocol(version),
    leader: group.leader ?? '',
    skipAssignment: false,
    memberId: member.memberId,
    members: group.leader === member.memberId ? membersFor(group) : [],
  };
}

function membersFor(group: Group): JoinGroupResponse['members'] {
  return [...group.members.values()].map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    metadata: metadataOf(member, group.protocolName),
  }));
}

/** Answers the JoinGroup that waits, if one does. */
export function answerJoin(c: Coordination, member: Member, response: (version: number) => JoinGroupResponse): void {
  const waiting = member.parkedJoin;
  if (waiting === null) return;
  member.parkedJoin = null;
  c.reply(waiting, 'JoinGroup', response(waiting.version));
}
