import { describe, expect, it } from 'vitest';
import type { InternalRecord, RecordView } from '../../../../src/contract/query';
import { encodeAssignment, encodeSubscription } from '../../../../src/sim/protocol/consumer-protocol';
import { world, type World } from '../../../support/world';

const config = { 'offsets.topic.num.partitions': '1', 'group.initial.rebalance.delay.ms': '0' };

/** Records of a log of Kafka's own, batch by batch. */
function records(w: World, topic: string, partition = 0): RecordView[] {
  const answer = w.cluster.query({ type: 'batches', broker: 1, topic, partition, segment: 0 });
  if (answer.type !== 'batches') throw new Error(answer.type);
  return answer.batches.flatMap(({ baseOffset }) => {
    const batch = w.cluster.query({ type: 'batch', broker: 1, topic, partition, baseOffset });
    return batch.type === 'batch' ? batch.records : [];
  });
}

const shown = (internal: InternalRecord | undefined) => ({
  schema: internal?.schema,
  version: internal?.version,
  key: text(internal?.key),
  value: text(internal?.value),
});

const text = (fields: InternalRecord['value'] | undefined) => fields?.map(({ name, text: what }) => `${name}=${what}`);

describe('records of __consumer_offsets', () => {
  it('say which group committed what, and who its members were', () => {
    const w = world({ config: { ...config, 'offsets.topic.replication.factor': '1' }, brokers: 1 });
    const client = w.client();
    client.request(1, 'FindCoordinator', 2, { key: 'g', keyType: 0 });
    w.run(2000);
    const subscription = encodeSubscription(1, { topics: ['T'] });
    const join = (memberId: string) =>
      client.request(1, 'JoinGroup', 5, {
        groupId: 'g',
        sessionTimeoutMs: 10_000,
        rebalanceTimeoutMs: 10_000,
        memberId,
        protocolType: 'consumer',
        protocols: [{ name: 'range', metadata: subscription }],
      });
    const { memberId } = join(join('').memberId);
    const assignment = encodeAssignment(1, { assignedPartitions: [{ topic: 'T', partitions: [0, 2] }] });
    client.request(1, 'SyncGroup', 3, {
      groupId: 'g',
      generationId: 1,
      memberId,
      assignments: [{ memberId, assignment }],
    });
    const partitions = [{ partitionIndex: 0, committedOffset: 7, committedMetadata: 'why' }];
    const topics = [{ name: '__consumer_offsets', partitions }];
    client.request(1, 'OffsetCommit', 5, { groupId: 'g', memberId, generationIdOrMemberEpoch: 1, topics });

    // The group is written when it is made, and when it has an assignment.
    const [, group, commit] = records(w, '__consumer_offsets').map(({ internal }) => shown(internal));
    expect(group).toMatchObject({ schema: 'GroupMetadata', version: 3, key: ['group=g'] });
    expect(group!.value).toEqual(
      expect.arrayContaining([
        'protocolType=consumer',
        'generation=1',
        'protocol=range',
        `leader=${memberId}`,
        `members[0].memberId=${memberId}`,
        'members[0].groupInstanceId=null',
        'members[0].subscription=T',
        'members[0].assignment=T [0, 2]',
      ]),
    );
    expect(commit).toMatchObject({
      schema: 'OffsetCommit',
      version: 4,
      key: ['group=g', 'topic=__consumer_offsets', 'partition=0'],
    });
    expect(commit!.value!.slice(0, 3)).toEqual(['offset=7', 'leaderEpoch=-1', 'metadata=why']);

    client.request(1, 'LeaveGroup', 2, { groupId: 'g', memberId });
    client.request(1, 'DeleteGroups', 2, { groupsNames: ['g'] });
    const tombstones = records(w, '__consumer_offsets').filter(({ internal }) => internal?.value === null);
    expect(tombstones.map(({ internal }) => shown(internal))).toEqual(
      expect.arrayContaining([
        { schema: 'GroupMetadata', version: 2, key: ['group=g'], value: undefined },
        { schema: 'OffsetCommit', version: 1, key: commit!.key, value: undefined },
      ]),
    );
  });
});

describe('records of __cluster_metadata', () => {
  it('say what the controller decided', () => {
    const configs = { 'retention.ms': '1000' };
    const w = world({
      brokers: 2,
      topics: [{ name: 'T', partitions: 1, replicationFactor: 2, assignment: [[2, 1]], configs }],
    });
    const before = records(w, '__cluster_metadata').map(({ internal }) => shown(internal));
    expect(before.map(({ schema }) => schema)).toEqual([
      'RegisterBrokerRecord',
      'RegisterBrokerRecord',
      // min.insync.replicas of all brokers, on which eligible leader replicas hang.
      'ConfigRecord',
      'TopicRecord',
      'ConfigRecord',
      'PartitionRecord',
      'NoOpRecord',
    ]);
    expect(before.find(({ schema }) => schema === 'PartitionRecord')).toMatchObject({ version: 2, key: [] });
    expect(before.find(({ schema }) => schema === 'PartitionRecord')!.value).toEqual(
      expect.arrayContaining(['partitionId=0', 'replicas=[2, 1]', 'isr=[2, 1]', 'leader=2', 'leaderEpoch=0']),
    );
    expect(before.find(({ schema }) => schema === 'RegisterBrokerRecord')!.value).toEqual(
      expect.arrayContaining(['endPoints[0].host=broker-1', 'endPoints[0].port=9092', 'rack=null']),
    );
    w.cluster.command({ type: 'kill-broker', broker: 2 });
    w.run(12_000);
    const change = records(w, '__cluster_metadata')
      .map(({ internal }) => shown(internal))
      .find(({ schema }) => schema === 'PartitionChangeRecord');
    // What did not change is not there.
    expect(change!.value!.map((field) => field.split('=')[0])).not.toContain('replicas');
    expect(change!.value).toEqual(expect.arrayContaining(['isr=[1]', 'leader=1']));
  });

  it('and nothing is decoded in a topic of somebody else', () => {
    const w = world({ brokers: 1, topics: [{ name: 'T', partitions: 1, replicationFactor: 1 }] });
    expect(records(w, 'T')).toEqual([]);
  });
});
