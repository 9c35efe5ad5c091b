import type { BatchSummary } from '../../../contract/event';
import { US_PER_MS } from '../../../contract/ids';
import { partitionOf, topicById } from '../../controller/metadata-image';
import type { Init } from '../../protocol/api';
import { METADATA_TOPIC_ID } from '../../controller/metadata-log';
import { ERROR } from '../../protocol/errors';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/fetch';
import { OffsetOutOfRange } from '../../storage/errors';
import type { LogRead } from '../../storage/log-read';
import { joinBatches } from '../bytes';
import type { BrokerContext } from '../context';
import type { Partition } from '../partition';
import { later, reply, type Handler } from '../handler';
import { currentLeader, nodeEndpoints } from '../leader-hints';
import { watchKey, type WatchedChange } from '../purgatory';

interface Wanted {
  /** Null: no topic of this id. */
  readonly topic: string | null;
  readonly asked: FetchRequest['topics'][number]['partitions'][number];
}

interface Reader {
  /** Null: a consumer. */
  readonly follower: number | null;
  readonly version: number;
}

interface Answer {
  readonly response: Init<FetchResponse>;
  readonly batches: readonly BatchSummary[];
  readonly bytes: number;
  /** Something that must not wait: an error of a replica here, or nothing that could change was asked. */
  readonly urgent: boolean;
}

/**
 * Fetch, of consumers (up to the high watermark) and of followers (up to the log end). Waits until there is enough
 * or time is up. Fetch sessions are declined: session id 0, as Kafka allows.
 * Kafka: KafkaApis.handleFetchRequest, ReplicaManager.fetchMessages, DelayedFetch.
 */
