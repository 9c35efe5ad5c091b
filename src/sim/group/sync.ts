import { ERROR } from '../protocol/errors';
import type { SyncGroupRequest } from '../protocol/messages/sync-group';
import { groupAppendError } from './append-error';
import { parked, type Coordination } from './coordination';
import { NO_ASSIGNMENT, censusOf, generationOf, type Group } from './group';
import { groupMetadataRecord } from './group-records';
import type { GroupCall } from './io';
import { failSyncsWith, send } from './rebalance';
import { syncError, syncReply } from './sync-reply';
import { memberError } from './validate-member';

/**
 * SyncGroup: the leader brings the assignment, everyone asks for their part. Followers wait for the leader's, and the
 * leader's for its record in `__consumer_offsets`.
 */
export function sync(c: Coordination, call: GroupCall<'SyncGroup'>): void {
  const { protocolType, protocolName } = call.request;
  if (call.version >= 5 && (protocolType === null || protocolName === null)) {
    c.reply(parked(call), 'SyncGroup', syncError(ERROR.INCONSISTENT_GROUP_PROTOCOL));
    return;
  }
  const { request } = call;
  const group = c.groups.get(request.groupId);
  const error = group === undefined ? ERROR.UNKNOWN_MEMBER_ID : syncRefusal(group, request);
  const member = group?.members.get(request.memberId);
  if (group === undefined || member === undefined || error !== ERROR.NONE) {
    c.reply(parked(call), 'SyncGroup', syncError(error));
    return;
  }
  if (group.state === 'Stable') {
    noteSynced(c, group, member.memberId);
    c.reply(parked(call), 'SyncGroup', syncReply(group, member));
    return;
  }
  member.parkedSync = parked(call);
  noteSynced(c, group, member.memberId);
  if (group.leader === member.memberId) storeAssignment(c, group, request);
}

function syncRefusal(group: Group, request: SyncGroupRequest): number {
  if (group.state === 'Empty') return ERROR.UNKNOWN_MEMBER_ID;
  const error = memberError(group, request.memberId, request.groupInstanceId);
  if (error !== ERROR.NONE) return error;
  if (request.generationId !== generationOf(group)) return ERROR.ILLEGAL_GENERATION;
  const { protocolType, protocolName } = request;
  if (protocolType !== null && protocolType !== group.protocolType) return ERROR.INCONSISTENT_GROUP_PROTOCOL;
  if (protocolName !== null && protocolName !== group.protocolName) return ERROR.INCONSISTENT_GROUP_PROTOCOL;
  return group.state === 'PreparingRebalance' ? ERROR.REBALANCE_IN_PROGRESS : ERROR.NONE;
}

function noteSynced(c: Coordination, group: Group, memberId: string): void {
  if (!group.pendingSync.delete(memberId) || group.pendingSync.size > 0) return;
  send(c, group, { type: 'all-synced' }, 'assignment received');
}

function storeAssignment(c: Coordination, group: Group, request: SyncGroupRequest): void {
  const assignment = new Map(request.assignments.map((one) => [one.memberId, one.assignment.slice()]));
  for (const memberId of group.members.keys()) {
    if (!assignment.has(memberId)) assignment.set(memberId, NO_ASSIGNMENT);
  }
  const generation = generationOf(group);
  c.append(group.id, [groupMetadataRecord(group, assignment)], (errorCode) => {
    if (group.state === 'Dead') return;
    // By now the group may be in another generation: the chart knows, and ignores what comes too late.
    if (errorCode === ERROR.NONE) {
      group.storedAssignment = assignment;
      send(c, group, { type: 'assignment-stored', generation, nowUs: c.nowUs }, 'assignment received');
      group.storedAssignment = null;
      return;
    }
    if (group.state === 'CompletingRebalance' && generationOf(group) === generation) {
      failSyncsWith(c, group, groupAppendError(errorCode));
    }
    send(
      c,
      group,
      { type: 'assignment-failed', generation, census: censusOf(group), nowUs: c.nowUs },
      'assignment not stored',
    );
  });
}
