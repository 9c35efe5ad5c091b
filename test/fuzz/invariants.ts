import type { GroupEvent, PartitionChangedEvent, SimEvent } from '../../src/contract/event';
import { partitionName } from '../../src/contract/ids';
import type { World } from '../support/world';
import { CommittedRecords } from './committed-records';
import { InvariantBroken } from './invariant-broken';

/** Compacted: its replicas are cleaned each for itself. */
const OFFSETS = '__consumer_offsets';

const ROBBED = /empty disk|power lost/;

/** `-` and a UUID: what a coordinator puts behind a member's own name. */
const MEMBER_UUID_LENGTH = 37;

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
  /** Who reads a partition, by it and the generation. */
  readonly #owners = new Map<string, string>();
  readonly #committed: CommittedRecords;
  /** Brokers that have lost their disk, or what was not on it yet. */
  readonly #robbed = new Set<number>();
  /**
   * Partitions of which everything may be lost: no replica of the ISR or the ELR was left, and the leader that was last
   * known is elected though its disk is another. Kafka does so, unclean election or not (KIP-966).
   */
  readonly forgiven = new Set<string>();

  constructor(world: World) {
    this.#committed = new CommittedRecords(world);
  }

  check(events: readonly SimEvent[]): void {
    for (const event of events) this.#checkOne(event);
  }

  #checkOne(event: SimEvent): void {
    switch (event.type) {
      case 'replica-state':
        this.#leadingEpoch.delete(`${event.broker} ${event.topic}-${event.partition}`);
        if (event.state !== 'Leader') return;
        this.#oneLeaderAnEpoch(event.topic, event.partition, event.leaderEpoch, event.broker);
        if (event.topic !== OFFSETS) this.#committed.leads(event.broker, event.topic, event.partition);
        return;
      case 'high-watermark':
        this.#neverBack(event.broker, `${event.topic}-${event.partition}`, event.offset);
        if (event.topic === OFFSETS) return;
        return this.#committed.highWatermark(event.broker, event.topic, event.partition, event.offset);
      case 'batch-appended':
        if (event.topic === OFFSETS) return;
        return this.#noHoles(event.broker, `${event.topic}-${event.partition}`, event.baseOffset, event.count);
      case 'log-truncated':
        this.#ends.set(`${event.broker} ${event.topic}-${event.partition}`, event.offset);
        return this.#committed.truncated(event.broker, event.topic, event.partition, event.offset);
      case 'partition-changed':
        if (event.reason === 'unclean-election' && this.#robbed.has(event.leader)) this.#forgive(event);
        return this.#onlyReplicas(event);
      case 'node':
        if (ROBBED.test(event.reason)) this.#robbed.add(event.broker);
        // Its memory is gone, and its disk perhaps: what it says next counts afresh.
        if (event.state === 'down') this.#forget(event.broker);
        return;
      case 'group':
        return this.#oneOwner(event);
      case 'offset-committed': {
        if (this.forgiven.has(partitionName(event.topic, event.partition))) return;
        const end = this.#committed.end(event.topic, event.partition);
        if (event.offset >= 0 && event.offset <= end) return;
        const what = `${event.group} has committed ${event.topic}-${event.partition}@${event.offset} of ${end}`;
        throw new InvariantBroken('a committed offset is within the log', what);
      }
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

  #oneOwner({ group, generation, members }: GroupEvent): void {
    for (const { memberId, assignment } of members) {
      // A static member that comes back has another id, and the partitions of its former self.
      const owner = memberId.startsWith('static-') ? memberId.slice(0, -MEMBER_UUID_LENGTH) : memberId;
      for (const { topic, partitions } of assignment) {
        for (const partition of partitions) {
          const key = `${topic}-${partition} in generation ${generation} of ${group}`;
          const known = this.#owners.get(key);
          if (known !== undefined && known !== owner) {
            throw new InvariantBroken('one owner a generation', `${key}: ${known} and ${owner}`);
          }
          this.#owners.set(key, owner);
        }
      }
    }
  }

  #forgive({ topic, partition }: { readonly topic: string; readonly partition: number }): void {
    this.forgiven.add(partitionName(topic, partition));
    this.#committed.forget(topic, partition);
    // A group that is lost counts its generations from 1 again.
    if (topic === OFFSETS) this.#owners.clear();
  }

  /** A replica that was taken from a broker begins anew if it ever comes back there. */
  #onlyReplicas({ topic, partition, replicas }: PartitionChangedEvent): void {
    const name = partitionName(topic, partition);
    for (const key of [...this.#ends.keys()]) {
      const [broker = '', of] = key.split(' ');
      if (of === name && !replicas.includes(Number(broker))) this.#ends.delete(key);
    }
    this.#committed.onlyReplicas(name, replicas);
  }

  #forget(broker: number): void {
    for (const map of [this.#highWatermarks, this.#leadingEpoch, this.#ends]) {
      for (const key of [...map.keys()]) if (key.startsWith(`${broker} `)) map.delete(key);
    }
    this.#committed.down(broker);
  }
}
