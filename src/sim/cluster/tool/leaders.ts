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
  const cluster = yield* admin.call('describeCluster', 'any', 'DescribeCluster', { endpointType: 1 });
  const unknown = replicas.find((id) => !cluster.brokers.some(({ brokerId }) => brokerId === id));
  if (unknown !== undefined) throw new ToolFailure(null, `Unknown broker id ${unknown}`);
  const described = yield* describeTopic(admin, topic);
  const now = described.partitions.find(({ partitionIndex }) => partitionIndex === partition)?.replicaNodes ?? [];
  const response = yield* admin.call('alterPartitionReassignments', 'controller', 'AlterPartitionReassignments', {
    topics: [{ name: topic, partitions: [{ partitionIndex: partition, replicas }] }],
    timeoutMs: admin.timeoutMs,
  });
  expectNoError(response);
  expectNoError(response.responses[0]?.partitions[0]);
  const before = { topic, partition, replicas: now, log_dirs: now.map(() => 'any') };
  return [
    'Current partition replica assignment',
    '',
    JSON.stringify({ version: 1, partitions: [before] }),
    '',
    'Save this to use as the --reassignment-json-file option during rollback',
    `Successfully started partition reassignment for ${partitionName(topic, partition)}`,
  ].join('\n');
}
