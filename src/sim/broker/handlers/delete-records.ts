import { partitionOf } from '../../controller/metadata-image';
import { US_PER_MS } from '../../../contract/ids';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { OffsetOutOfRange } from '../../storage/errors';
import type { BrokerContext } from '../context';
import { later, type Handler } from '../handler';
import type { Partition } from '../partition';

/** DeleteRecords: up to the high watermark. */
const UP_TO_HIGH_WATERMARK = -1;

interface Result {
  readonly partitionIndex: number;
  lowWatermark: number;
  errorCode: number;
}

interface Waiting {
  readonly partition: Partition;
  readonly offset: number;
  readonly result: Result;
}

/**
 * Moves the log start of partitions; answered when every live replica has followed, with the least log start of them
 * all. Kafka: ReplicaManager.deleteRecords, DelayedDeleteRecords.
 */
export const handleDeleteRecords: Handler<RequestNamed<'DeleteRecords'>, ResponseNamed<'DeleteRecords'>> = (
  broker,
  _call,
  request,
) => {
  const waiting: Waiting[] = [];
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, offset }) => move(broker, name, partitionIndex, offset, waiting)),
  }));
  return later((respond) =>
    broker.purgatory.tryCompleteElseWatch({
      partitions: waiting.map(({ partition }) => partition.name),
      changes: ['log-start', 'leader'],
      timeoutUs: Math.max(0, request.timeoutMs) * US_PER_MS,
      tryComplete() {
        if (!waiting.every(settle)) return false;
        respond({ topics });
        return true;
      },
      expire() {
        for (const one of waiting) if (!settle(one)) one.result.errorCode = ERROR.REQUEST_TIMED_OUT;
        respond({ topics });
      },
    }),
  );
};

function settle({ partition, offset, result }: Waiting): boolean {
  if (!partition.isLeader) {
    result.errorCode = ERROR.NOT_LEADER_OR_FOLLOWER;
    return true;
  }
  result.lowWatermark = partition.lowWatermark;
  return result.lowWatermark >= offset;
}

function move(
  broker: BrokerContext,
  topic: string,
  partitionIndex: number,
  wanted: number,
  waiting: Waiting[],
): Result {
  const failed = (errorCode: number): Result => ({ partitionIndex, lowWatermark: -1, errorCode });
  if (broker.image.topics.get(topic)?.internal === true) return failed(ERROR.INVALID_TOPIC_EXCEPTION);
  const partition = broker.replicas.partition(topic, partitionIndex);
  if (partition === undefined || !partition.isLeader) {
    const known = partitionOf(broker.image, topic, partitionIndex) !== undefined;
    return failed(known ? ERROR.NOT_LEADER_OR_FOLLOWER : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  }
  if (!partition.log.config.cleanupPolicy.delete) return failed(ERROR.POLICY_VIOLATION);
  const offset = wanted === UP_TO_HIGH_WATERMARK ? partition.highWatermark : wanted;
  try {
    if (partition.log.deleteRecordsTo(offset, partition.highWatermark)) broker.replicas.logStartMoved(partition);
  } catch (error) {
    if (error instanceof OffsetOutOfRange) return failed(ERROR.OFFSET_OUT_OF_RANGE);
    throw error;
  }
  const result = { partitionIndex, lowWatermark: -1, errorCode: 0 };
  waiting.push({ partition, offset, result });
  return result;
}
