import { partitionName } from '../../../contract/ids';
import type { TopicPartition } from '../offsets';
import { byCodeUnits, partitionsOf, type Assigned, type Assignee, type PartitionCounts } from './assignor';
import type { Claims } from './claims';

/**
 * Sticky assignment among members that all read the same topics: everyone's share is known beforehand, the same for
 * all or one more for some. First everyone keeps up to their share of what they have, then the rest is dealt in turn.
 */
export function assignStickyEqual(
  members: readonly Assignee[],
  partitions: PartitionCounts,
  { owned, contested }: Claims,
): { assigned: Assigned; changingHands: Set<string> } {
  const all = [...partitions.keys()].flatMap((topic) => partitionsOf(topic, partitions));
  const share = Math.floor(all.length / members.length);
  const shares = new Shares(share, all.length % members.length);
  const assigned: Assigned = new Map();
  /** Partition to the member that has to let it go. */
  const letGo = new Map<string, string>();
  for (const { memberId } of members) {
    const kept = (owned.get(memberId) ?? [])
      .filter((one) => !contested.has(nameOf(one)))
      .sort((a, b) => a.partition - b.partition || byCodeUnits(a.topic, b.topic));
    for (const one of kept.splice(shares.mayKeep(memberId, kept.length))) letGo.set(nameOf(one), memberId);
    assigned.set(memberId, kept);
  }

  const kept = new Set([...assigned.values()].flat().map(nameOf));
  const changingHands = new Set<string>();
  const turns = shares.turns();
  for (const one of all) {
    const name = nameOf(one);
    if (kept.has(name)) continue;
    const memberId = turns.next(assigned);
    assigned.get(memberId)?.push(one);
    const from = letGo.get(name);
    if (contested.has(name) || (from !== undefined && from !== memberId)) changingHands.add(name);
  }
  return { assigned, changingHands };
}

const nameOf = ({ topic, partition }: TopicPartition): string => partitionName(topic, partition);

/** Who has less than the share, and who has just that and may get one more. */
class Shares {
  readonly #below: string[] = [];
  #exactly: string[] = [];

  constructor(
    readonly share: number,
    /** How many more members may have one more than the share. */
    public oneMore: number,
  ) {}

  /** How many a member that has so many may keep. */
  mayKeep(memberId: string, has: number): number {
    if (has < this.share) {
      this.#below.push(memberId);
      return has;
    }
    if (has > this.share && this.oneMore > 0) {
      this.oneMore--;
      if (this.oneMore === 0) this.#exactly = [];
      return this.share + 1;
    }
    if (this.oneMore > 0) this.#exactly.push(memberId);
    return this.share;
  }

  turns(): Turns {
    return new Turns(this.share, this.#below.sort(byCodeUnits), this.#exactly.sort(byCodeUnits));
  }
}

/** One each in turn to those below their share; then one more to those who have it, in the order in which they got it. */
class Turns {
  #turn = 0;

  constructor(
    readonly share: number,
    readonly below: string[],
    readonly exactly: string[],
  ) {}

  /** Who gets the next partition. */
  next(assigned: Assigned): string {
    if (this.below.length === 0) return this.exactly.shift() ?? '';
    if (this.#turn >= this.below.length) this.#turn = 0;
    const memberId = this.below[this.#turn] ?? '';
    if ((assigned.get(memberId)?.length ?? 0) + 1 < this.share) {
      this.#turn++;
      return memberId;
    }
    this.below.splice(this.#turn, 1);
    this.exactly.push(memberId);
    return memberId;
  }
}
