import { partitionName } from '../../src/contract/ids';
import { readBatchHeader } from '../../src/sim/protocol/record-batch';
import type { StoredBatch } from '../../src/sim/storage/stored-batch';
import type { World } from '../support/world';
import { InvariantBroken } from './invariant-broken';

interface Committed {
  readonly batches: Map<number, StoredBatch>;
  end: number;
}

/**
 * What has ever stood below a high watermark, by partition, and which replicas were seen to hold the same. Each step
 * looks only at what is new: a replica's log is read again from its beginning when its broker has been away.
 */
export class CommittedRecords {
  readonly #world: World;
  readonly #partitions = new Map<string, Committed>();
  /** Up to where a replica agrees, by `broker partition`. */
  readonly #agreed = new Map<string, number>();
  /** The next sequence, by `producer epoch partition`. */
  readonly #sequences = new Map<string, number>();
  readonly #forgotten = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The offset behind the last committed record. */
  end(topic: string, partition: number): number {
    return this.#of(partitionName(topic, partition)).end;
  }

  highWatermark(broker: number, topic: string, partition: number, offset: number): void {
    const name = partitionName(topic, partition);
    const replica = this.#world.cluster.nodes.get(broker)?.broker?.replicas.partition(topic, partition);
    // It has died since, in the same microsecond.
    if (replica === undefined || replica.log.logEndOffset < offset) return;
    const key = `${broker} ${name}`;
    const committed = this.#of(name);
    let at = Math.max(this.#agreed.get(key) ?? 0, replica.log.logStartOffset);
    while (at < offset) {
      const { batches } = replica.log.read(at, offset, 1 << 20, true);
      for (const batch of batches) {
        if (batch.baseOffset !== at) throw holes(`${key}: ${batch.baseOffset} after ${at}`);
        this.#compare(committed, name, broker, batch);
        at = batch.lastOffset + 1;
      }
      if (batches.length === 0) throw holes(`${key}: nothing at ${at}, below ${offset}`);
    }
    this.#agreed.set(key, Math.max(at, offset));
  }

  /** A new leader holds every committed record. */
  leads(broker: number, topic: string, partition: number): void {
    const replica = this.#world.cluster.nodes.get(broker)?.broker?.replicas.partition(topic, partition);
    if (replica?.isLeader !== true) return;
    const name = partitionName(topic, partition);
    const { end } = this.#of(name);
    const { logEndOffset } = replica.log;
    if (logEndOffset < end) {
      const detail = `${name}: broker ${broker} leads with ${logEndOffset} records of ${end}`;
      throw new InvariantBroken('committed records are never lost', detail);
    }
    this.highWatermark(broker, topic, partition, end);
  }

  truncated(broker: number, topic: string, partition: number, offset: number): void {
    const key = `${broker} ${partitionName(topic, partition)}`;
    this.#agreed.set(key, Math.min(this.#agreed.get(key) ?? 0, offset));
  }

  /** The partition begins anew, with whatever its leader has. */
  forget(topic: string, partition: number): void {
    const name = partitionName(topic, partition);
    this.#partitions.delete(name);
    for (const map of [this.#agreed, this.#sequences]) {
      for (const key of [...map.keys()]) if (key.endsWith(` ${name}`)) map.delete(key);
    }
    this.#forgotten.add(name);
  }

  /** Replicas of this partition on other brokers are gone, and begin anew if they ever come back. */
  onlyReplicas(name: string, replicas: readonly number[]): void {
    for (const key of [...this.#agreed.keys()]) {
      const [broker = '', of] = key.split(' ');
      if (of === name && !replicas.includes(Number(broker))) this.#agreed.delete(key);
    }
  }

  /** Its disk may be another when it comes back. */
  down(broker: number): void {
    for (const key of [...this.#agreed.keys()]) if (key.startsWith(`${broker} `)) this.#agreed.delete(key);
  }

  #of(name: string): Committed {
    const known = this.#partitions.get(name) ?? { batches: new Map(), end: 0 };
    this.#partitions.set(name, known);
    return known;
  }

  #compare(committed: Committed, name: string, broker: number, batch: StoredBatch): void {
    const { baseOffset, lastOffset } = batch;
    if (baseOffset < committed.end) {
      const known = committed.batches.get(baseOffset);
      if (known === undefined || !sameBytes(known.bytes, batch.bytes)) {
        const detail = `${name} at ${baseOffset}, on broker ${broker}`;
        throw new InvariantBroken('replicas are equal below the high watermark', detail);
      }
      return;
    }
    this.#checkSequence(name, batch);
    committed.batches.set(baseOffset, batch);
    committed.end = lastOffset + 1;
  }

  /** An idempotent producer's batches stand one behind the other. */
  #checkSequence(name: string, { bytes, baseOffset }: StoredBatch): void {
    const { producerId, producerEpoch, baseSequence, recordsCount } = readBatchHeader(bytes);
    if (producerId < 0) return;
    const key = `producer ${producerId} epoch ${producerEpoch} of ${name}`;
    // Where the records before are lost, a producer goes on in the middle.
    const next = this.#sequences.get(key) ?? (this.#forgotten.has(name) ? baseSequence : 0);
    if (baseSequence !== next) {
      throw new InvariantBroken('producer sequences', `${key} at ${baseOffset}: ${baseSequence}, not ${next}`);
    }
    this.#sequences.set(key, (next + recordsCount) % 0x8000_0000);
  }
}

const holes = (detail: string): InvariantBroken => new InvariantBroken('offsets have no holes', detail);

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]));
}
