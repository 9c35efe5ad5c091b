import { US_PER_MS } from '../../../contract/ids';
import { topicById } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { ProduceRequest, ProduceResponse } from '../../protocol/messages/produce';
import type { Init } from '../../protocol/api';
import { checkProduced } from '../append';
import type { BrokerContext } from '../context';
import { later, reply, type Handler } from '../handler';
import type { Partition } from '../partition';
import { watchKey } from '../purgatory';

interface Result {
  readonly index: number;
  errorCode: number;
  readonly baseOffset: number;
  readonly logStartOffset?: number;
  readonly errorMessage?: string;
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
  const responses = request.topicData.map((topic) => {
    const name = topic.name !== '' ? topic.name : (topicById(broker.image, topic.topicId)?.name ?? null);
    const partitionResponses = topic.partitionData.map(({ index, records }): Result => {
      if (acks !== 0 && acks !== 1 && acks !== -1) return failed(index, ERROR.INVALID_REQUIRED_ACKS);
      if (name === null) return failed(index, ERROR.UNKNOWN_TOPIC_ID);
      return append(broker, call.messageId, name, index, records, acks, waiting);
    });
    return { name: topic.name, topicId: topic.topicId, partitionResponses };
  });
  const response: Init<ProduceResponse> = { responses };
  if (acks === 0) {
    const error = responses.flatMap((topic) => topic.partitionResponses).find(({ errorCode }) => errorCode !== 0);
    return error === undefined
      ? { type: 'silent' }
      : { type: 'close', reason: `Produce with acks=0 failed with error ${error.errorCode}` };
  }
  if (acks !== -1 || waiting.length === 0) return reply(response);
  return later((respond) =>
    broker.purgatory.tryCompleteElseWatch({
      keys: waiting.flatMap(({ partition }) => [
        watchKey('high-watermark', partition.topic, partition.partition),
        watchKey('leader', partition.topic, partition.partition),
      ]),
      timeoutUs: Math.max(0, request.timeoutMs) * US_PER_MS,
      tryComplete() {
        if (!waiting.every((one) => settle(one))) return false;
        respond(response);
        return true;
      },
      expire() {
        for (const one of waiting) if (!settle(one)) one.result.errorCode = ERROR.REQUEST_TIMED_OUT;
        respond(response);
      },
    }),
  );
};

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
  if (acks === -1 && partition.isUnderMinIsr) return failed(index, ERROR.NOT_ENOUGH_REPLICAS);
  const checked = checkProduced(records, partition.log.config);
  if (!checked.ok) return { ...failed(index, checked.errorCode), errorMessage: checked.message };
  const { log } = partition;
  const sequence = log.producers.check(checked.batch.header, `${topic}-${index}`, log.logEndOffset);
  if (sequence.kind === 'error') return { ...failed(index, sequence.errorCode), errorMessage: sequence.message };
  // A batch that is here already is answered as when it was written, once the in-sync replicas have it too.
  const stored =
    sequence.kind === 'duplicate'
      ? { baseOffset: sequence.batch.firstOffset, lastOffset: sequence.batch.lastOffset }
      : broker.replicas.appendAsLeader(partition, checked.batch, messageId);
  const result: Result = {
    index,
    errorCode: 0,
    baseOffset: stored.baseOffset,
    logStartOffset: partition.log.logStartOffset,
  };
  waiting.push({ partition, leaderEpoch: partition.leaderEpoch, lastOffset: stored.lastOffset, result });
  return result;
}

const failed = (index: number, errorCode: number): Result => ({ index, errorCode, baseOffset: -1 });
