import {
  aliveBroker,
  aliveBrokers,
  INTERNAL_TOPICS,
  topicById,
  type PartitionImage,
  type TopicImage,
} from '../../controller/metadata-image';
import { topicNameProblem } from '../../controller/topic-name';
import { ERROR } from '../../protocol/errors';
import type { MetadataRequest, MetadataResponse } from '../../protocol/messages/metadata';
import { ZERO_UUID } from '../../protocol/uuid';
import type { Init } from '../../protocol/api';
import { CLUSTER_OPERATIONS, TOPIC_OPERATIONS } from '../authorized-operations';
import type { BrokerContext } from '../context';
import { reply, type Handler } from '../handler';

type TopicAnswer = NonNullable<Init<MetadataResponse>['topics']>[number];

/**
 * Metadata: brokers, topics, leaders. An unknown topic is created on the way if both sides allow it; the client is
 * told UNKNOWN_TOPIC_OR_PARTITION now and asks again. Kafka: KafkaApis.handleTopicMetadataRequest.
 */
export const handleMetadata: Handler<MetadataRequest, MetadataResponse> = (broker, call, request) => {
  const { image } = broker;
  if (call.header.apiVersion < IDS_SINCE && (request.topics ?? []).some(isById)) return reply(refusedWhole(request));
  // Version 0 had no null: an empty list meant all topics.
  const all = request.topics === null || (call.header.apiVersion === 0 && request.topics.length === 0);
  const topics = all
    ? [...image.topics.values()].map((topic) => describe(broker, topic))
    : distinct(request.topics ?? []).map(({ name, topicId }) => {
        const topic = name === null ? topicById(image, topicId) : image.topics.get(name);
        if (topic !== undefined) return describe(broker, topic);
        if (name === null) return { errorCode: ERROR.UNKNOWN_TOPIC_ID, name: null, topicId, partitions: [] };
        return unknown(broker, name, request.allowAutoTopicCreation);
      });
  const alive = aliveBrokers(image);
  return reply({
    brokers: alive.map(({ id, host, port, rack }) => ({ nodeId: id, host, port, rack })),
    clusterId: image.clusterId,
    // KRaft names any live broker: each forwards what only the controller may do.
    controllerId: alive.length === 0 ? -1 : (alive[broker.random.nextInt(alive.length)]?.id ?? -1),
    topics: request.includeTopicAuthorizedOperations
      ? topics.map((topic) => ({ ...topic, topicAuthorizedOperations: TOPIC_OPERATIONS }))
      : topics,
    ...(request.includeClusterAuthorizedOperations ? { clusterAuthorizedOperations: CLUSTER_OPERATIONS } : {}),
  });
};

/** Versions 10 and 11 have a place for ids, but brokers take none there (KAFKA-12701). */
const IDS_SINCE = 12;

type Wanted = NonNullable<MetadataRequest['topics']>[number];

const isById = ({ name, topicId }: Wanted): boolean => name === null || topicId !== ZERO_UUID;

/** Kafka: MetadataRequest.getErrorResponse. */
function refusedWhole({ topics }: MetadataRequest): Init<MetadataResponse> {
  const refused = (topics ?? []).map(({ name, topicId }) => {
    return { errorCode: ERROR.INVALID_REQUEST, name: name ?? '', topicId, partitions: [] };
  });
  return { topics: refused };
}

/** Asked for twice, a topic is described once. */
const distinct = (wanted: NonNullable<MetadataRequest['topics']>): NonNullable<MetadataRequest['topics']> =>
  wanted.filter(
    ({ name, topicId }, i) => wanted.findIndex((other) => other.name === name && other.topicId === topicId) === i,
  );

function unknown(broker: BrokerContext, name: string, mayCreate: boolean): TopicAnswer {
  const isInternal = INTERNAL_TOPICS.has(name);
  const refuse = (errorCode: number): TopicAnswer => ({
    errorCode,
    name,
    topicId: ZERO_UUID,
    isInternal,
    partitions: [],
  });
  if (topicNameProblem(name) !== null) return refuse(ERROR.INVALID_TOPIC_EXCEPTION);
  if (mayCreate && broker.config.flag('auto.create.topics.enable')) broker.controller.autoCreateTopic(name);
  return refuse(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
}

function describe(broker: BrokerContext, topic: TopicImage): TopicAnswer {
  return {
    errorCode: 0,
    name: topic.name,
    topicId: topic.topicId,
    isInternal: topic.internal,
    partitions: topic.partitions.map((partition) => describePartition(broker, partition)),
  };
}

function describePartition({ image }: BrokerContext, partition: PartitionImage) {
  const led = aliveBroker(image, partition.leader) !== undefined;
  return {
    errorCode: led ? 0 : ERROR.LEADER_NOT_AVAILABLE,
    partitionIndex: partition.partition,
    leaderId: led ? partition.leader : -1,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.isr,
    offlineReplicas: partition.replicas.filter((id) => aliveBroker(image, id) === undefined),
  };
}
