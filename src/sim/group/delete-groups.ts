import { ERROR } from '../protocol/errors';
import { parked, type Coordination } from './coordination';
import { deleteGroup } from './delete-group';
import type { GroupCall } from './io';

/** DeleteGroups: those that have no members, each for itself. Answered when all that will be deleted are. */
export function deleteGroups(c: Coordination, call: GroupCall<'DeleteGroups'>): void {
  // Each group once, in the order of the request.
  const results = new Map(call.request.groupsNames.map((groupId) => [groupId, refusalOf(c, groupId)]));
  const accepted = [...results].filter(([, errorCode]) => errorCode === ERROR.NONE);
  let waiting = accepted.length;
  const answer = (): void =>
    c.reply(parked(call), 'DeleteGroups', {
      throttleTimeMs: 0,
      results: [...results].map(([groupId, errorCode]) => ({ groupId, errorCode })),
    });
  if (waiting === 0) answer();
  for (const [groupId] of accepted) {
    const group = c.groups.get(groupId);
    if (group === undefined) continue;
    deleteGroup(c, group, 'group deleted', (errorCode) => {
      results.set(groupId, errorCode);
      waiting--;
      if (waiting === 0) answer();
    });
  }
}

function refusalOf(c: Coordination, groupId: string): number {
  const error = c.options.groupError?.(groupId) ?? ERROR.NONE;
  if (error !== ERROR.NONE) return error;
  const group = c.groups.get(groupId);
  if (group === undefined) return ERROR.GROUP_ID_NOT_FOUND;
  return group.state === 'Empty' ? ERROR.NONE : ERROR.NON_EMPTY_GROUP;
}
