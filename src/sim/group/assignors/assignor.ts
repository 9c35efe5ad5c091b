import type { TopicPartition } from '../offsets';

/** What the leader of a group knows of a member when it deals out partitions. */
export interface Assignee {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly topics: readonly string[];
  /** What it read before, for those that try to leave it there; by others not looked at. */
  readonly owned: readonly TopicPartition[];
  /** The generation in which it read that; -1: not known. */
  readonly generation: number;
}

/** Number of partitions by topic; a topic that is not there is not known. */
export type PartitionCounts = ReadonlyMap<string, number>;

/** Partitions by member id, each list in the order in which they were dealt. */
export type Assigned = Map<string, TopicPartition[]>;

/**
 * Deals the partitions of all topics that members subscribe to. Everyone is in the result, except where said. Where
 * Kafka goes by the order of a hash table, here it is the order of `members`. Racks are not looked at (KIP-881).
 */
export type Assignor = (members: readonly Assignee[], partitions: PartitionCounts) => Assigned;

export function nothingAssigned(members: readonly Assignee[]): Assigned {
  return new Map(members.map(({ memberId }) => [memberId, []]));
}

/** Topics that somebody subscribes to and that are known, by name. */
export function subscribedTopics(members: readonly Assignee[], partitions: PartitionCounts): string[] {
  const topics = new Set(members.flatMap((member) => member.topics));
  return [...topics].filter((topic) => (partitions.get(topic) ?? 0) > 0).sort(byCodeUnits);
}

export function partitionsOf(topic: string, partitions: PartitionCounts): TopicPartition[] {
  return Array.from({ length: partitions.get(topic) ?? 0 }, (_, partition) => ({ topic, partition }));
}

/** Static members first, by their instance ids, then the others, by their member ids. Kafka: MemberInfo. */
export function inAssignmentOrder(members: readonly Assignee[]): Assignee[] {
  return [...members].sort((a, b) => {
    if (a.groupInstanceId !== null && b.groupInstanceId !== null)
      return byCodeUnits(a.groupInstanceId, b.groupInstanceId);
    if (a.groupInstanceId !== null) return -1;
    return b.groupInstanceId !== null ? 1 : byCodeUnits(a.memberId, b.memberId);
  });
}

/** As Java compares strings: `m10` before `m2`. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
