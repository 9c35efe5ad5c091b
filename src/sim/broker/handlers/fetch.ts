import type { BatchSummary } from '../../../contract/event';
import { US_PER_MS } from '../../../contract/ids';
import { partitionOf, topicById } from '../../controller/metadata-image';
import type { Init } from '../../protocol/api';
import { METADATA_TOPIC_ID } from '../../controller/metadata-log';
import { ERROR } from '../../protocol/errors';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/fetch';
import { OffsetOutOfRange } from '../../storage/errors';
import type { StoredBatch } from '../../storage/stored-batch';
import { joinBatches } from '../bytes';
import type { BrokerContext } from '../context';
import type { Partition } from '../partition';
import { later, type Handler } from '../handler';
import { watchKey, type WatchedChange } from '../purgatory';

interface Wanted {
  /** Null: no topic of this id. */
  readonly topic: string | null;
  readonly asked: FetchRequest['topics'][number]['partitions'][number];
}

interface Answer {
  readonly response: Init<FetchResponse>;
  readonly batches: readonly BatchSummary[];
  readonly bytes: number;
  /** Something that must not wait: an error, or nothing was asked. */
  readonly urgent: boolean;
}

/**
 * Fetch, of consumers (up to the high watermark) and of followers (up to the log end). Waits until there is enough
 * or time is up. Fetch sessions are declined: session id 0, as Kafka allows.
 * Kafka: KafkaApis.handleFetchRequest, ReplicaManager.fetchMessages, DelayedFetch.
 */
export const handleFetch: Handler<FetchRequest, FetchResponse> = (broker, _call, request) => {
  if (request.topics[0]?.topicId === METADATA_TOPIC_ID) {
    return later((respond) => broker.controller.fetchMetadata(request, respond));
  }
  const replicaId = request.replicaId >= 0 ? request.replicaId : request.replicaState.replicaId;
  const isFollower = replicaId >= 0;
  if (isFollower) recordPositions(broker, replicaId, request);
  const bytesMax = Math.min(request.maxBytes, broker.config.int('fetch.max.bytes'));
  const bytesMin = Math.min(request.minBytes, bytesMax);
  const changes: readonly WatchedChange[] = isFollower ? ['log-end', 'leader'] : ['high-watermark', 'leader'];
  return later((respond) => {
    const answer = (): void => {
      const { response, batches } = read(broker, request, isFollower, bytesMax);
      respond(response, batches);
    };
    const tryComplete = (): boolean => {
      const ready = read(broker, request, isFollower, bytesMax);
      if (!ready.urgent && ready.bytes < bytesMin) return false;
      respond(ready.response, ready.batches);
      return true;
    };
    if (request.maxWaitMs <= 0) answer();
    else {
      broker.purgatory.tryCompleteElseWatch({
        keys: wanted(broker, request).flatMap(({ topic, asked }) =>
          topic === null ? [] : changes.map((change) => watchKey(change, topic, asked.partition)),
        ),
        timeoutUs: request.maxWaitMs * US_PER_MS,
        tryComplete,
        expire: answer,
      });
    }
  });
};

/** A follower's fetch offset says how far its own log goes; high watermarks may move. */
function recordPositions(broker: BrokerContext, follower: number, request: FetchRequest): void {
  for (const { topic, asked } of wanted(broker, request)) {
    const partition = topic === null ? undefined : broker.replicas.partition(topic, asked.partition);
    if (partition?.isLeader === true)
      broker.replicas.recordFollowerFetch(partition, follower, asked.fetchOffset, asked.logStartOffset);
  }
}

function wanted(broker: BrokerContext, request: FetchRequest): Wanted[] {
  return request.topics.flatMap(({ topic, topicId, partitions }) => {
    const name = topic !== '' ? topic : (topicById(broker.image, topicId)?.name ?? null);
    return partitions.map((asked) => ({ topic: name, asked }));
  });
}

