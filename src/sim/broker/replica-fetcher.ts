import type { BrokerId } from '../../contract/ids';
import { topicById } from '../controller/metadata-image';
import type { FetchResponse } from '../protocol/messages/fetch';
import { apiByName } from '../protocol/registry';
import { readBatchHeader, splitBatches } from '../protocol/record-batch';
import { describeStored } from './append';
import type { BrokerContext } from './context';
import type { Partition } from './partition';
import type { Peer } from './peer';

/** The version in which followers of a 4.2 cluster fetch (metadata.version 4.1-IV1 and later). */
const FETCH_VERSION = 18;

/**
 * Copies, from one leader, every partition that this broker follows there: one request under way, the next as soon as
 * the answer is written. Kafka: ReplicaFetcherThread.
 */
export class ReplicaFetcher {
  readonly #broker: BrokerContext;
  readonly #leader: BrokerId;
  readonly #peer: Peer;
  #partitions: readonly Partition[] = [];
  #isUnderWay = false;

  constructor(broker: BrokerContext, leader: BrokerId, peer: Peer) {
    this.#broker = broker;
    this.#leader = leader;
    this.#peer = peer;
  }

  /** The partitions to follow from now on; none stops the fetcher after the answer it waits for. */
  follow(partitions: readonly Partition[]): void {
    this.#partitions = partitions;
    if (!this.#isUnderWay && partitions.length > 0) this.#fetch();
  }

  close(): void {
    this.#partitions = [];
    this.#peer.close();
  }

  #fetch(): void {
    const { config, image, id } = this.#broker;
    this.#isUnderWay = true;
    const byTopic = new Map<string, Partition[]>();
    for (const partition of this.#partitions) {
      const list = byTopic.get(partition.topic);
      if (list === undefined) byTopic.set(partition.topic, [partition]);
      else list.push(partition);
    }
    const topics = [...byTopic].map(([topic, partitions]) => ({
      topicId: image.topics.get(topic)?.topicId,
      partitions: partitions.map((partition) => ({
        partition: partition.partition,
        currentLeaderEpoch: partition.leaderEpoch,
        fetchOffset: partition.log.logEndOffset,
        logStartOffset: partition.log.logStartOffset,
        partitionMaxBytes: config.int('replica.fetch.max.bytes'),
      })),
    }));
    const request = {
      replicaState: { replicaId: id, replicaEpoch: 1 },
      maxWaitMs: config.int('replica.fetch.wait.max.ms'),
      minBytes: config.int('replica.fetch.min.bytes'),
      maxBytes: config.int('replica.fetch.response.max.bytes'),
      topics,
    };
    this.#peer.request(apiByName('Fetch'), FETCH_VERSION, request, (response) => this.#take(response));
  }

  #take(response: FetchResponse): void {
    this.#isUnderWay = false;
    for (const { topicId, partitions } of response.responses) {
      const topic = topicById(this.#broker.image, topicId)?.name;
      for (const answer of partitions) {
        const partition =
          topic === undefined ? undefined : this.#broker.replicas.partition(topic, answer.partitionIndex);
        // Errors heal by new metadata; a partition that changed its leader meanwhile is not ours to write to.
        if (partition === undefined || answer.errorCode !== 0 || partition.image.leader !== this.#leader) continue;
        this.#append(partition, answer.records);
        this.#broker.replicas.learnHighWatermark(partition, answer.highWatermark);
      }
    }
    if (this.#partitions.length > 0) this.#fetch();
  }

  #append(partition: Partition, records: Uint8Array | null): void {
    if (records === null || records.length === 0) return;
    for (const bytes of splitBatches(records)) {
      const header = readBatchHeader(bytes, 0);
      // The leader sends whole batches, from the one that holds the offset asked for: skip what is here already.
      if (header.baseOffset < partition.log.logEndOffset) continue;
      const { topic, partition: index } = partition;
      const owned = bytes.slice();
      const batch = describeStored(
        owned,
        header,
        topic,
        index,
        header.baseOffset,
        header.leaderEpoch,
        this.#broker.journals,
      );
      this.#broker.replicas.appendAsFollower(partition, batch);
    }
  }
}
