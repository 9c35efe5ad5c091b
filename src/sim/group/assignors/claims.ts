import { partitionName } from '../../../contract/ids';
import type { TopicPartition } from '../offsets';
import type { Assignee, PartitionCounts } from './assignor';

/** Who may keep what, of all that members say they read. */
export interface Claims {
  /** By member id; everyone is there. */
  readonly owned: ReadonlyMap<string, TopicPartition[]>;
  /** Names of partitions that two members of one generation claim: both have to let go. */
  readonly contested: ReadonlySet<string>;
}

/** A later generation is believed over an earlier one; partitions that are no more are nobody's. */
export function settleClaims(members: readonly Assignee[], partitions: PartitionCounts): Claims {
  const owned = new Map<string, TopicPartition[]>(members.map(({ memberId }) => [memberId, []]));
  const contested = new Set<string>();
  const claimants = new Map<string, Assignee>();
  for (const member of members) {
    for (const one of member.owned) {
      if (one.partition >= (partitions.get(one.topic) ?? 0)) continue;
      const name = partitionName(one.topic, one.partition);
      const rival = claimants.get(name);
      if (rival !== undefined && rival.generation > member.generation) continue;
      claimants.set(name, member);
      if (rival !== undefined) remove(owned.get(rival.memberId), one);
      if (rival !== undefined && rival.generation === member.generation) contested.add(name);
      else owned.get(member.memberId)?.push(one);
    }
  }
  return { owned, contested };
}

export function remove(list: TopicPartition[] | undefined, { topic, partition }: TopicPartition): void {
  const at = list?.findIndex((one) => one.topic === topic && one.partition === partition) ?? -1;
  if (at >= 0) list?.splice(at, 1);
}
