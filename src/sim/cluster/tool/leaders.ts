import { partitionName, type BrokerId } from '../../../contract/ids';
import { ERROR } from '../../protocol/errors';
import type { AdminClient } from './admin-client';
import { ToolFailure, type Steps } from './steps';
import { describeTopic, expectNoError } from './topics';

const ELECTION_TYPE = { preferred: 0, unclean: 1 } as const;

/** kafka-leader-election.sh. Kafka: LeaderElectionCommand. */
export function* electLeader(
  admin: AdminClient,
  topic: string,
  partition: number,
  election: keyof typeof ELECTION_TYPE,
): Steps<string> {
  const response = yield* admin.call('electLeaders', 'controller', 'ElectLeaders', {
    electionType: ELECTION_TYPE[election],
    topicPartitions: [{ topic, partitions: [partition] }],
    timeoutMs: admin.timeoutMs,
  });
  const name = partitionName(topic, partition);
  const result = response.replicaElectionResults[0]?.partitionResult[0];
  if (result?.errorCode === ERROR.ELECTION_NOT_NEEDED) return `Valid replica already elected for partitions ${name}`;
  expectNoError(result ?? response);
  return `Successfully completed leader election (${election.toUpperCase()}) for partitions ${name}`;
}

/** kafka-reassign-partitions.sh --execute --additional. Kafka: ReassignPartitionsCommand.executeAssignment. */
export function* reassignPartition(
  admin: AdminClient,
  topic: string,
  partition: number,
  replicas: readonly BrokerId[],
): Steps<string> {
  // Without --additional it would refuse now if anything is being moved.
  yield* admin.call('listPartitionReassignments', 'controller', 'ListPartitionReassignments', { topics: null });
  const { brokers } = yield* admin.call('describeCluster', 'any', 'DescribeCluster', { endpointType: 1 });
  const live = new Set(brokers.map(({ brokerId }) => brokerId));
  const unknown = replicas.find((id) => !live.has(id));
  if (unknown !== undefined) throw new ToolFailure(null, `Unknown broker id ${unknown}`);
  const described = yield* describeTopic(admin, topic);
  const before = described.partitions.find(({ partitionIndex }) => partitionIndex === partition)?.replicaNodes;
  if (before === undefined) {
    const what = `Unable to find partition: ${partitionName(topic, partition)}`;
    throw new ToolFailure('UNKNOWN_TOPIC_OR_PARTITION', what);
  }
  const dirs = yield* logDirs(
    admin,
    topic,
    partition,
    before.filter((id) => live.has(id)),
  );
  const response = yield* admin.call('alterPartitionReassignments', 'controller', 'AlterPartitionReassignments', {
    topics: [{ name: topic, partitions: [{ partitionIndex: partition, replicas }] }],
    timeoutMs: admin.timeoutMs,
  });
  expectNoError(response);
  expectNoError(response.responses[0]?.partitions[0]);
  const now = { topic, partition, replicas: before, log_dirs: before.map((id) => dirs.get(id) ?? 'any') };
  return [
    'Current partition replica assignment',
    '',
    JSON.stringify({ version: 1, partitions: [now] }),
    '',
    'Save this to use as the --reassignment-json-file option during rollback',
    `Successfully started partition reassignment for ${partitionName(topic, partition)}`,
  ].join('\n');
}

/** Where the replicas of a partition lie. */
function* logDirs(
  admin: AdminClient,
  topic: string,
  partition: number,
  brokers: readonly BrokerId[],
): Steps<ReadonlyMap<BrokerId, string>> {
  const body = { topics: [{ topic, partitions: [partition] }] };
  const answers = yield* admin.ofBrokers('describeReplicaLogDirs', brokers, 'DescribeLogDirs', body);
  return new Map(
    [...answers].flatMap(([broker, { results }]) =>
      results
        .filter(({ topics }) => topics.some(({ name }) => name === topic))
        .map(({ logDir }): [BrokerId, string] => [broker, logDir]),
    ),
  );
}