export const handleFetch: Handler<FetchRequest, FetchResponse> = (broker, call, request) => {
  if (request.topics[0]?.topicId === METADATA_TOPIC_ID) {
    return later((respond) => broker.controller.fetchMetadata(request, respond));
  }
  // Only a session has epochs beyond 0, and there are none.
  if (request.sessionEpoch > 0) return reply({ errorCode: ERROR.FETCH_SESSION_ID_NOT_FOUND });
  const replicaId = request.replicaId >= 0 ? request.replicaId : request.replicaState.replicaId;
  const isFollower = replicaId >= 0;
  const reader: Reader = { follower: isFollower ? replicaId : null, version: call.header.apiVersion };
  if (isFollower) recordPositions(broker, replicaId, request);
  const bytesMax = Math.min(request.maxBytes, broker.config.int('fetch.max.bytes'));
  const bytesMin = Math.min(request.minBytes, bytesMax);
  const changes: readonly WatchedChange[] = isFollower ? ['log-end', 'leader'] : ['high-watermark', 'leader'];
  return later((respond) => {
    const answer = (): void => {
      const { response, batches } = read(broker, request, reader, bytesMax);
      respond(response, batches);
    };
    const tryComplete = (): boolean => {
      const ready = read(broker, request, reader, bytesMax);
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
    if (partition?.isLeader !== true || !partition.image.replicas.includes(follower)) continue;
    broker.replicas.recordFollowerFetch(partition, follower, asked.fetchOffset, asked.logStartOffset);
  }
}

function wanted(broker: BrokerContext, request: FetchRequest): Wanted[] {
  return request.topics.flatMap(({ topic, topicId, partitions }) => {
    const name = topic !== '' ? topic : (topicById(broker.image, topicId)?.name ?? null);
    return partitions.map((asked) => ({ topic: name, asked }));
  });
}

function read(broker: BrokerContext, request: FetchRequest, reader: Reader, bytesMax: number): Answer {
  const batches: BatchSummary[] = [];
  let bytes = 0;
  let urgent = false;
  let canChange = false;
  const responses = request.topics.map(({ topic, topicId, partitions }) => {
    const name = topic !== '' ? topic : (topicById(broker.image, topicId)?.name ?? null);
    return {
      topic,
      topicId,
      partitions: partitions.map((asked) => {
        const result = readPartition(broker, { topic: name, asked }, reader, bytesMax - bytes, bytes === 0);
        const { partitionIndex, errorCode, highWatermark, lastStableOffset, logStartOffset, divergingEpoch } = result;
        for (const batch of result.records.batches) batches.push(batch.summary);
        bytes += result.records.bytes + (result.records.cut?.bytes ?? 0);
        // What this broker does not even know keeps nobody from waiting for the rest.
        if (!result.isUnknown) canChange = true;
        if (divergingEpoch !== undefined || (errorCode !== 0 && !result.isUnknown)) urgent = true;
        return {
          partitionIndex,
          errorCode,
          highWatermark,
          lastStableOffset,
          logStartOffset,
          divergingEpoch,
          currentLeader: reader.version >= 16 ? currentLeader(broker, errorCode, name, asked.partition) : undefined,
          // Null for read_uncommitted, a list for read_committed, as Kafka answers.
          abortedTransactions: result.isUnknown || (request.isolationLevel === 1 && errorCode === 0) ? [] : null,
          records: joinBatches(result.records),
        };
      }),
    };
  });
  const leaders = responses.flatMap(({ partitions }) => partitions.map((partition) => partition.currentLeader));
  const response = { responses, nodeEndpoints: nodeEndpoints(broker, leaders) };
  return { response, batches, bytes, urgent: urgent || !canChange };
}

interface PartitionRead {
  readonly partitionIndex: number;
  readonly errorCode: number;
  /** There is no such partition, as far as this broker knows. */
  readonly isUnknown: boolean;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly logStartOffset: number;
  /** Where the reader's log parts from this one; then nothing is read. */
  readonly divergingEpoch?: { readonly epoch: number; readonly endOffset: number };
  readonly records: LogRead;
}

const NO_RECORDS: LogRead = { batches: [], bytes: 0, cut: null };

function readPartition(
  broker: BrokerContext,
  { topic, asked }: Wanted,
  reader: Reader,
  bytesLeft: number,
  atLeastOne: boolean,
): PartitionRead {
  const failed = (errorCode: number, isUnknown = false): PartitionRead => ({
    partitionIndex: asked.partition,
    errorCode,
    isUnknown,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    records: NO_RECORDS,
  });
  if (topic === null) return failed(ERROR.UNKNOWN_TOPIC_ID, true);
  if (partitionOf(broker.image, topic, asked.partition) === undefined) {
    return failed(ERROR.UNKNOWN_TOPIC_OR_PARTITION, true);
  }
  const partition = broker.replicas.partition(topic, asked.partition);
  if (partition === undefined || !mayRead(reader, partition)) return failed(ERROR.NOT_LEADER_OR_FOLLOWER);
  if (asked.currentLeaderEpoch !== -1 && asked.currentLeaderEpoch < partition.leaderEpoch) {
    return failed(ERROR.FENCED_LEADER_EPOCH);
  }
  if (asked.currentLeaderEpoch > partition.leaderEpoch) return failed(ERROR.UNKNOWN_LEADER_EPOCH);
  const { log } = partition;
  const parting = divergence(partition, asked);
  if (parting === 'out of range') return failed(ERROR.OFFSET_OUT_OF_RANGE);
  if (parting !== null) return { ...failed(0), highWatermark: partition.highWatermark, divergingEpoch: parting };
  const upTo = reader.follower === null ? partition.highWatermark : log.logEndOffset;
  const limit = Math.min(asked.partitionMaxBytes, bytesLeft);
  try {
    return {
      partitionIndex: asked.partition,
      errorCode: 0,
      isUnknown: false,
      highWatermark: partition.highWatermark,
      lastStableOffset: reader.follower === null ? partition.lastStableOffset : -1,
      logStartOffset: log.logStartOffset,
      records: log.read(asked.fetchOffset, upTo, limit, atLeastOne),
    };
  } catch (error) {
    if (error instanceof OffsetOutOfRange) return failed(ERROR.OFFSET_OUT_OF_RANGE);
    throw error;
  }
}

/** Followers read from their leader; consumers since version 11 from whoever has a replica (KIP-392). */
function mayRead({ follower, version }: Reader, { image, isLeader }: Partition): boolean {
  if (follower !== null) return isLeader && image.replicas.includes(follower);
  return isLeader || (version >= 11 && image.leader >= 0);
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
