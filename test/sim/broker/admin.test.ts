import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { batchOf, world, type WireClient, type World } from '../../support/world';

const topicT = {
  name: 'T',
  partitions: 2,
  replicationFactor: 2,
  assignment: [
    [1, 2],
    [2, 3],
  ],
};

function produce(here: World, client: WireClient, count: number): void {
  for (let i = 0; i < count; i++) {
    const partitionData = [{ index: 0, records: batchOf(here, `k${i}`) }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData: [{ name: 'T', partitionData }] });
  }
}

describe('DeleteRecords', () => {
  it('moves the log start, and answers when the followers have moved too', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    produce(here, client, 5);
    const ask = (offset: number) =>
      client.request(1, 'DeleteRecords', 1, {
        topics: [{ name: 'T', partitions: [{ partitionIndex: 0, offset }] }],
        timeoutMs: 5000,
      }).topics[0]?.partitions[0];
    expect(ask(3)).toMatchObject({ lowWatermark: 3, errorCode: 0 });
    expect(here.events.filter(({ type }) => type === 'log-start')).toMatchObject([
      { broker: 1, offset: 3 },
      { broker: 2, offset: 3 },
    ]);
    expect(ask(9)).toMatchObject({ errorCode: ERROR.OFFSET_OUT_OF_RANGE });
    expect(ask(-1)).toMatchObject({ lowWatermark: 5, errorCode: 0 });
    const { topics } = client.request(1, 'ListOffsets', 3, {
      replicaId: -1,
      topics: [{ name: 'T', partitions: [{ partitionIndex: 0, timestamp: -2 }] }],
    });
    expect(topics[0]?.partitions[0]?.offset).toBe(5);
  });
});

describe('OffsetForLeaderEpoch', () => {
  it('tells where an epoch ends', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    produce(here, client, 2);
    const ask = (leaderEpoch: number, currentLeaderEpoch = 0) =>
      client.request(1, 'OffsetForLeaderEpoch', 4, {
        topics: [{ topic: 'T', partitions: [{ partition: 0, currentLeaderEpoch, leaderEpoch }] }],
      }).topics[0]?.partitions[0];
    expect(ask(0)).toMatchObject({ errorCode: 0, leaderEpoch: 0, endOffset: 2 });
    expect(ask(1)).toMatchObject({ errorCode: 0, leaderEpoch: -1, endOffset: -1 });
    expect(ask(0, 7)).toMatchObject({ errorCode: ERROR.UNKNOWN_LEADER_EPOCH });
  });
});

