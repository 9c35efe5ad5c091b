import { US_PER_MS } from '../../../contract/ids';
import { topicById } from '../../controller/metadata-image';
import { ERROR } from '../../protocol/errors';
import type { ProduceRequest, ProduceResponse } from '../../protocol/messages/produce';
import type { Init } from '../../protocol/api';
import { ATTRIBUTE, ATTRIBUTES_AT, BATCH_HEADER_BYTES } from '../../protocol/batch-header';
import type { BrokerContext } from '../context';
import { later, reply, type Handler } from '../handler';
import { currentLeader, nodeEndpoints } from '../leader-hints';
import { COMMITTED_OR_LOST } from '../purgatory';
import { admit, append, failed, type Result, type Waiting } from './produce-append';

/** Version that says who leads instead (KIP-951). */
const LEADER_HINTS_SINCE = 10;

/**
 * Produce: append on the leader; answer at once (acks=1), never (acks=0), or when every in-sync replica has it
 * (acks=-1). Kafka: KafkaApis.handleProduceRequest, ReplicaManager.appendRecords, DelayedProduce.
 */
export const handleProduce: Handler<ProduceRequest, ProduceResponse> = (broker, call, request) => {
  if (broker.diskWrites.isFree) return produce(broker, call, request);
  const writes = expectedWrites(broker, request);
  if (writes.length === 0) return produce(broker, call, request);
  const bytes = writes.reduce((sum, size) => sum + size, 0);
  return {
    type: 'written-first',
    write: (written) => broker.diskWrites.write(writes.length, bytes, written),
    then: () => produce(broker, call, request),
  };
};

const produce: Handler<ProduceRequest, ProduceResponse> = (broker, call, request) => {
  const { acks } = request;
  const waiting: Waiting[] = [];
  const isRefused = isInTransaction(request);
  const responses = request.topicData.map((topic) => {
    const name = topicName(broker, topic);
    const partitionResponses = topic.partitionData.map(({ index, records }): Result => {
      if (isRefused) return failed(index, ERROR.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
      if (!isAcks(acks)) return failed(index, ERROR.INVALID_REQUIRED_ACKS);
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
      partitions: waiting.map(({ partition }) => partition.name),
      changes: COMMITTED_OR_LOST,
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
    const name = topicName(broker, topic);
    const partitionResponses = topic.partitionResponses.map((one) => ({
      ...one,
      currentLeader: currentLeader(broker, one.errorCode, name, one.index),
    }));
    return { ...topic, partitionResponses };
  });
  const leaders = hinted.flatMap(({ partitionResponses }) => partitionResponses.map((one) => one.currentLeader));
  return { responses: hinted, nodeEndpoints: nodeEndpoints(broker, leaders) };
}

/** Bytes of each batch that will be written, as it looks now: what is refused, or here already, costs no write. */
function expectedWrites(broker: BrokerContext, request: ProduceRequest): number[] {
  const { acks, topicData } = request;
  if (!isAcks(acks) || isInTransaction(request)) return [];
  return topicData.flatMap((topic) => {
    const name = topicName(broker, topic);
    if (name === null) return [];
    return topic.partitionData.flatMap(({ index, records }) => {
      const admitted = admit(broker, name, index, records, acks);
      return 'errorCode' in admitted || admitted.written !== null ? [] : [admitted.batch.bytes.length];
    });
  });
}

const isAcks = (acks: number): boolean => acks === 0 || acks === 1 || acks === -1;

const topicName = (broker: BrokerContext, { name, topicId }: { readonly name: string; readonly topicId: string }) =>
  name !== '' ? name : (topicById(broker.image, topicId)?.name ?? null);

/** Transactions are not simulated: nobody may write in one. */
const isInTransaction = ({ topicData }: ProduceRequest): boolean =>
  topicData.some(({ partitionData }) => partitionData.some(isTransactional));

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
