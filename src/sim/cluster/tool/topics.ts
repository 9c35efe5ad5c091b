import type { TopicSpec } from '../../../contract/scenario';
import type { ResponseNamed } from '../../protocol/registry';
import type { AdminClient } from './admin-client';
import { failureOf, ToolFailure, type Steps } from './steps';

/** kafka-topics.sh. Kafka: TopicCommand. */

const SHORT_MAX = 32_767;

/** --create. */
export function* createTopic(admin: AdminClient, spec: TopicSpec): Steps<string> {
  const { name, partitions, replicationFactor, assignment, configs = {} } = spec;
  refuseByItself(spec);
  const placed =
    assignment === undefined
      ? { numPartitions: partitions, replicationFactor, assignments: [] }
      : {
          numPartitions: -1,
          replicationFactor: -1,
          assignments: assignment.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
        };
  const settings = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
  const body = { topics: [{ name, ...placed, configs: settings }], timeoutMs: admin.timeoutMs };
  const { topics } = yield* admin.call('createTopics', 'controller', 'CreateTopics', body);
  expectNoError(topics[0]);
  return `Created topic ${name}.`;
}

/** What the tool looks at before it asks anybody. */
function refuseByItself({ partitions, replicationFactor, assignment }: TopicSpec): void {
  const refuse = (message: string): never => {
    throw new ToolFailure(null, message);
  };
  if (assignment === undefined) {
    if (partitions < 1) refuse('The partitions must be greater than 0');
    if (replicationFactor < 1 || replicationFactor > SHORT_MAX) {
      refuse(`The replication factor must be between 1 and ${SHORT_MAX} inclusive`);
    }
    return;
  }
  assignment.forEach((replicas, partition) => {
    const twice = replicas.filter((id, i) => replicas.indexOf(id) !== i);
    if (twice.length > 0) {
      refuse(`Partition replica lists may not contain duplicate entries: ${[...new Set(twice)].join(',')}`);
    }
    if (replicas.length !== assignment[0]?.length) {
      refuse(`Partition ${partition} has different replication factor: [${replicas.join(', ')}]`);
    }
  });
}

/** --delete. */
export function* deleteTopic(admin: AdminClient, name: string): Steps<null> {
  yield* expectTopic(admin, name);
  const body = { topics: [{ name }], timeoutMs: admin.timeoutMs };
  const { responses } = yield* admin.call('deleteTopics', 'controller', 'DeleteTopics', body);
  expectNoError(responses[0]);
  return null;
}

/** --alter --partitions: the new total. */
export function* addPartitions(admin: AdminClient, name: string, count: number): Steps<null> {
  yield* expectTopic(admin, name);
  yield* describeTopic(admin, name);
  const body = { topics: [{ name, count, assignments: null }], timeoutMs: admin.timeoutMs };
  const { results } = yield* admin.call('createPartitions', 'controller', 'CreatePartitions', body);
  expectNoError(results[0]);
  return null;
}

type TopicDescription = ResponseNamed<'DescribeTopicPartitions'>['topics'][number];

/** Throws ToolFailure when there is no such topic. Kafka: KafkaAdminClient.describeTopics. */
export function* describeTopic(admin: AdminClient, name: string): Steps<TopicDescription> {
  const body = { topics: [{ name }] };
  const { topics } = yield* admin.call('describeTopics', 'any', 'DescribeTopicPartitions', body);
  const [topic] = topics;
  expectNoError(topic);
  return topic as TopicDescription;
}

/** What the tool itself looks after, among all topics, before it asks for anything. Kafka: ensureTopicExists. */
function* expectTopic(admin: AdminClient, name: string): Steps<void> {
  const body = { topics: null, allowAutoTopicCreation: false };
  const { topics } = yield* admin.call('listTopics', 'any', 'Metadata', body);
  if (topics.some((topic) => topic.name === name)) return;
  throw new ToolFailure(null, `Topic '${name}' does not exist as expected`);
}

interface Refusable {
  readonly errorCode: number;
  readonly errorMessage?: string | null;
}

/** Throws ToolFailure for an answer that is a refusal, or that is missing. */
export function expectNoError(answer: Refusable | undefined): void {
  if (answer === undefined) throw new ToolFailure('UNKNOWN_SERVER_ERROR', 'The broker did not answer for it.');
  if (answer.errorCode !== 0) throw failureOf(answer.errorCode, answer.errorMessage);
}
