import { ERROR } from '../protocol/errors';
import { parked, type Coordination } from './coordination';
import { generationOf, type Group } from './group';
import type { GroupCall } from './io';
import { hearOf } from './sessions';
import { memberError } from './validate-member';

/** Heartbeat: says that a member lives, and hears whether it has to rejoin. No transition: nothing changes its state. */
export function heartbeat(c: Coordination, call: GroupCall<'Heartbeat'>): void {
  const group = c.groups.get(call.request.groupId);
  const errorCode = group === undefined ? ERROR.UNKNOWN_MEMBER_ID : beat(c, group, call);
  c.reply(parked(call), 'Heartbeat', { throttleTimeMs: 0, errorCode });
}

function beat(c: Coordination, group: Group, { request, process }: GroupCall<'Heartbeat'>): number {
  const error = memberError(group, request.memberId, request.groupInstanceId);
  if (error !== ERROR.NONE) return error;
  const member = group.members.get(request.memberId);
  if (member === undefined) return ERROR.UNKNOWN_MEMBER_ID;
  if (request.generationId !== generationOf(group)) return ERROR.ILLEGAL_GENERATION;
  hearOf(c, group, member, process);
  // In CompletingRebalance too the answer is 0: a consumer may send heartbeats as soon as it has joined.
  return group.state === 'PreparingRebalance' ? ERROR.REBALANCE_IN_PROGRESS : ERROR.NONE;
}
