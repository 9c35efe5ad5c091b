/** Partitions of `__consumer_offsets` (`offsets.topic.num.partitions`). */
const OFFSETS_TOPIC_PARTITIONS = 50;

/**
 * The partition of `__consumer_offsets` that holds a group, whose leader is the group's coordinator: the absolute
 * value of Java's `String.hashCode`, modulo the number of partitions (`GroupCoordinatorService.partitionFor`).
 */
export function partitionFor(groupId: string, count: number = OFFSETS_TOPIC_PARTITIONS): number {
  let hash = 0;
  for (let i = 0; i < groupId.length; i++) hash = (Math.imul(hash, 31) + groupId.charCodeAt(i)) | 0;
  // The least int has no positive counterpart; Kafka takes 0.
  return hash === -0x8000_0000 ? 0 : Math.abs(hash) % count;
}
