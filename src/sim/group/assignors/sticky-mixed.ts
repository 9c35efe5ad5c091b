import { partitionName } from '../../../contract/ids';
import type { TopicPartition } from '../offsets';
import { byCodeUnits, partitionsOf, type Assigned, type Assignee, type PartitionCounts } from './assignor';
import { remove } from './claims';
import { Movements } from './movements';

/**
 * Sticky assignment among members that read different topics. Everyone keeps what they have and still read; the rest
 * goes, the topics with the fewest readers first, to the reader who has least; then partitions move from who has more
 * to who has less, as long as that helps. If in the end it did not help, they stay where they were.
 */
export function assignStickyMixed(
  members: readonly Assignee[],
  partitions: PartitionCounts,
  owned: ReadonlyMap<string, TopicPartition[]>,
): Assigned {
  const table = new Table(members, partitions);
  let mustRevoke = false;
  for (const { memberId } of members) {
    for (const one of owned.get(memberId) ?? []) {
      if (table.mayRead(memberId, one.topic)) table.give(one, memberId);
      else mustRevoke = true;
    }
  }
  const isFirst = members.every(({ memberId }) => table.count(memberId) === 0);
  const fresh = table.byReaders.filter((one) => !table.isTaken(one));
  for (const one of fresh) table.give(one, table.leastLoadedReader(one.topic));

  const balance = new Balance(table, members);
  const before = table.copy();
  // What is new may move freely; what was read before only if that does not suffice.
  if (!mustRevoke) balance.improve(fresh);
  const hasMoved = balance.improve(table.byReaders);
  if (!isFirst && hasMoved && balance.unevenness(table.hands) >= balance.unevenness(before)) return before;
  return table.hands;
}

/** Who has which partition. */
class Table {
  readonly hands: Assigned;
  /** All partitions, those of the topics with the fewest readers first. */
  readonly byReaders: readonly TopicPartition[];
  readonly #readers = new Map<string, string[]>();
  readonly #owners = new Map<string, string>();

  constructor(members: readonly Assignee[], partitions: PartitionCounts) {
    this.hands = new Map(members.map(({ memberId }) => [memberId, []]));
    for (const topic of partitions.keys()) {
      const readers = members.filter(({ topics }) => topics.includes(topic));
      this.#readers.set(
        topic,
        readers.map(({ memberId }) => memberId),
      );
    }
    this.byReaders = [...partitions.keys()]
      .sort((a, b) => this.readersOf(a).length - this.readersOf(b).length || byCodeUnits(a, b))
      .flatMap((topic) => partitionsOf(topic, partitions));
  }

  readersOf(topic: string): readonly string[] {
    return this.#readers.get(topic) ?? [];
  }

  mayRead(memberId: string, topic: string): boolean {
    return this.readersOf(topic).includes(memberId);
  }

  count(memberId: string): number {
    return this.hands.get(memberId)?.length ?? 0;
  }

  ownerOf({ topic, partition }: TopicPartition): string {
    return this.#owners.get(partitionName(topic, partition)) ?? '';
  }

  isTaken({ topic, partition }: TopicPartition): boolean {
    return this.#owners.has(partitionName(topic, partition));
  }

  leastLoadedReader(topic: string): string {
    const [first = ''] = [...this.readersOf(topic)].sort((a, b) => this.count(a) - this.count(b) || byCodeUnits(a, b));
    return first;
  }

  give(one: TopicPartition, memberId: string): void {
    remove(this.hands.get(this.ownerOf(one)), one);
    this.hands.get(memberId)?.push(one);
    this.#owners.set(partitionName(one.topic, one.partition), memberId);
  }

  copy(): Assigned {
    return new Map([...this.hands].map(([memberId, hand]) => [memberId, [...hand]]));
  }
}

class Balance {
  readonly #table: Table;
  readonly #movements = new Movements();
  /** Members that can win or lose something; the others have all that they can have, and nobody else wants it. */
  readonly #players: readonly string[];
  /** Partition to the one who read it in an earlier generation than the last. */
  readonly #before = new Map<string, { readonly memberId: string; readonly generation: number }>();

  constructor(table: Table, members: readonly Assignee[]) {
    this.#table = table;
    this.#players = members.map(({ memberId }) => memberId).filter((memberId) => this.#canChange(memberId));
    const latest = Math.max(...members.map(({ generation }) => generation));
    for (const { memberId, generation, owned } of members) {
      if (generation >= latest) continue;
      for (const { topic, partition } of owned) {
        const name = partitionName(topic, partition);
        if (generation > (this.#before.get(name)?.generation ?? -Infinity)) {
          this.#before.set(name, { memberId, generation });
        }
      }
    }
  }

  #canChange(memberId: string): boolean {
    const { byReaders } = this.#table;
    const wanted = byReaders.filter(({ topic }) => this.#table.mayRead(memberId, topic));
    return (
      this.#table.count(memberId) < wanted.length ||
      (this.#table.hands.get(memberId) ?? []).some(({ topic }) => this.#table.readersOf(topic).length > 1)
    );
  }

  /** Moves what can be moved to advantage, until nothing can. True if something was. */
  improve(partitions: readonly TopicPartition[]): boolean {
    const movable = partitions.filter(({ topic }) => this.#table.readersOf(topic).length > 1);
    let hasMoved = false;
    for (;;) {
      let again = false;
      for (const one of movable) {
        if (this.#isBalanced()) break;
        if (!this.#improveOne(one)) continue;
        again = true;
        hasMoved = true;
      }
      if (!again) return hasMoved;
    }
  }

  #improveOne(one: TopicPartition): boolean {
    const table = this.#table;
    const owner = table.ownerOf(one);
    const hasMuchMoreThan = (memberId: string): boolean => table.count(owner) > table.count(memberId) + 1;
    // Kafka 4.2 does not ask whether the former reader still reads the topic.
    const former = this.#before.get(partitionName(one.topic, one.partition))?.memberId;
    if (former !== undefined && table.mayRead(former, one.topic) && hasMuchMoreThan(former)) {
      this.#move(one, owner, former);
      return true;
    }
    if (!table.readersOf(one.topic).some(hasMuchMoreThan)) return false;
    this.#move(one, owner, table.leastLoadedReader(one.topic));
    return true;
  }

  #move(one: TopicPartition, from: string, to: string): void {
    const moved = this.#movements.instead(one, from, to);
    this.#movements.note(moved, this.#table.ownerOf(moved), to);
    this.#table.give(moved, to);
  }

  /** Nobody could get one more from somebody who would still have as many. */
  #isBalanced(): boolean {
    const table = this.#table;
    const counts = this.#players.map((memberId) => table.count(memberId));
    if (Math.min(...counts) >= Math.max(...counts) - 1) return true;
    return this.#players.every((memberId) =>
      table.byReaders.every(
        (one) => !table.mayRead(memberId, one.topic) || table.count(memberId) + 1 >= table.count(table.ownerOf(one)),
      ),
    );
  }

  /** The differences of all pairs, added up. */
  unevenness(hands: Assigned): number {
    const counts = this.#players.map((memberId) => hands.get(memberId)?.length ?? 0);
    let sum = 0;
    for (const [i, a] of counts.entries()) for (const b of counts.slice(i + 1)) sum += Math.abs(a - b);
    return sum;
  }
}
