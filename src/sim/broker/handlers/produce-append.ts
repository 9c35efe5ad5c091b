import { ERROR } from '../../protocol/errors';
import type { ProducerBatch } from '../../storage/producer-entry';
import type { BrokerContext } from '../context';
import type { Partition } from '../partition';
import { checkProduced, type CheckedBatch, type Refusal } from '../validate-batch';

/** What a Produce response says of one partition. */
export interface Result {
  readonly index: number;
  errorCode: number;
  readonly baseOffset: number;
  readonly logAppendTimeMs?: number;
  readonly logStartOffset?: number;
  readonly recordErrors?: Refusal['recordErrors'];
  readonly errorMessage?: string | null;
}

/** A partition of the request that was appended and, with acks=all, waits until the high watermark passes it. */
export interface Waiting {
  readonly partition: Partition;
  readonly leaderEpoch: number;
  readonly lastOffset: number;
  readonly result: Result;
}

/** Appends what a leader accepts, and says in `waiting` what acks=all has to wait for. */
export function append(
  broker: BrokerContext,
  messageId: number | null,
  topic: string,
  index: number,
  records: Uint8Array | null,
  acks: number,
  waiting: Waiting[],
): Result {
  const admitted = admit(broker, topic, index, records, acks);
  if ('errorCode' in admitted) return admitted;
  const { partition, batch, written } = admitted;
  const { log, leaderEpoch } = partition;
  const { baseOffset, lastOffset, logAppendTimeMs } =
    written === null ? write(broker, partition, batch, messageId) : asWritten(written);
  const result: Result = { index, errorCode: 0, baseOffset, logAppendTimeMs, logStartOffset: log.logStartOffset };
  waiting.push({ partition, leaderEpoch, lastOffset, result });
  return result;
}

/** What may be appended to a partition that is led here. */
interface Admitted {
  readonly partition: Partition;
  readonly batch: CheckedBatch;
  /** A batch that is here already: its producer sends it again. */
  readonly written: ProducerBatch | null;
}

/** Whether this broker would append it now, and if not, why. */
export function admit(
  broker: BrokerContext,
  topic: string,
  index: number,
  records: Uint8Array | null,
  acks: number,
): Admitted | Result {
  const partition = broker.replicas.partition(topic, index);
  if (partition === undefined) {
    const known = broker.image.topics.get(topic)?.partitions[index] !== undefined;
    return failed(index, known ? ERROR.NOT_LEADER_OR_FOLLOWER : ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  }
  if (!partition.isLeader) return failed(index, ERROR.NOT_LEADER_OR_FOLLOWER);
  if (broker.image.topics.get(topic)?.internal === true) return failed(index, ERROR.INVALID_TOPIC_EXCEPTION);
  const { log } = partition;
  const byLog = (refused: Omit<Result, 'index' | 'baseOffset' | 'logStartOffset'>): Result => ({
    ...failed(index, refused.errorCode),
    ...refused,
    logStartOffset: log.logStartOffset,
  });
  if (acks === -1 && partition.isUnderMinIsr) return byLog({ errorCode: ERROR.NOT_ENOUGH_REPLICAS });
  const checked = checkProduced(records, log.config, broker.nowMs(), `${topic}-${index}`);
  if (!checked.ok) {
    const { errorCode, errorMessage, recordErrors } = checked;
    return checked.byLog ? byLog({ errorCode, errorMessage, recordErrors }) : failed(index, errorCode);
  }
  const { batch } = checked;
  const sequence = log.producers.check(batch.header, `${topic}-${index}`, log.logEndOffset);
  if (sequence.kind === 'error') return byLog({ errorCode: sequence.errorCode });
  return { partition, batch, written: sequence.kind === 'duplicate' ? sequence.batch : null };
}

interface Written {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** -1: the producer's own time stands. */
  readonly logAppendTimeMs: number;
}

function write(broker: BrokerContext, partition: Partition, batch: CheckedBatch, messageId: number | null): Written {
  const { baseOffset, lastOffset, maxTimestamp } = broker.replicas.appendAsLeader(partition, batch, messageId);
  const isStamped = partition.log.config.messageTimestampType === 'LogAppendTime';
  return { baseOffset, lastOffset, logAppendTimeMs: isStamped ? maxTimestamp : -1 };
}

/** A batch that is here already is answered as when it was written, but for its time, which Kafka always says then. */
const asWritten = ({ firstOffset, lastOffset, timestampMs }: ProducerBatch): Written => ({
  baseOffset: firstOffset,
  lastOffset,
  logAppendTimeMs: timestampMs,
});

export const failed = (index: number, errorCode: number): Result => ({ index, errorCode, baseOffset: -1 });
