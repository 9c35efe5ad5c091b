import { aliveBroker, type PartitionImage } from '../../controller/metadata-image';
import { topicNameProblem } from '../../controller/topic-name';
import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { ZERO_UUID } from '../../protocol/uuid';
import { TOPIC_OPERATIONS } from '../authorized-operations';
import type { BrokerContext } from '../context';
import { reply, type Handler } from '../handler';

/** max.request.partition.size.limit */
const PARTITIONS_MAX = 2000;

/**
 * Topics page by page, with their eligible leader replicas (KIP-966). Kafka: DescribeTopicPartitionsRequestHandler.
 */
export const handleDescribeTopicPartitions: Handler<
  RequestNamed<'DescribeTopicPartitions'>,
  ResponseNamed<'DescribeTopicPartitions'>
> = (broker, _call, request) => {
  const { image } = broker;
  const asked = request.topics.length > 0 ? request.topics.map(({ name }) => name) : [...image.topics.keys()];
  const { cursor } = request;
  if (cursor !== null && cursor.partitionIndex < 0) return reply({ topics: [], nextCursor: null });
  const names = [...new Set(asked)].sort().filter((name) => cursor === null || name >= cursor.topicName);
  let left = Math.max(1, Math.min(request.responsePartitionLimit, PARTITIONS_MAX));
  const topics = [];
  for (const name of names) {
    const topic = image.topics.get(name);
    if (topic === undefined) {
      const errorCode =
        topicNameProblem(name) === null ? ERROR.UNKNOWN_TOPIC_OR_PARTITION : ERROR.INVALID_TOPIC_EXCEPTION;
      topics.push({ errorCode, name, topicId: ZERO_UUID, partitions: [], topicAuthorizedOperations: TOPIC_OPERATIONS });
      continue;
    }
    if (left === 0) return reply({ topics, nextCursor: { topicName: name, partitionIndex: 0 } });
    const from = cursor?.topicName === name ? cursor.partitionIndex : 0;
    const shown = topic.partitions.slice(from, from + left);
    left -= shown.length;
    const partitions = shown.map((partition) => describe(broker, partition));
    topics.push({
      errorCode: 0,
      name,
      topicId: topic.topicId,
      isInternal: topic.internal,
      partitions,
      topicAuthorizedOperations: TOPIC_OPERATIONS,
    });
    if (from + shown.length < topic.partitions.length) {
      return reply({ topics, nextCursor: { topicName: name, partitionIndex: from + shown.length } });
    }
  }
  return reply({ topics, nextCursor: null });
};

function describe({ image }: BrokerContext, state: PartitionImage) {
  const isLed = aliveBroker(image, state.leader) !== undefined;
  return {
    // Unlike Metadata, a partition without a leader is no error here.
    errorCode: 0,
    partitionIndex: state.partition,
    leaderId: isLed ? state.leader : -1,
    leaderEpoch: state.leaderEpoch,
    replicaNodes: state.replicas,
    isrNodes: state.isr,
    eligibleLeaderReplicas: state.elr,
    lastKnownElr: state.lastKnownElr,
    offlineReplicas: state.replicas.filter((id) => aliveBroker(image, id) === undefined),
  };
}
