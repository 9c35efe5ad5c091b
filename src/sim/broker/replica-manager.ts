import { partitionName, type BrokerId } from '../../contract/ids';
import { topicById, type MetadataImage } from '../controller/metadata-image';
import type { StoredBatch } from '../storage/partition-log';
import { toStored, type CheckedBatch } from './append';
import type { BrokerContext } from './context';
import { Partition } from './partition';
import { watchKey } from './purgatory';
import type { ReplicaFetcher } from './replica-fetcher';

/**
 * The replicas of one broker: made and led as the controller says, written by leaders and by fetchers; and what
 * follows from a write: events, and waiting requests looked at again. Kafka: ReplicaManager.
 */
export class ReplicaManager {
  readonly #broker: BrokerContext;
  readonly #fetcherOf: (leader: BrokerId) => ReplicaFetcher;
  #partitions = new Map<string, Partition>();
  #fetchers = new Map<BrokerId, ReplicaFetcher>();

  constructor(broker: BrokerContext, fetcherOf: (leader: BrokerId) => ReplicaFetcher) {
    this.#broker = broker;
    this.#fetcherOf = fetcherOf;
  }

  /** The replica on this broker, undefined when it has none. */
  partition(topic: string, partition: number): Partition | undefined {
    return this.#partitions.get(partitionName(topic, partition));
  }

  topicName(topicId: string): string | null {
    return topicById(this.#broker.image, topicId)?.name ?? null;
  }

  /** Makes the replicas fit what the controller decided, and follows the leaders that there are now. */
  apply(image: MetadataImage): void {
    const { id, clock, config } = this.#broker;
    const here = new Set<string>();
    for (const topic of image.topics.values()) {
      for (const partition of topic.partitions) {
        if (!partition.replicas.includes(id)) continue;
        const name = partitionName(topic.name, partition.partition);
        here.add(name);
        const known = this.#partitions.get(name);
        if (known === undefined) {
          const minIsr = config.topicInt('min.insync.replicas', topic.configs);
          this.#partitions.set(name, new Partition(topic.name, id, partition, minIsr, clock.nowUs));
        } else if (known.image !== partition) {
          known.update(partition, clock.nowUs);
          this.#broker.purgatory.check(watchKey('leader', topic.name, partition.partition));
        }
      }
    }
    for (const [name, { topic, partition }] of this.#partitions) {
      if (here.has(name)) continue;
      this.#partitions.delete(name);
      this.#broker.purgatory.check(watchKey('leader', topic, partition));
    }
    this.#follow();
  }

  appendAsLeader(partition: Partition, batch: CheckedBatch, messageId: number | null): StoredBatch {
    const { topic, partition: index, log, leaderEpoch } = partition;
    const stored = toStored(batch, topic, index, log.logEndOffset, leaderEpoch, this.#broker.journals);
    const moved = partition.appendAsLeader(stored);
    this.#broker.emit({
      type: 'batch-appended',
      ...stored.summary,
      broker: this.#broker.id,
      role: 'leader',
      leaderEpoch,
      messageId,
    });
    this.#broker.purgatory.check(watchKey('log-end', topic, index));
    if (moved) this.#highWatermarkMoved(partition);
    return stored;
  }

  appendAsFollower(partition: Partition, batch: StoredBatch): void {
    partition.appendAsFollower(batch);
    this.#broker.emit({
      type: 'batch-appended',
      ...batch.summary,
      broker: this.#broker.id,
      role: 'follower',
      leaderEpoch: batch.leaderEpoch,
      messageId: null,
    });
  }

  /** A follower's fetch tells how far it has come. */
  recordFollowerFetch(partition: Partition, follower: BrokerId, fetchOffset: number): void {
    if (partition.recordFollowerFetch(follower, fetchOffset, this.#broker.clock.nowUs)) {
      this.#highWatermarkMoved(partition);
    }
  }

  /** A fetch response told a follower the leader's high watermark. */
  learnHighWatermark(partition: Partition, leaderHighWatermark: number): void {
    if (partition.learnHighWatermark(leaderHighWatermark)) this.#highWatermarkMoved(partition);
  }

  close(): void {
    for (const fetcher of this.#fetchers.values()) fetcher.close();
    this.#fetchers.clear();
  }

  #highWatermarkMoved({ topic, partition, highWatermark }: Partition): void {
    this.#broker.emit({ type: 'high-watermark', broker: this.#broker.id, topic, partition, offset: highWatermark });
    this.#broker.purgatory.check(watchKey('high-watermark', topic, partition));
  }

  /** One fetcher for each leader that has something we follow. */
  #follow(): void {
    const byLeader = new Map<BrokerId, Partition[]>();
    for (const leader of this.#fetchers.keys()) byLeader.set(leader, []);
    for (const partition of this.#partitions.values()) {
      const { leader } = partition.image;
      if (partition.isLeader || leader < 0) continue;
      const list = byLeader.get(leader);
      if (list === undefined) byLeader.set(leader, [partition]);
      else list.push(partition);
    }
    for (const [leader, partitions] of byLeader) {
      const fetcher = this.#fetchers.get(leader) ?? this.#fetcherOf(leader);
      this.#fetchers.set(leader, fetcher);
      fetcher.follow(partitions);
    }
  }
}
