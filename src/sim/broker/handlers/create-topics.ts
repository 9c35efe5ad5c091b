import { ERROR } from '../../protocol/errors';
import type { CreateTopicsRequest, CreateTopicsResponse } from '../../protocol/messages/create-topics';
import type { ControllerHandler } from '../controller-call';

/** CreateTopics, on the active controller. Kafka: ReplicationControlManager.createTopics. */
export const createTopicsOnController: ControllerHandler<CreateTopicsRequest, CreateTopicsResponse> = (
  controller,
  request,
  events,
) => ({
  topics: request.topics.map((wish, index) => {
    const failed = (errorCode: number, errorMessage: string) => ({ name: wish.name, errorCode, errorMessage });
    const twice = request.topics.some((other, i) => i !== index && other.name === wish.name);
    if (twice) return failed(ERROR.INVALID_REQUEST, 'Duplicate topic name.');
    const decision = controller.createTopic(
      {
        name: wish.name,
        partitions: wish.numPartitions,
        replicationFactor: wish.replicationFactor,
        assignment: wish.assignments.length === 0 ? null : inPartitionOrder(wish.assignments),
        configs: Object.fromEntries(wish.configs.map(({ name, value }) => [name, value ?? ''])),
      },
      request.validateOnly,
      events,
    );
    if (!decision.ok) return failed(decision.errorCode, decision.message);
    const { topicId, partitions, configs } = decision.topic;
    return {
      name: wish.name,
      topicId,
      errorCode: 0,
      errorMessage: null,
      numPartitions: partitions.length,
      replicationFactor: partitions[0]?.replicas.length ?? -1,
      configs: Object.keys(configs)
        .sort()
        .map((name) => ({ name, value: configs[name] ?? null, readOnly: false, configSource: TOPIC_CONFIG_SOURCE })),
    };
  }),
});

const TOPIC_CONFIG_SOURCE = 1;

function inPartitionOrder(assignments: CreateTopicsRequest['topics'][number]['assignments']) {
  return [...assignments].sort((a, b) => a.partitionIndex - b.partitionIndex).map(({ brokerIds }) => brokerIds);
}