function read(broker: BrokerContext, request: FetchRequest, isFollower: boolean, bytesMax: number): Answer {
  const batches: BatchSummary[] = [];
  let bytes = 0;
  let urgent = request.topics.every(({ partitions }) => partitions.length === 0);
  const responses = request.topics.map(({ topic, topicId, partitions }) => {
    const name = topic !== '' ? topic : (topicById(broker.image, topicId)?.name ?? null);
    return {
      topic,
      topicId,
      partitions: partitions.map((asked) => {
        const result = readPartition(broker, { topic: name, asked }, isFollower, bytesMax - bytes, bytes === 0);
        for (const batch of result.batches) batches.push(batch.summary);
        bytes += result.bytes;
        if (result.errorCode !== 0) urgent = true;
        const { partitionIndex, errorCode, highWatermark, lastStableOffset, logStartOffset, divergingEpoch } = result;
        if (divergingEpoch !== undefined) urgent = true;
        return {
          partitionIndex,
          errorCode,
          highWatermark,
          lastStableOffset,
          logStartOffset,
          divergingEpoch,
          currentLeader:
            errorCode === ERROR.NOT_LEADER_OR_FOLLOWER ? currentLeader(broker, name, asked.partition) : undefined,
          // Null for read_uncommitted, a list for read_committed, as Kafka answers.
          abortedTransactions: request.isolationLevel === 1 && errorCode === 0 ? [] : null,
          records: joinBatches(result.batches),
        };
      }),
    };
  });
  return { response: { responses }, batches, bytes, urgent };
}

interface PartitionRead {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly logStartOffset: number;
  /** Where the reader's log parts from this one; then nothing is read. */
  readonly divergingEpoch?: { readonly epoch: number; readonly endOffset: number };
  readonly batches: readonly StoredBatch[];
  readonly bytes: number;
}

function readPartition(
  broker: BrokerContext,
  { topic, asked }: Wanted,
  isFollower: boolean,
  bytesLeft: number,
  atLeastOne: boolean,
): PartitionRead {
  const failed = (errorCode: number): PartitionRead => ({
    partitionIndex: asked.partition,
    errorCode,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    batches: [],
    bytes: 0,
  });
  if (topic === null) return failed(ERROR.UNKNOWN_TOPIC_ID);
  const partition = broker.replicas.partition(topic, asked.partition);
  if (partition === undefined) {
    const known = partitionOf(broker.image, topic, asked.partition) !== undefined;
    return failed(known ? ERROR.NOT_LEADER_OR_FOLLOWER : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  }
  if (!partition.isLeader) return failed(ERROR.NOT_LEADER_OR_FOLLOWER);
  if (asked.currentLeaderEpoch !== -1 && asked.currentLeaderEpoch < partition.leaderEpoch) {
    return failed(ERROR.FENCED_LEADER_EPOCH);
  }
  if (asked.currentLeaderEpoch > partition.leaderEpoch) return failed(ERROR.UNKNOWN_LEADER_EPOCH);
  const { log } = partition;
  const parting = divergence(partition, asked);
  if (parting === 'out of range') return failed(ERROR.OFFSET_OUT_OF_RANGE);
  if (parting !== null) return { ...failed(0), highWatermark: partition.highWatermark, divergingEpoch: parting };
  const upTo = isFollower ? log.logEndOffset : partition.highWatermark;
  try {
    const { batches, bytes } = log.read(
      asked.fetchOffset,
      upTo,
      Math.min(asked.partitionMaxBytes, bytesLeft),
      atLeastOne,
    );
    return {
      partitionIndex: asked.partition,
      errorCode: 0,
      highWatermark: partition.highWatermark,
      lastStableOffset: isFollower ? -1 : partition.lastStableOffset,
      logStartOffset: log.logStartOffset,
      batches,
      bytes,
    };
  } catch (error) {
    if (error instanceof OffsetOutOfRange) return failed(ERROR.OFFSET_OUT_OF_RANGE);
    throw error;
  }
}

/**
 * A follower's last epoch must end where it ends here, or its log parts from ours (KIP-595, KIP-320).
 * Kafka: Partition.readRecords.
 */
function divergence({ log }: Partition, asked: Wanted['asked']) {
  if (asked.lastFetchedEpoch < 0) return null;
  const end = log.endOffsetForEpoch(asked.lastFetchedEpoch);
  if (end.endOffset < 0) return 'out of range';
  if (asked.fetchOffset < log.logStartOffset) return 'out of range';
  if (end.leaderEpoch >= asked.lastFetchedEpoch && end.endOffset >= asked.fetchOffset) return null;
  return { epoch: end.leaderEpoch, endOffset: end.endOffset };
}

/** KIP-951: who leads now, so that the client need not ask. */
function currentLeader(broker: BrokerContext, topic: string | null, partition: number) {
  const state = topic === null ? undefined : partitionOf(broker.image, topic, partition);
  return state === undefined ? undefined : { leaderId: state.leader, leaderEpoch: state.leaderEpoch };
}
