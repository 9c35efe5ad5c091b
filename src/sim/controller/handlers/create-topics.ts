import { topicConfigs as describeTopicConfigs } from '../../config/describe';
import type { Init } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { CreateTopicsRequest, CreateTopicsResponse } from '../../protocol/messages/create-topics';
import { applyRecords } from '../apply-records';
import type { Controller, ControllerResult } from '../controller';
import { topicConfigs } from '../metadata-image';
import type { MetadataRecord } from '../metadata-records';
import { createTopic, PARTITIONS_PER_REQUEST_MAX } from '../topic-control';

type Wish = CreateTopicsRequest['topics'][number];

/** CreateTopics. Kafka: ReplicationControlManager.createTopics. */
export function createTopics(
  controller: Controller,
  request: CreateTopicsRequest,
): ControllerResult<Init<CreateTopicsResponse>> {
  const records: MetadataRecord[] = [];
  let { image } = controller;
  const firstOfEach = request.topics.filter(
    (wish, index) => request.topics.findIndex(({ name }) => name === wish.name) === index,
  );
  if (partitionsWanted(request.topics, controller.rules.topicDefaults.partitions) > PARTITIONS_PER_REQUEST_MAX) {
    const errorMessage = 'Excessively large number of partitions per request.';
    const refused = firstOfEach.map(({ name }) => ({ name, errorCode: ERROR.POLICY_VIOLATION, errorMessage }));
    return { response: { topics: refused }, records };
  }
  const topics = firstOfEach.map((wish) => {
    const failed = (errorCode: number, errorMessage: string) => ({ name: wish.name, errorCode, errorMessage });
    const twice = request.topics.some((other) => other !== wish && other.name === wish.name);
    if (twice) return failed(ERROR.INVALID_REQUEST, 'Duplicate topic name.');
    const odd = wish.assignments.length === 0 ? null : assignmentProblem(wish);
    if (odd !== null) return failed(odd.errorCode, odd.message);
    const topic = {
      name: wish.name,
      partitions: wish.numPartitions,
      replicationFactor: wish.replicationFactor,
      assignment: wish.assignments.length === 0 ? null : inPartitionOrder(wish.assignments),
      configs: Object.fromEntries(wish.configs.map(({ name, value }) => [name, value])),
    };
    const decision = createTopic(image, topic, controller.rules.topicDefaults, controller.random);
    if (!decision.ok) return failed(decision.errorCode, decision.message);
    const after = applyRecords(image, decision.records).image;
    if (!request.validateOnly) {
      image = after;
      records.push(...decision.records);
    }
    const partitions = after.topics.get(wish.name)?.partitions ?? [];
    const { layers } = controller.rules.configs();
    return {
      name: wish.name,
      topicId: decision.topicId,
      errorCode: 0,
      errorMessage: null,
      numPartitions: partitions.length,
      replicationFactor: partitions[0]?.replicas.length ?? -1,
      configs: describeTopicConfigs(topicConfigs(after, wish.name), layers),
    };
  });
  return { response: { topics }, records };
}

/** Of all topics together, whatever else is wrong with them. Kafka: validateTotalNumberOfPartitions. */
function partitionsWanted(topics: readonly Wish[], byDefault: number): number {
  let total = 0;
  for (const { numPartitions, assignments } of topics) {
    if (assignments.length > 0) total += assignments.length;
    else total += numPartitions === -1 ? byDefault : Math.max(0, numPartitions);
  }
  return total;
}

/** What is wrong with a manual placement before one looks at its brokers. */
function assignmentProblem({ numPartitions, replicationFactor, assignments }: Wish) {
  const indexes = assignments.map(({ partitionIndex }) => partitionIndex);
  const twice = indexes.find((index, i) => indexes.indexOf(index) !== i);
  const given = (what: string) => ({
    errorCode: ERROR.INVALID_REQUEST,
    message: `A manual partition assignment was specified, but ${what} was not set to -1.`,
  });
  if (replicationFactor !== -1) return given('replication factor');
  if (numPartitions !== -1) return given('numPartitions');
  const invalid = (message: string) => ({ errorCode: ERROR.INVALID_REPLICA_ASSIGNMENT, message });
  if (twice !== undefined) return invalid(`Found multiple manual partition assignments for partition ${twice}`);
  if (indexes.some((index) => index < 0 || index >= indexes.length)) {
    return invalid('partitions should be a consecutive 0-based integer sequence');
  }
  return null;
}

function inPartitionOrder(assignments: CreateTopicsRequest['topics'][number]['assignments']) {
  return [...assignments].sort((a, b) => a.partitionIndex - b.partitionIndex).map(({ brokerIds }) => brokerIds);
}
