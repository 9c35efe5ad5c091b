import { ERROR } from '../protocol/errors';
import type { SyncGroupResponse } from '../protocol/messages/sync-group';
import type { Coordination } from './coordination';
import { NO_ASSIGNMENT, type Group, type Member } from './group';

/** Answers to SyncGroup. */

export function syncError(errorCode: number): SyncGroupResponse {
  return { throttleTimeMs: 0, errorCode, protocolType: null, protocolName: null, assignment: NO_ASSIGNMENT };
}

export function syncReply(group: Group, member: Member): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: ERROR.NONE,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    assignment: member.assignment,
  };
}

/** Answers the SyncGroup that waits; false if none does. */
export function answerSync(c: Coordination, member: Member, response: SyncGroupResponse): boolean {
  const waiting = member.parkedSync;
  if (waiting === null) return false;
  member.parkedSync = null;
  c.reply(waiting, 'SyncGroup', response);
  return true;
}
