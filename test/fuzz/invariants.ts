import type { SimEvent } from '../../src/contract/event';
import type { World } from '../support/world';

/** Something that Kafka promises did not hold. */
class InvariantBroken extends Error {
  constructor(
    readonly invariant: string,
    detail: string,
  ) {
    super(`${invariant}: ${detail}`);
    this.name = 'InvariantBroken';
  }
}

/**
 * What must hold after every event. Fed with the journal as it is released, and with the logs themselves where the
 * journal does not tell enough. Throws InvariantBroken.
 */
export class Invariants {
  /** Leader by `topic-partition epoch`. */
  readonly #leaders = new Map<string, number>();
  /** Of leaders, by `broker topic-partition epoch`. */
  readonly #highWatermarks = new Map<string, number>();
  readonly #leadingEpoch = new Map<string, number>();
  readonly #ends = new Map<string, number>();

  check(events: readonly SimEvent[]): void {
    for (const event of events) this.#checkOne(event);
  }

  /** Replicas hold the same bytes at every offset below the high watermarks of both. */
  checkReplicas(world: World, topic: string, partition: number): void {
    const replicas = [...world.cluster.nodes.values()]
      .map(({ id, broker }) => ({ id, replica: broker?.replicas.partition(topic, partition) }))
      .filter(({ replica }) => replica !== undefined);
    const [first, ...others] = replicas;
    if (first?.replica === undefined) return;
    for (const { id, replica } of others) {
      if (replica === undefined) continue;
      const end = Math.min(first.replica.highWatermark, replica.highWatermark);
      for (let offset = Math.max(first.replica.log.logStartOffset, replica.log.logStartOffset); offset < end;) {
        const [a] = first.replica.log.read(offset, end, 1, true).batches;
        const [b] = replica.log.read(offset, end, 1, true).batches;
        if (a === undefined || b === undefined || !sameBytes(a.bytes, b.bytes)) {
          throw new InvariantBroken(
            'replicas are equal below the high watermark',
            `${topic}-${partition} at ${offset}, brokers ${first.id} and ${id}`,
          );
        }
        offset = a.lastOffset + 1;
      }
    }
  }

  #checkOne(event: SimEvent): void {
    switch (event.type) {
      case 'replica-state':
        if (event.state === 'Leader')
          this.#oneLeaderAnEpoch(event.topic, event.partition, event.leaderEpoch, event.broker);
        return;
      case 'high-watermark':
        return this.#neverBack(event.broker, `${event.topic}-${event.partition}`, event.offset);
      case 'batch-appended':
        return this.#noHoles(event.broker, `${event.topic}-${event.partition}`, event.baseOffset, event.count);
      case 'log-truncated':
        this.#ends.set(`${event.broker} ${event.topic}-${event.partition}`, event.offset);
        return;
      case 'node':
        // Its memory is gone, and its disk perhaps: what it says next counts afresh.
        if (event.state === 'down') this.#forget(event.broker);
        return;
      default:
        return;
    }
  }

  #oneLeaderAnEpoch(topic: string, partition: number, epoch: number, broker: number): void {
    const key = `${topic}-${partition} ${epoch}`;
    const known = this.#leaders.get(key);
    if (known !== undefined && known !== broker) {
      throw new InvariantBroken('one leader an epoch', `${key}: brokers ${known} and ${broker}`);
    }
    this.#leaders.set(key, broker);
    this.#leadingEpoch.set(`${broker} ${topic}-${partition}`, epoch);
  }

  /** Within one leadership the high watermark only grows. */
  #neverBack(broker: number, name: string, offset: number): void {
    const epoch = this.#leadingEpoch.get(`${broker} ${name}`);
    const key = `${broker} ${name} ${epoch ?? 'follower'}`;
    const before = this.#highWatermarks.get(key) ?? -1;
    if (epoch !== undefined && offset < before) {
      throw new InvariantBroken('a high watermark never goes back', `${key}: from ${before} to ${offset}`);
    }
    this.#highWatermarks.set(key, offset);
  }

  #noHoles(broker: number, name: string, baseOffset: number, count: number): void {
    const key = `${broker} ${name}`;
    const end = this.#ends.get(key);
    if (end !== undefined && baseOffset !== end) {
      throw new InvariantBroken('offsets have no holes', `${key}: ${baseOffset} after ${end}`);
    }
    this.#ends.set(key, baseOffset + count);
  }

  #forget(broker: number): void {
    for (const map of [this.#highWatermarks, this.#leadingEpoch, this.#ends]) {
      for (const key of [...map.keys()]) if (key.startsWith(`${broker} `)) map.delete(key);
    }
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));
}
