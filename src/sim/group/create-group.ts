import { emptySnapshot } from './chart';
import { NOBODY } from './consumer-group.machine';
import type { Coordination } from './coordination';
import { newGroup, type Group } from './group';
import { checkRetentionRegularly } from './retention-timer';

/** A group without members: a first JoinGroup makes one, and so does a commit by someone who joins no group. */
export function createGroup(c: Coordination, groupId: string): Group {
  const group = putEmptyGroup(c, groupId);
  c.changed(group, 'group created');
  checkRetentionRegularly(c);
  return group;
}

/** The same, untold: while a log is read, a group is not yet what it will be at its end. */
export function putEmptyGroup(c: Coordination, groupId: string): Group {
  const group = newGroup(groupId, emptySnapshot(c.options.config.initialRebalanceDelayMs, 0, NOBODY), c.nowMs);
  c.groups.set(groupId, group);
  return group;
}
