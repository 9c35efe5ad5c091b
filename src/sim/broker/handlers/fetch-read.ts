import type { BatchSummary } from '../../../contract/event';
import { partitionOf, topicById } from '../../controller/metadata-image';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/fetch';
import { OffsetOutOfRange } from '../../storage/errors';
import type { LogRead } from '../../storage/log-read';
import { joinBatches } from '../bytes';
import type { BrokerContext } from '../context';
import { currentLeader, nodeEndpoints } from '../leader-hints';
import type { Partition } from '../partition';

type AskedTopic = FetchRequest['topics'][number];
type Asked = AskedTopic['partitions'][number];

export interface Reader {
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

/** Null: no topic of this id. */
export const topicName = (broker: BrokerContext, { topic, topicId }: AskedTopic): string | null =>
  topic !== '' ? topic : (topicById(broker.image, topicId)?.name ?? null);

/** What is there now for each partition, in the order asked for, as long as `bytesMax` goes. */
export function read(broker: BrokerContext, request: FetchRequest, reader: Reader, bytesMax: number): Answer {
  const batches: BatchSummary[] = [];
  let bytes = 0;
  let urgent = false;
  let canChange = false;
  const leaders: ReturnType<typeof currentLeader>[] = [];
  const responses = request.topics.map((topic) => {
    const name = topicName(broker, topic);
    return {
      topic: topic.topic,
      topicId: topic.topicId,
      partitions: topic.partitions.map((asked) => {
        const result = readPartition(broker, name, asked, reader, bytesMax - bytes, bytes === 0);
        const { partitionIndex, errorCode, highWatermark, lastStableOffset, logStartOffset, divergingEpoch } = result;
        for (const batch of result.records.batches) batches.push(batch.summary);
        bytes += result.records.bytes + (result.records.cut?.bytes ?? 0);
        // What this broker does not even know keeps nobody from waiting for the rest.
        if (!result.isUnknown) canChange = true;
        if (divergingEpoch !== undefined || (errorCode !== 0 && !result.isUnknown)) urgent = true;
        const leader = reader.version >= 16 ? currentLeader(broker, errorCode, name, asked.partition) : undefined;
        if (leader !== undefined) leaders.push(leader);
        return {
          partitionIndex,
          errorCode,
          highWatermark,
          lastStableOffset,
          logStartOffset,
          divergingEpoch,
          currentLeader: leader,
          // Null for read_uncommitted, a list for read_committed, as Kafka answers.
          abortedTransactions: result.isUnknown || (request.isolationLevel === 1 && errorCode === 0) ? [] : null,
          records: joinBatches(result.records),
        };
      }),
    };
  });
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
  topic: string | null,
  asked: Asked,
  reader: Reader,
  bytesLeft: number,
  atLeastOne: boolean,
): PartitionRead {
  const { partition: index } = asked;
  if (topic === null) return failed(index, ERROR.UNKNOWN_TOPIC_ID, true);
  if (partitionOf(broker.image, topic, index) === undefined) {
    return failed(index, ERROR.UNKNOWN_TOPIC_OR_PARTITION, true);
  }
  const partition = broker.replicas.partition(topic, index);
  if (partition === undefined || !mayRead(reader, partition)) return failed(index, ERROR.NOT_LEADER_OR_FOLLOWER);
  if (asked.currentLeaderEpoch !== -1 && asked.currentLeaderEpoch < partition.leaderEpoch) {
    return failed(index, ERROR.FENCED_LEADER_EPOCH);
  }
  if (asked.currentLeaderEpoch > partition.leaderEpoch) return failed(index, ERROR.UNKNOWN_LEADER_EPOCH);
  const { log } = partition;
  const parting = divergence(partition, asked);
  if (parting === 'out of range') return failed(index, ERROR.OFFSET_OUT_OF_RANGE);
  if (parting !== null) return { ...failed(index, 0), highWatermark: partition.highWatermark, divergingEpoch: parting };
  const limit = Math.min(asked.partitionMaxBytes, bytesLeft);
  try {
    return {
      partitionIndex: index,
      errorCode: 0,
      isUnknown: false,
      highWatermark: partition.highWatermark,
      lastStableOffset: reader.follower === null ? partition.lastStableOffset : -1,
      logStartOffset: log.logStartOffset,
      records: log.read(asked.fetchOffset, endFor(reader, partition), limit, atLeastOne),
    };
  } catch (error) {
    if (error instanceof OffsetOutOfRange) return failed(index, ERROR.OFFSET_OUT_OF_RANGE);
    throw error;
  }
}

const failed = (partitionIndex: number, errorCode: number, isUnknown = false): PartitionRead => ({
  partitionIndex,
  errorCode,
  isUnknown,
  highWatermark: -1,
  lastStableOffset: -1,
  logStartOffset: -1,
  records: NO_RECORDS,
});

/**
 * Every partition can be read, and the reader has all of it: `read` would find no bytes and no error. A fetch that
 * comes is nearly always so, and then no answer has to be made to find that it waits.
 */
export function hasNothingNew(broker: BrokerContext, request: FetchRequest, reader: Reader): boolean {
  if (request.topics.length === 0) return false;
  return request.topics.every((topic) => {
    const name = topicName(broker, topic);
    if (name === null || topic.partitions.length === 0) return false;
    return topic.partitions.every((asked) => {
      if (partitionOf(broker.image, name, asked.partition) === undefined) return false;
      const partition = broker.replicas.partition(name, asked.partition);
      if (partition === undefined || !mayRead(reader, partition)) return false;
      const { currentLeaderEpoch: epoch, lastFetchedEpoch, fetchOffset } = asked;
      if (epoch !== -1 && epoch !== partition.leaderEpoch) return false;
      if (lastFetchedEpoch >= 0 && lastFetchedEpoch !== partition.log.epochs.latestEpoch) return false;
      return fetchOffset === endFor(reader, partition);
    });
  });
}

/** Consumers see what is committed. */
const endFor = ({ follower }: Reader, { highWatermark, log }: Partition): number =>
  follower === null ? highWatermark : log.logEndOffset;

/** Followers read from their leader; consumers since version 11 from whoever has a replica (KIP-392). */
function mayRead({ follower, version }: Reader, { image, isLeader }: Partition): boolean {
  if (follower !== null) return isLeader && image.replicas.includes(follower);
  return isLeader || (version >= 11 && image.leader >= 0);
}

/**
 * A follower's last epoch must end where it ends here, or its log parts from ours (KIP-595, KIP-320).
 * Kafka: Partition.readRecords.
 */
function divergence({ log }: Partition, asked: Asked) {
  if (asked.lastFetchedEpoch < 0) return null;
  const end = log.endOffsetForEpoch(asked.lastFetchedEpoch);
  if (end.endOffset < 0) return 'out of range';
  if (asked.fetchOffset < log.logStartOffset) return 'out of range';
  if (end.leaderEpoch >= asked.lastFetchedEpoch && end.endOffset >= asked.fetchOffset) return null;
  return { epoch: end.leaderEpoch, endOffset: end.endOffset };
}
