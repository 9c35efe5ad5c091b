import { partitionOf } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { ListOffsetsRequest, ListOffsetsResponse } from '../../protocol/messages/list-offsets';
import { decodeRecords } from '../../protocol/record-batch';
import type { StoredBatch } from '../../storage/stored-batch';
import type { BrokerContext } from '../context';
import { reply, type Handler } from '../handler';
import type { Partition } from '../partition';

/** Timestamps with a meaning of their own, and the versions that brought them. Kafka: ListOffsetsRequest. */
const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;
const LATEST_TIERED = -5;
const EARLIEST_PENDING_UPLOAD = -6;

const SINCE: ReadonlyMap<number, number> = new Map([
  [LATEST, 1],
  [EARLIEST, 1],
  [MAX_TIMESTAMP, 7],
  [EARLIEST_LOCAL, 8],
  [LATEST_TIERED, 9],
  [EARLIEST_PENDING_UPLOAD, 11],
]);

interface Found {
  readonly errorCode?: number;
  readonly timestamp: number;
  readonly offset: number;
  readonly leaderEpoch: number;
}

const NOT_FOUND: Found = { timestamp: -1, offset: -1, leaderEpoch: -1 };

/** ListOffsets: first, last, or first since a time. Kafka: ReplicaManager.fetchOffset, UnifiedLog.fetchOffsetByTimestamp. */
export const handleListOffsets: Handler<ListOffsetsRequest, ListOffsetsResponse> = (broker, call, request) =>
  reply({
    topics: request.topics.map(({ name, partitions }) => {
      const indexes = partitions.map(({ partitionIndex }) => partitionIndex);
      return {
        name,
        partitions: partitions
          .filter(({ partitionIndex }, i) => indexes.indexOf(partitionIndex) === i)
          .map(({ partitionIndex, currentLeaderEpoch, timestamp }) => ({
            partitionIndex,
            ...(indexes.indexOf(partitionIndex) !== indexes.lastIndexOf(partitionIndex)
              ? { ...NOT_FOUND, errorCode: ERROR.INVALID_REQUEST }
              : isUnderstood(timestamp, call.header.apiVersion)
                ? find(broker, name, partitionIndex, currentLeaderEpoch, timestamp, request.replicaId)
                : { ...NOT_FOUND, errorCode: ERROR.UNSUPPORTED_VERSION }),
          })),
      };
    }),
  });

const isUnderstood = (timestamp: number, version: number): boolean =>
  timestamp >= 0 || version >= (SINCE.get(timestamp) ?? Infinity);

function find(
  broker: BrokerContext,
  topic: string,
  index: number,
  currentLeaderEpoch: number,
  timestamp: number,
  replicaId: number,
): Found {
  const failed = (errorCode: number): Found => ({ ...NOT_FOUND, errorCode });
  const partition = broker.replicas.partition(topic, index);
  if (partition === undefined || !partition.isLeader) {
    const known = partitionOf(broker.image, topic, index) !== undefined;
    return failed(known ? ERROR.NOT_LEADER_OR_FOLLOWER : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  }
  if (currentLeaderEpoch !== -1 && currentLeaderEpoch < partition.leaderEpoch) return failed(ERROR.FENCED_LEADER_EPOCH);
  if (currentLeaderEpoch > partition.leaderEpoch) return failed(ERROR.UNKNOWN_LEADER_EPOCH);
  // A new leader does not know yet how far its predecessor had committed.
  if (replicaId < 0 && timestamp !== EARLIEST && partition.highWatermark < partition.epochStartOffset) {
    return failed(ERROR.OFFSET_NOT_AVAILABLE);
  }
  return lookUp(partition, timestamp, replicaId >= 0 ? partition.log.logEndOffset : partition.highWatermark);
}

function lookUp({ log, leaderEpoch }: Partition, timestamp: number, visibleEnd: number): Found {
  switch (timestamp) {
    case LATEST:
      return { timestamp: -1, offset: visibleEnd, leaderEpoch };
    case EARLIEST:
    case EARLIEST_LOCAL:
      return { timestamp: -1, offset: log.logStartOffset, leaderEpoch };
    case MAX_TIMESTAMP:
      return firstRecord(log.batchWithMaxTimestamp(), (record, batch) => record === batch.maxTimestamp, visibleEnd);
    case LATEST_TIERED:
    case EARLIEST_PENDING_UPLOAD:
      return NOT_FOUND;
    default:
      return since(log, timestamp, visibleEnd);
  }
}

/** The first record of this time or later. */
function since(log: Partition['log'], timestampMs: number, visibleEnd: number): Found {
  const found = log.offsetForTimestamp(timestampMs);
  if (found === null || found.offset >= visibleEnd) return NOT_FOUND;
  return { timestamp: found.timestampMs, offset: found.offset, leaderEpoch: found.leaderEpoch };
}

function firstRecord(
  batch: StoredBatch | null,
  fits: (timestampMs: number, batch: StoredBatch) => boolean,
  visibleEnd: number,
): Found {
  if (batch === null) return NOT_FOUND;
  const record = decodeRecords(batch.bytes).find(({ timestampMs }) => fits(timestampMs, batch));
  if (record === undefined || record.offset >= visibleEnd) return NOT_FOUND;
  return { timestamp: record.timestampMs, offset: record.offset, leaderEpoch: batch.leaderEpoch };
}
