import type { Coordination } from './coordination';
import { deleteGroup } from './delete-group';
import type { CommittedOffset, Group } from './group';
import { deleteOffsets, writtenOffsets, type TopicPartition } from './offsets';
import { checkRetentionRegularly } from './retention-timer';
import { CONSUMER_PROTOCOL, isSubscribedTo } from './subscribed-topics';

/** `offsets.retention.minutes`: a week. */
const RETENTION_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Forgets offsets that nobody has needed for `offsets.retention.minutes`, and groups that have neither members nor
 * offsets any more. Kafka: `GroupCoordinatorShard.cleanupGroupMetadata`, `OffsetMetadataManager.cleanupExpiredOffsets`.
 */
export function checkRetention(c: Coordination): void {
  for (const group of [...c.groups.values()]) {
    const offsets = writtenOffsets(c, group);
    const expired = offsets.filter(({ topic, committed }) => isExpired(c, group, topic, committed));
    // An empty group without offsets is not kept for a moment longer.
    if (group.state === 'Empty' && expired.length === offsets.length) deleteGroup(c, group, 'group expired');
    else if (expired.length > 0) deleteOffsets(c, group, expired, 'expired');
  }
  checkRetentionRegularly(c);
}

function isExpired(c: Coordination, group: Group, topic: string, committed: CommittedOffset): boolean {
  const sinceMs = idleSinceMs(group, committed);
  if (sinceMs === null || isSubscribedTo(group, topic)) return false;
  if (committed.expireTimestampMs !== null) return c.nowMs >= committed.expireTimestampMs;
  return c.nowMs - sinceMs >= (c.options.config.offsetsRetentionMs ?? RETENTION_MS);
}

/**
 * From when on an offset counts as not needed; null: it is. That is when the group became empty, and where there is no
 * such moment, the commit: for topics that a stable group does not read any more, and for offsets of those who never
 * were a group. A group that rebalances keeps everything.
 */
function idleSinceMs(group: Group, { commitTimestampMs }: CommittedOffset): number | null {
  if (group.protocolType === null) return commitTimestampMs;
  if (group.state === 'Empty') return group.stateSinceMs < 0 ? commitTimestampMs : group.stateSinceMs;
  const readsSomething = group.protocolType === CONSUMER_PROTOCOL && group.subscribedTopics !== null;
  return readsSomething && group.state === 'Stable' ? commitTimestampMs : null;
}

/** Partitions of topics that were deleted. Kafka: `OffsetMetadataManager.onPartitionsDeleted`. */
export function forgetPartitions(c: Coordination, partitions: readonly TopicPartition[]): void {
  const gone = new Map<string, Set<number>>();
  for (const { topic, partition } of partitions) gone.set(topic, (gone.get(topic) ?? new Set()).add(partition));
  for (const group of c.groups.values()) {
    const offsets = writtenOffsets(c, group).filter(({ topic, partition }) => gone.get(topic)?.has(partition) === true);
    if (offsets.length > 0) deleteOffsets(c, group, offsets, 'topic deleted');
  }
}
