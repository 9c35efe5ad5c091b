import { ERROR } from '../protocol/errors';
import type { LeaveGroupRequest, LeaveGroupResponse } from '../protocol/messages/leave-group';
import { groupAppendError } from './append-error';
import { parked, type Coordination } from './coordination';
import { censusOf, removeMember, type Group } from './group';
import type { GroupCall } from './io';
import { answerJoin, joinError } from './join-reply';
import { send } from './rebalance';
import { endSession } from './sessions';
import { answerSync, syncError } from './sync-reply';
import { memberError } from './validate-member';

type Leaving = LeaveGroupRequest['members'][number];
type Left = LeaveGroupResponse['members'][number];

/**
 * LeaveGroup: removes members at once. Up to v2 a request names one member; from v3 several, and static members may
 * be named by their instance id alone, as an administrator does.
 */
export function leave(c: Coordination, call: GroupCall<'LeaveGroup'>): void {
  const { request, version } = call;
  const group = c.groups.get(request.groupId);
  const leaving: readonly Leaving[] =
    version >= 3 ? request.members : [{ memberId: request.memberId, groupInstanceId: null, reason: null }];
  const appendsBefore = c.appendsMade;
  const left = leaving.map((one): Left => {
    const errorCode = group === undefined ? ERROR.UNKNOWN_MEMBER_ID : removeOne(c, group, one);
    return { memberId: one.memberId, groupInstanceId: one.groupInstanceId, errorCode };
  });
  if (group !== undefined && left.some(({ errorCode }) => errorCode === ERROR.NONE)) {
    send(c, group, { type: 'member-left', census: censusOf(group), nowUs: c.nowUs }, 'LeaveGroup');
  }

  const answer = (appendError: number): void => {
    const errorCode = appendError === ERROR.NONE ? topLevelError(version, left) : groupAppendError(appendError);
    const members = version >= 3 && appendError === ERROR.NONE ? left : [];
    c.reply(parked(call), 'LeaveGroup', { throttleTimeMs: 0, errorCode, members });
  };
  // The last member's leave stores that the group is empty, and is answered when that is safe.
  if (c.appendsMade > appendsBefore) c.afterLastAppend(answer);
  else answer(ERROR.NONE);
}

/** Before v3 there is no other place for the one member's error. */
function topLevelError(version: number, left: readonly Left[]): number {
  return version >= 3 ? ERROR.NONE : (left[0]?.errorCode ?? ERROR.NONE);
}

function removeOne(c: Coordination, group: Group, leaving: Leaving): number {
  let memberId = leaving.memberId;
  if (memberId === '') {
    const current = leaving.groupInstanceId === null ? undefined : group.staticIds.get(leaving.groupInstanceId);
    if (current === undefined) return ERROR.UNKNOWN_MEMBER_ID;
    memberId = current;
  } else if (!group.pendingJoin.has(memberId)) {
    const error = memberError(group, memberId, leaving.groupInstanceId);
    if (error !== ERROR.NONE) return error;
  }
  const member = group.members.get(memberId);
  if (member !== undefined) {
    answerJoin(c, member, (version) => joinError(version, ERROR.UNKNOWN_MEMBER_ID, ''));
    // Kafka forgets a SyncGroup that waits; ours is answered, so that no request hangs for ever.
    answerSync(c, member, syncError(ERROR.UNKNOWN_MEMBER_ID));
    c.changed(group, 'LeaveGroup');
  }
  endSession(c, group, memberId);
  removeMember(group, memberId);
  return ERROR.NONE;
}
