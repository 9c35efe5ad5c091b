import type { Partition } from './partition';
import type { ReplicaChart } from './replica-state';

export interface Replica {
  readonly partition: Partition;
  readonly chart: ReplicaChart;
}

/**
 * What is on one broker, in the order in which it came. Found by topic and then by number: a name made of both would
 * have to be put together for each partition of each fetch.
 */
export class Replicas implements Iterable<Replica> {
  readonly #all = new Set<Replica>();
  readonly #byTopic = new Map<string, Map<number, Replica>>();

  [Symbol.iterator](): Iterator<Replica> {
    return this.#all.values();
  }

  get(topic: string, partition: number): Replica | undefined {
    return this.#byTopic.get(topic)?.get(partition);
  }

  /** Where there is none yet. */
  add(replica: Replica): void {
    const { topic, partition } = replica.partition;
    this.#all.add(replica);
    const ofTopic = this.#byTopic.get(topic);
    if (ofTopic === undefined) this.#byTopic.set(topic, new Map([[partition, replica]]));
    else ofTopic.set(partition, replica);
  }

  delete(replica: Replica): void {
    const { topic, partition } = replica.partition;
    this.#all.delete(replica);
    const ofTopic = this.#byTopic.get(topic);
    ofTopic?.delete(partition);
    if (ofTopic?.size === 0) this.#byTopic.delete(topic);
  }
}
