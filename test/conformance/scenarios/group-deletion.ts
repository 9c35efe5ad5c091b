import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, createTopic, subscription } from '../setup';

const GROUP = 'doomed-group';

export const groupDeletion: ConformanceScenario = {
  name: 'group-deletion',
  about: 'DeleteGroups and OffsetDelete: not while somebody reads.',
  async play(stage) {
    await createTopic(stage, 'doomed', [[1], [2]]);
    const coordinator = await coordinatorOf(stage, GROUP);
    const talk = await stage.connect(coordinator, 'the coordinator');
    const commit = (partitions: readonly number[]) =>
      talk.wire.request('OffsetCommit', 5, {
        groupId: GROUP,
        topics: [
          {
            name: 'doomed',
            partitions: partitions.map((partitionIndex) => ({
              partitionIndex,
              committedOffset: 1,
              committedMetadata: '',
            })),
          },
        ],
      });
    const forget = (name: string, partitionIndex: number, groupId = GROUP) =>
      talk.ask('OffsetDelete', 0, { groupId, topics: [{ name, partitions: [{ partitionIndex }] }] });

    stage.step('a group that never was');
    await talk.ask('DeleteGroups', 0, { groupsNames: [GROUP] });
    await forget('doomed', 0);
    stage.step('an empty group id');
    await talk.ask('DeleteGroups', 1, { groupsNames: [''] });
    await forget('doomed', 0, '');
    stage.step('a broker that does not coordinate it');
    const elsewhere = await stage.connect(coordinator === 1 ? 2 : 1, 'another broker');
    await elsewhere.ask('DeleteGroups', 2, { groupsNames: [GROUP] });

    await commit([0, 1]);
    stage.step('one offset of a group without members');
    await forget('doomed', 0);
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: null });
    stage.step('an offset that was never committed, a partition and a topic that do not exist');
    await forget('doomed', 0);
    await forget('doomed', 9);
    await forget('doomed-unknown', 0);

    const join = {
      groupId: GROUP,
      sessionTimeoutMs: 20_000,
      rebalanceTimeoutMs: 10_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription('doomed') }],
    };
    const { memberId, generationId } = await talk.wire.request('JoinGroup', 3, join);
    const assignments = [{ memberId, assignment: Buffer.from('all') }];
    await talk.wire.request('SyncGroup', 3, { groupId: GROUP, generationId, memberId, assignments });
    stage.step('a group with a member');
    await talk.ask('DeleteGroups', 2, { groupsNames: [GROUP] });
    stage.step('an offset of a topic that the member reads');
    await forget('doomed', 1);
    stage.step('an offset of a topic that it does not read');
    await forget('doomed-unknown', 1);
    await talk.wire.request('LeaveGroup', 2, { groupId: GROUP, memberId });
    stage.step('a group whose member has left, twice in one request');
    await talk.ask('DeleteGroups', 2, { groupsNames: [GROUP, GROUP] });
    stage.step('it is gone, with its offsets');
    await talk.ask('DescribeGroups', 5, { groups: [GROUP] });
    await talk.ask('DescribeGroups', 6, { groups: [GROUP] });
    await talk.ask('OffsetFetch', 5, { groupId: GROUP, topics: null });
    await talk.ask('DeleteGroups', 2, { groupsNames: [GROUP] });
  },
};