describe('describing', () => {
  it('DescribeCluster names brokers, the fenced ones when asked', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    here.cluster.command({ type: 'kill-broker', broker: 3 });
    here.run(15_000);
    const ask = (includeFencedBrokers: boolean) =>
      client
        .request(1, 'DescribeCluster', 2, { endpointType: 1, includeFencedBrokers })
        .brokers.map(({ brokerId, isFenced }) => `${brokerId}${isFenced ? ' fenced' : ''}`);
    expect(ask(false)).toEqual(['1', '2']);
    expect(ask(true)).toEqual(['1', '2', '3 fenced']);
  });

  it('DescribeTopicPartitions goes page by page, and knows eligible leader replicas', () => {
    const minIsr = { ...topicT, configs: { 'min.insync.replicas': '2' } };
    const here = world({ topics: [minIsr] });
    const client = here.client();
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.run(15_000);
    const first = client.request(1, 'DescribeTopicPartitions', 0, { topics: [], responsePartitionLimit: 1 });
    expect(first.topics[0]?.partitions).toMatchObject([{ leaderId: 1, isrNodes: [1], eligibleLeaderReplicas: [2] }]);
    expect(first.nextCursor).toEqual({ topicName: 'T', partitionIndex: 1 });
    const second = client.request(1, 'DescribeTopicPartitions', 0, { topics: [], cursor: first.nextCursor });
    expect(second.topics[0]?.partitions).toMatchObject([{ partitionIndex: 1, leaderId: 3, isrNodes: [3] }]);
    expect(second.nextCursor).toBeNull();
  });

  it('DescribeQuorum tells who votes and who reads along, and since when a voter lags', () => {
    const here = world({ brokers: 4, controllers: [1, 2, 3] });
    const client = here.client();
    const ask = () => {
      const topics = [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }];
      const partition = client.request(2, 'DescribeQuorum', 2, { topics }).topics[0]?.partitions[0];
      if (partition === undefined) throw new Error('no quorum');
      return partition;
    };
    here.run(2000);
    const before = ask();
    expect(before).toMatchObject({
      leaderId: 1,
      currentVoters: [{ replicaId: 1 }, { replicaId: 2 }, { replicaId: 3 }],
    });
    expect(before.observers.map(({ replicaId }) => replicaId)).toEqual([4]);
    expect(before.currentVoters.every(({ logEndOffset }) => logEndOffset === before.highWatermark)).toBe(true);
    here.cluster.command({ type: 'pause-broker', broker: 3 });
    here.run(20_000);
    const [leader, , paused] = ask().currentVoters;
    expect(leader!.lastCaughtUpTimestamp - paused!.lastCaughtUpTimestamp).toBeGreaterThan(19_000);
    expect(paused!.logEndOffset).toBeLessThan(leader!.logEndOffset);
  });

  it('DescribeLogDirs counts the bytes of this broker', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    produce(here, client, 1);
    const { results } = client.request(1, 'DescribeLogDirs', 4, { topics: null });
    const size = batchOf(here, 'k0').length;
    expect(results[0]?.topics).toEqual([
      { name: 'T', partitions: [{ partitionIndex: 0, partitionSize: size, offsetLag: 0, isFutureKey: false }] },
    ]);
  });

  it('ACLs and SASL: answered as a broker without an authorizer answers', () => {
    const client = world().client();
    const filter = { resourceTypeFilter: 1, resourceNameFilter: null, principalFilter: null, hostFilter: null };
    expect(client.request(1, 'DescribeAcls', 3, { ...filter, operation: 1, permissionType: 1 })).toMatchObject({
      errorCode: ERROR.SECURITY_DISABLED,
      errorMessage: 'No Authorizer is configured on the broker',
    });
  });
});

describe('leaders and replicas on request', () => {
  const leaderOf = (here: World, client: WireClient, partition = 0) => {
    here.run(1000);
    const { topics } = client.request(3, 'Metadata', 12, { topics: [{ name: 'T' }] });
    return topics[0]?.partitions[partition];
  };

  it('ElectLeaders brings the preferred leader back', () => {
    const here = world({ topics: [topicT], config: { 'auto.leader.rebalance.enable': 'false' } });
    const client = here.client();
    here.cluster.command({ type: 'stop-broker', broker: 1 });
    here.run(5000);
    expect(leaderOf(here, client)?.leaderId).toBe(2);
    here.cluster.command({ type: 'start-broker', broker: 1, disk: 'kept' });
    here.run(10_000);
    const elect = () =>
      client.request(2, 'ElectLeaders', 2, { electionType: 0, topicPartitions: [{ topic: 'T', partitions: [0] }] })
        .replicaElectionResults[0]?.partitionResult[0]?.errorCode;
    expect(leaderOf(here, client)?.leaderId).toBe(2);
    expect(elect()).toBe(0);
    expect(leaderOf(here, client)?.leaderId).toBe(1);
    expect(elect()).toBe(ERROR.ELECTION_NOT_NEEDED);
  });

  it('a reassignment adds the new replica, waits until it is in the ISR, and lets the old one go', () => {
    const here = world({ topics: [topicT] });
    const client = here.client();
    produce(here, client, 3);
    const move = client.request(1, 'AlterPartitionReassignments', 0, {
      topics: [{ name: 'T', partitions: [{ partitionIndex: 0, replicas: [1, 3] }] }],
    });
    expect(move.responses[0]?.partitions[0]?.errorCode).toBe(0);
    here.run(10_000);
    expect(leaderOf(here, client)).toMatchObject({ leaderId: 1, replicaNodes: [1, 3], isrNodes: [1, 3] });
    expect(client.request(1, 'ListPartitionReassignments', 0, { topics: null }).topics).toEqual([]);
    const dirs = client.request(3, 'DescribeLogDirs', 4, { topics: [{ topic: 'T', partitions: [0] }] });
    expect(dirs.results[0]?.topics[0]?.partitions[0]?.partitionSize).toBeGreaterThan(0);
    const gone = client.request(2, 'DescribeLogDirs', 4, { topics: [{ topic: 'T', partitions: [0] }] });
    expect(gone.results[0]?.topics).toEqual([]);
  });
});
