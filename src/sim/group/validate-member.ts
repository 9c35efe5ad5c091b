import { ERROR } from '../protocol/errors';
import type { Group } from './group';

/** Whether a request comes from a member, and a static one from the latest process of its name (`validateMember`). */
export function memberError(group: Group, memberId: string, groupInstanceId: string | null): number {
  if (groupInstanceId !== null) {
    const current = group.staticIds.get(groupInstanceId);
    if (current === undefined) return ERROR.UNKNOWN_MEMBER_ID;
    if (current !== memberId) return ERROR.FENCED_INSTANCE_ID;
  }
  return group.members.has(memberId) ? ERROR.NONE : ERROR.UNKNOWN_MEMBER_ID;
}
