import { US_PER_MS } from '../../../contract/ids';
import { topicById } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { ProduceRequest, ProduceResponse } from '../../protocol/messages/produce';
import type { Init } from '../../protocol/api';
import { ATTRIBUTE, ATTRIBUTES_AT, BATCH_HEADER_BYTES } from '../../protocol/batch-header';
import type { ProducerBatch } from '../../storage/producer-entry';
import { checkProduced, type CheckedBatch, type Refusal } from '../validate-batch';
import type { BrokerContext } from '../context';
import { later, reply, type Handler } from '../handler';
import { currentLeader, nodeEndpoints } from '../leader-hints';
import type { Partition } from '../partition';
import { watchKey } from '../purgatory';

/** Version that says who leads instead (KIP-951). */
const LEADER_HINTS_SINCE = 10;

interface Result {
  readonly index: number;
  errorCode: number;
  readonly baseOffset: number;
  readonly logAppendTimeMs?: number;
  readonly logStartOffset?: number;
  readonly recordErrors?: Refusal['recordErrors'];
  readonly errorMessage?: string | null;
}

/** A partition of the request that was appended and, with acks=all, waits until the high watermark passes it. */
interface Waiting {
  readonly partition: Partition;
  readonly leaderEpoch: number;
  readonly lastOffset: number;
  readonly result: Result;
}

/**
 * Produce: append on the leader; answer at once (acks=1), never (acks=0), or when every in-sync replica has it
 * (acks=-1). Kafka: KafkaApis.handleProduceRequest, ReplicaManager.appendRecords, DelayedProduce.
 */
export const handleProduce: Handler<ProduceRequest, ProduceResponse> = (broker, call, request) => {
  const { acks } = request;
  const waiting: Waiting[] = [];
  // Transactions are not simulated: nobody may write in one.
  const isRefused = request.topicData.some(({ partitionData }) => partitionData.some(isTransactional));
  const responses = request.topicData.map((topic) => {
    const name = topic.name !== '' ? topic.name : (topicById(broker.image, topic.topicId)?.name ?? null);
    const partitionResponses = topic.partitionData.map(({ index, records }): Result => {
      if (isRefused) return failed(index, ERROR.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
      if (acks !== 0 && acks !== 1 && acks !== -1) return failed(index, ERROR.INVALID_REQUIRED_ACKS);
      if (name === null) return failed(index, ERROR.UNKNOWN_TOPIC_ID);
      return append(broker, call.messageId, name, index, records, acks, waiting);
    });
    return { name: topic.name, topicId: topic.topicId, partitionResponses };
  });
  const answer = (): Init<ProduceResponse> =>
    call.header.apiVersion >= LEADER_HINTS_SINCE ? withLeaderHints(broker, responses) : { responses };
  if (acks === 0) {
    const error = responses.flatMap((topic) => topic.partitionResponses).find(({ errorCode }) => errorCode !== 0);
    return error === undefined
      ? { type: 'silent' }
      : { type: 'close', reason: `Produce with acks=0 failed with error ${error.errorCode}` };
  }
  if (acks !== -1 || waiting.length === 0) return reply(answer());
  return later((respond) =>
    broker.purgatory.tryCompleteElseWatch({
      keys: waiting.flatMap(({ partition }) => [
        watchKey('high-watermark', partition.topic, partition.partition),
        watchKey('leader', partition.topic, partition.partition),
      ]),
      timeoutUs: Math.max(0, request.timeoutMs) * US_PER_MS,
      tryComplete() {
        if (!waiting.every((one) => settle(one))) return false;
        respond(answer());
        return true;
      },
      expire() {
        for (const one of waiting) if (!settle(one)) one.result.errorCode = ERROR.REQUEST_TIMED_OUT;
        respond(answer());
      },
    }),
  );
};

interface TopicResult {
  readonly name: string;
  readonly topicId: string;
  readonly partitionResponses: readonly Result[];
}

/** KIP-951. */
function withLeaderHints(broker: BrokerContext, responses: readonly TopicResult[]): Init<ProduceResponse> {
  const hinted = responses.map((topic) => {
    const name = topic.name !== '' ? topic.name : (topicById(broker.image, topic.topicId)?.name ?? null);
    const partitionResponses = topic.partitionResponses.map((one) => ({
      ...one,
      currentLeader: currentLeader(broker, one.errorCode, name, one.index),
    }));
    return { ...topic, partitionResponses };
  });
  const leaders = hinted.flatMap(({ partitionResponses }) => partitionResponses.map((one) => one.currentLeader));
  return { responses: hinted, nodeEndpoints: nodeEndpoints(broker, leaders) };
}

/** Bytes that are no batch are refused for that, later. */
function isTransactional({ records }: { readonly records: Uint8Array | null }): boolean {
  if (records === null || records.length < BATCH_HEADER_BYTES) return false;
  return ((records[ATTRIBUTES_AT + 1] as number) & ATTRIBUTE.transactional) !== 0;
}

/** True when the wait of this partition is over, its result then final. */
function settle({ partition, leaderEpoch, lastOffset, result }: Waiting): boolean {
  if (!partition.isLeader || partition.leaderEpoch !== leaderEpoch) {
    result.errorCode = ERROR.NOT_LEADER_OR_FOLLOWER;
    return true;
  }
  if (partition.highWatermark <= lastOffset) return false;
  if (partition.isUnderMinIsr) result.errorCode = ERROR.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
  return true;
}

function append(
  broker: BrokerContext,
  messageId: number | null,
  topic: string,
  index: number,
  records: Uint8Array | null,
  acks: number,
  waiting: Waiting[],
): Result {
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
  const sequence = log.producers.check(checked.batch.header, `${topic}-${index}`, log.logEndOffset);
  if (sequence.kind === 'error') return byLog({ errorCode: sequence.errorCode });
  const { baseOffset, lastOffset, logAppendTimeMs } =
    sequence.kind === 'duplicate' ? asWritten(sequence.batch) : write(broker, partition, checked.batch, messageId);
  const result: Result = { index, errorCode: 0, baseOffset, logAppendTimeMs, logStartOffset: log.logStartOffset };
  waiting.push({ partition, leaderEpoch: partition.leaderEpoch, lastOffset, result });
  return result;
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

const failed = (index: number, errorCode: number): Result => ({ index, errorCode, baseOffset: -1 });
