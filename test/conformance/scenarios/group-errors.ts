import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, createTopic, subscription } from '../setup';

export const groupErrors: ConformanceScenario = {
  name: 'group-errors',
  about: 'Groups: what a coordinator says to those who are not members, or ask for what cannot be.',
  async play(stage) {
    await createTopic(stage, 'group-errors', [[1]]);
    const group = 'errors-group';
    const coordinator = await coordinatorOf(stage, group);
    const talk = await stage.connect(coordinator, 'the coordinator');
    const join = {
      groupId: group,
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 5_000,
      memberId: '',
      protocolType: 'consumer',
    };
    const range = [{ name: 'range', metadata: subscription('topic') }];

    stage.step('heartbeat to a group that does not exist');
    await talk.ask('Heartbeat', 3, { groupId: group, generationId: 1, memberId: 'nobody' });
    stage.step('sync with a group that does not exist');
    await talk.ask('SyncGroup', 3, { groupId: group, generationId: 1, memberId: 'nobody', assignments: [] });
    stage.step('leave a group that does not exist');
    await talk.ask('LeaveGroup', 2, { groupId: group, memberId: 'nobody' });
    await talk.ask('LeaveGroup', 3, { groupId: group, members: [{ memberId: 'nobody' }] });
    stage.step('commit as a member of a group that does not exist');
    await talk.ask('OffsetCommit', 7, {
      groupId: group,
      generationIdOrMemberEpoch: 1,
      memberId: 'nobody',
      topics: [
        { name: 'group-errors', partitions: [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }] },
      ],
    });
    stage.step('join as a member that is none');
    await talk.ask('JoinGroup', 5, { ...join, memberId: 'nobody', protocols: range });
    stage.step('an empty group id');
    await talk.ask('JoinGroup', 5, { ...join, groupId: '', protocols: range });
    await talk.ask('Heartbeat', 3, { groupId: '', generationId: 1, memberId: 'nobody' });
    await talk.ask('SyncGroup', 3, { groupId: '', generationId: 1, memberId: 'nobody', assignments: [] });
    stage.step('a session timeout that is too short');
    await talk.ask('JoinGroup', 5, { ...join, sessionTimeoutMs: 5_999, protocols: range });
    stage.step('a session timeout that is too long');
    await talk.ask('JoinGroup', 5, { ...join, sessionTimeoutMs: 1_800_001, protocols: range });
    stage.step('no protocols');
    await talk.ask('JoinGroup', 3, { ...join, protocols: [] });
    stage.step('no protocol type');
    await talk.ask('JoinGroup', 3, { ...join, protocolType: '', protocols: range });

    stage.step('a broker that does not coordinate the group');
    const elsewhere = await stage.connect(coordinator === 1 ? 2 : 1, 'another broker');
    await elsewhere.ask('JoinGroup', 5, { ...join, protocols: range });
    await elsewhere.ask('Heartbeat', 3, { groupId: group, generationId: 1, memberId: 'nobody' });
    await elsewhere.ask('OffsetFetch', 5, { groupId: group, topics: null });
    await elsewhere.ask('DescribeGroups', 4, { groups: [group] });
  },
};
