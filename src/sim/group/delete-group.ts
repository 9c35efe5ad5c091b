import { groupAppendError } from './append-error';
import type { Coordination } from './coordination';
import type { Group } from './group';
import { groupTombstone } from './group-records';
import { offsetTombstone, putOffset, tellDeleted, writtenOffsets } from './offsets';
import { send } from './rebalance';
import { endSession } from './sessions';

/**
 * Deletes a group without members, and its offsets. From now on nobody finds it, and who joins founds another; it is
 * dead when its tombstone is on all in-sync replicas. `done` hears what to tell whoever asked for it.
 */
export function deleteGroup(
  c: Coordination,
  group: Group,
  reason: 'group deleted' | 'group expired',
  done: (errorCode: number) => void = () => undefined,
): void {
  c.groups.delete(group.id);
  c.deleting.add(group);
  // Of those that were told to come back with an id: they will hear that nobody knows it.
  for (const memberId of [...group.sessions.keys()]) endSession(c, group, memberId);
  group.pendingJoin.clear();

  const records = writtenOffsets(c, group).map((one) => offsetTombstone(group.id, one));
  c.append(group.id, [...records, groupTombstone(group.id)], (errorCode) => done(groupAppendError(errorCode)), {
    stored: () => bury(c, group, reason),
    lost: () => restore(c, group),
  });
}

function bury(c: Coordination, group: Group, reason: 'group deleted' | 'group expired'): void {
  if (!c.deleting.delete(group)) return;
  for (const [topic, partitions] of group.offsets) {
    for (const partition of partitions.keys()) {
      tellDeleted(c, group, { topic, partition }, reason === 'group expired' ? 'expired' : 'group deleted');
    }
  }
  // Another one has its name already, and that one lives.
  if (!c.groups.has(group.id)) send(c, group, { type: 'deleted' }, reason);
}

/** It was never deleted, and who came in the meantime finds what it had committed. */
function restore(c: Coordination, group: Group): void {
  if (!c.deleting.delete(group)) return;
  const successor = c.groups.get(group.id);
  if (successor === undefined) {
    c.groups.set(group.id, group);
    return;
  }
  for (const [topic, partitions] of group.offsets) {
    for (const [partition, committed] of partitions) {
      if (successor.offsets.get(topic)?.has(partition) !== true) putOffset(successor, topic, partition, committed);
    }
  }
}
