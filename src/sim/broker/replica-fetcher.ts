import { US_PER_MS, type BrokerId } from '../../contract/ids';
import type { Timer } from '../cluster/clock';
import { topicById } from '../controller/metadata-image';
import { ERROR } from '../protocol/errors';
import type { FetchResponse } from '../protocol/messages/fetch';
import { forEachBatch } from '../protocol/record-batch';
import { apiByName } from '../protocol/registry';
import type { StoredBatch } from '../storage/stored-batch';
import { describeStored } from './append';
import type { BrokerContext } from './context';
import type { Partition } from './partition';
import type { Peer } from './peer';

/** The version in which followers of a 4.2 cluster fetch (metadata.version 4.1-IV1 and later). */
const FETCH_VERSION = 18;
const LIST_OFFSETS_VERSION = 10;
const EARLIEST = -2;

type PartitionAnswer = FetchResponse['responses'][number]['partitions'][number];

/**
 * Copies, from one leader, every partition that this broker follows there: one request under way, the next as soon as
 * the answer is written. Kafka: ReplicaFetcherThread, AbstractFetcherThread.
 */
export class ReplicaFetcher {
  readonly #broker: BrokerContext;
  readonly #leader: BrokerId;
  readonly #peer: Peer;
  #partitions: readonly Partition[] = [];
  /** Asked where the leader's log begins: not fetched meanwhile. */
  readonly #lookingUp = new Set<Partition>();
  #isUnderWay = false;
  #backoff: Timer | null = null;

  constructor(broker: BrokerContext, leader: BrokerId, peer: Peer) {
    this.#broker = broker;
    this.#leader = leader;
    this.#peer = peer;
  }

  /** The partitions to follow from now on; none stops the fetcher after the answer it waits for. */
  follow(partitions: readonly Partition[]): void {
    this.#partitions = partitions;
    this.#fetch();
  }

  close(): void {
    this.#partitions = [];
    this.#backoff?.cancel();
    this.#peer.close();
  }

  #fetch(): void {
    const wanted = this.#partitions.filter((partition) => !this.#lookingUp.has(partition));
    if (this.#isUnderWay || wanted.length === 0) return;
    this.#backoff?.cancel();
    this.#isUnderWay = true;
    const { config, id, lifecycle } = this.#broker;
    const partitionMaxBytes = config.int('replica.fetch.max.bytes');
    const byTopic = new Map<string, Partition[]>();
    for (const partition of wanted) {
      const list = byTopic.get(partition.topicId);
      if (list === undefined) byTopic.set(partition.topicId, [partition]);
      else list.push(partition);
    }
    const topics = [...byTopic].map(([topicId, partitions]) => ({
      topicId,
      partitions: partitions.map(({ partition, leaderEpoch, log }) => ({
        partition,
        currentLeaderEpoch: leaderEpoch,
        fetchOffset: log.logEndOffset,
        lastFetchedEpoch: log.epochs.latestEpoch ?? -1,
        logStartOffset: log.logStartOffset,
        partitionMaxBytes,
      })),
    }));
    const request = {
      replicaState: { replicaId: id, replicaEpoch: lifecycle.epoch },
      maxWaitMs: config.int('replica.fetch.wait.max.ms'),
      minBytes: config.int('replica.fetch.min.bytes'),
      maxBytes: config.int('replica.fetch.response.max.bytes'),
      topics,
    };
    this.#peer.request(apiByName('Fetch'), FETCH_VERSION, request, (response) => {
      if (response === null) {
        this.#isUnderWay = false;
        return this.#later();
      }
      this.#whenWritten(response, () => {
        this.#isUnderWay = false;
        const isWell = this.#take(response);
        if (isWell) this.#fetch();
        else this.#later();
      });
    });
  }

  /** What came is appended when the disk has taken it, and only then does the next fetch set out. */
  #whenWritten({ responses }: FetchResponse, written: () => void): void {
    const { diskWrites } = this.#broker;
    if (diskWrites.isFree) return written();
    const sizes = responses.flatMap(({ partitions }) =>
      partitions.flatMap(({ records }) => (records === null || records.length === 0 ? [] : [records.length])),
    );
    if (sizes.length === 0) return written();
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    diskWrites.write(sizes.length, bytes, written);
  }

  /** After a broken connection or an error: replica.fetch.backoff.ms. */
  #later(): void {
    const backoffUs = this.#broker.config.int('replica.fetch.backoff.ms') * US_PER_MS;
    this.#backoff = this.#broker.clock.after(backoffUs, () => this.#fetch());
  }

  /** False if some partition was refused: its metadata is old, here or there. */
  #take(response: FetchResponse): boolean {
    let isWell = true;
    for (const { topicId, partitions } of response.responses) {
      const topic = topicById(this.#broker.image, topicId)?.name;
      for (const answer of partitions) {
        const partition =
          topic === undefined ? undefined : this.#broker.replicas.partition(topic, answer.partitionIndex);
        // A partition that changed its leader meanwhile is not ours to write to.
        if (partition === undefined || partition.image.leader !== this.#leader) continue;
        if (answer.errorCode === ERROR.OFFSET_OUT_OF_RANGE) this.#outOfRange(partition);
        else if (answer.errorCode !== 0) isWell = false;
        else this.#write(partition, answer);
      }
    }
    return isWell;
  }

  #write(partition: Partition, answer: PartitionAnswer): void {
    const { replicas } = this.#broker;
    const { endOffset, epoch } = answer.divergingEpoch;
    if (endOffset >= 0) {
      const own = partition.log.endOffsetForEpoch(epoch);
      const end = own.leaderEpoch === -1 ? endOffset : Math.min(endOffset, own.endOffset);
      return replicas.truncate(partition, end);
    }
    replicas.appendAsFollower(partition, this.#batches(partition, answer.records));
    replicas.learnHighWatermark(partition, answer.highWatermark, answer.logStartOffset);
  }

  #batches(partition: Partition, records: Uint8Array | null): StoredBatch[] {
    if (records === null || records.length === 0) return [];
    const { topic, partition: index, log } = partition;
    const batches: StoredBatch[] = [];
    forEachBatch(records, (header, at, end) => {
      const { baseOffset, leaderEpoch } = header;
      // The leader sends whole batches, from the one that holds the offset asked for: skip what is here already.
      if (baseOffset < log.logEndOffset) return;
      const view = records.subarray(at, end);
      batches.push(
        this.#broker.shareBatch(this.#leader, topic, index, baseOffset, leaderEpoch, view) ??
          describeStored(view.slice(), header, topic, index, baseOffset, leaderEpoch, this.#broker.journals),
      );
    });
    return batches;
  }

  /** Behind the leader's log start, or beyond its end: begin where it begins. Kafka: fetchOffsetAndTruncate. */
  #outOfRange(partition: Partition): void {
    if (this.#lookingUp.has(partition)) return;
    this.#lookingUp.add(partition);
    const { topic, partition: partitionIndex, leaderEpoch: currentLeaderEpoch } = partition;
    const ask = { partitionIndex, currentLeaderEpoch, timestamp: EARLIEST };
    const request = { replicaId: this.#broker.id, topics: [{ name: topic, partitions: [ask] }] };
    this.#peer.request(apiByName('ListOffsets'), LIST_OFFSETS_VERSION, request, (response) => {
      this.#lookingUp.delete(partition);
      const found = response?.topics[0]?.partitions[0];
      if (found !== undefined && found.errorCode === 0) this.#broker.replicas.restartAt(partition, found.offset);
      this.#fetch();
    });
  }
}
