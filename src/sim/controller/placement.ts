import type { BrokerId } from '../../contract/ids';

/** Draws for placement: uniform in [0, bound). */
export interface IntSource {
  nextInt(bound: number): number;
}

export interface UsableBroker {
  readonly id: BrokerId;
  readonly rack: string | null;
  readonly fenced: boolean;
}

export class PlacementImpossible extends Error {}

/**
 * Where the replicas of new partitions go, preferred leader first: KRaft's StripedReplicaPlacer.
 * Replicas of partition i are consecutive brokers around a ring that starts at a random place; with racks, replica r
 * comes from the r-th rack on. After as many partitions as there are unfenced brokers the rings are shuffled.
 * Fenced brokers come after the unfenced ones of their rack and never lead.
 *
 * Throws PlacementImpossible, worded as the controller words it.
 */
export function placeReplicas(
  brokers: readonly UsableBroker[],
  partitions: number,
  replicationFactor: number,
  random: IntSource,
): BrokerId[][] {
  if (brokers.every((broker) => broker.fenced)) throw new PlacementImpossible('All brokers are currently fenced.');
  if (replicationFactor > brokers.length) {
    throw new PlacementImpossible(
      `Unable to replicate the partition ${replicationFactor} time(s): The target replication factor of ` +
        `${replicationFactor} cannot be reached because only ${brokers.length} broker(s) are registered.`,
    );
  }
  const racks = new RackList(brokers, random);
  return Array.from({ length: partitions }, () => racks.place(replicationFactor));
}

/** Brokers of one kind in a rack, taken in turn from a place that moves on by one with each partition. */
class Ring {
  #epoch = 0;
  #taken = 0;
  #offset: number;

  constructor(
    readonly ids: BrokerId[],
    random: IntSource,
  ) {
    this.#offset = ids.length === 0 ? 0 : random.nextInt(ids.length);
  }

  /** The next id in this epoch, -1 when all were taken. */
  next(epoch: number): BrokerId {
    if (this.#epoch !== epoch) {
      this.#epoch = epoch;
      this.#taken = 0;
      this.#offset = (this.#offset + 1) % Math.max(1, this.ids.length);
    }
    if (this.#taken >= this.ids.length) return -1;
    return this.ids[(this.#offset + this.#taken++) % this.ids.length] as BrokerId;
  }
}

class Rack {
  constructor(
    readonly fenced: Ring,
    readonly unfenced: Ring,
  ) {}

  nextUnfenced(epoch: number): BrokerId {
    return this.unfenced.next(epoch);
  }

  next(epoch: number): BrokerId {
    const id = this.unfenced.next(epoch);
    return id >= 0 ? id : this.fenced.next(epoch);
  }

  shuffle(random: IntSource): void {
    shuffle(this.fenced.ids, random);
    shuffle(this.unfenced.ids, random);
  }
}

class RackList {
  #racks: Rack[] = [];
  #epoch = 0;
  #offset: number;
  readonly #unfenced: number;
  readonly #random: IntSource;

  constructor(brokers: readonly UsableBroker[], random: IntSource) {
    this.#random = random;
    this.#unfenced = brokers.filter((broker) => !broker.fenced).length;
    const names = [...new Set(brokers.map((broker) => broker.rack))].sort(compareRacks);
    for (const name of names) {
      const inRack = brokers.filter((broker) => broker.rack === name);
      const ids = (fenced: boolean): BrokerId[] =>
        inRack
          .filter((broker) => broker.fenced === fenced)
          .map((broker) => broker.id)
          .sort((a, b) => a - b);
      const fenced = new Ring(ids(true), random);
      this.#racks.push(new Rack(fenced, new Ring(ids(false), random)));
    }
    this.#offset = random.nextInt(this.#racks.length);
  }

  place(replicationFactor: number): BrokerId[] {
    this.#shuffleIfDue();
    const epoch = this.#epoch;
    const result: BrokerId[] = [];
    let rackIndex = this.#offset;
    // The leader: the first rack from the offset on that has an unfenced broker.
    for (let tried = 0; tried < this.#racks.length && result.length === 0; tried++) {
      const id = this.#rack(rackIndex++).nextUnfenced(epoch);
      if (id >= 0) result.push(id);
    }
    // The others: one from each rack in turn, leader's rack again only after all the rest.
    while (result.length < replicationFactor) {
      const id = this.#rack(rackIndex++).next(epoch);
      if (id >= 0) result.push(id);
    }
    this.#epoch++;
    this.#offset = (this.#offset + 1) % this.#racks.length;
    return result;
  }

  #rack(index: number): Rack {
    return this.#racks[index % this.#racks.length] as Rack;
  }

  #shuffleIfDue(): void {
    if (this.#epoch !== this.#unfenced || this.#unfenced <= 1) return;
    this.#epoch = 0;
    shuffle(this.#racks, this.#random);
    for (const rack of this.#racks) rack.shuffle(this.#random);
  }
}

/** No rack sorts first, as in Kafka's Optional ordering of rack names. */
function compareRacks(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** Fisher and Yates, from the end, as java.util.Collections.shuffle does it. */
function shuffle<T>(items: T[], random: IntSource): void {
  for (let i = items.length; i > 1; i--) {
    const j = random.nextInt(i);
    [items[i - 1], items[j]] = [items[j] as T, items[i - 1] as T];
  }
}
