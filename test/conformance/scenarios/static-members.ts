import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, subscription } from '../setup';

const GROUP = 'static-group';

export const staticMembers: ConformanceScenario = {
  name: 'static-members',
  about: 'Static members: come back under their name, and shut out who had it before.',
  async play(stage) {
    const coordinator = await coordinatorOf(stage, GROUP);
    const talk = await stage.connect(coordinator, 'the coordinator');
    const join = (memberId: string, groupInstanceId: string) => ({
      groupId: GROUP,
      sessionTimeoutMs: 20_000,
      rebalanceTimeoutMs: 10_000,
      memberId,
      groupInstanceId,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription('topic') }],
    });
    stage.step('joins at once, without a second round');
    const first = (await talk.ask('JoinGroup', 5, join('', 'desk-1')))?.memberId ?? '';
    await talk.ask('SyncGroup', 3, {
      groupId: GROUP,
      generationId: 1,
      memberId: first,
      groupInstanceId: 'desk-1',
      assignments: [{ memberId: first, assignment: Buffer.from('all') }],
    });
    stage.step('comes back with the same protocols: no rebalance');
    const second = (await talk.ask('JoinGroup', 5, join('', 'desk-1')))?.memberId ?? '';
    stage.say(`a new member id: ${second !== first}`);
    await talk.ask('SyncGroup', 3, {
      groupId: GROUP,
      generationId: 1,
      memberId: second,
      groupInstanceId: 'desk-1',
      assignments: [],
    });
    stage.step('who had the name before is fenced');
    await talk.ask('Heartbeat', 3, { groupId: GROUP, generationId: 1, memberId: first, groupInstanceId: 'desk-1' });
    await talk.ask('JoinGroup', 5, join(first, 'desk-1'));
    await talk.ask('SyncGroup', 3, {
      groupId: GROUP,
      generationId: 1,
      memberId: first,
      groupInstanceId: 'desk-1',
      assignments: [],
    });
    await talk.ask('OffsetCommit', 7, {
      groupId: GROUP,
      generationIdOrMemberEpoch: 1,
      memberId: first,
      groupInstanceId: 'desk-1',
      topics: [],
    });
    stage.step('a name that nobody has');
    await talk.ask('Heartbeat', 3, { groupId: GROUP, generationId: 1, memberId: second, groupInstanceId: 'desk-2' });
    stage.step('is heard under its name');
    await talk.ask('Heartbeat', 3, { groupId: GROUP, generationId: 1, memberId: second, groupInstanceId: 'desk-1' });
    stage.step('described');
    await talk.ask('DescribeGroups', 4, { groups: [GROUP] });
    stage.step('taken out by name');
    await talk.ask('LeaveGroup', 3, {
      groupId: GROUP,
      members: [
        { memberId: '', groupInstanceId: 'desk-1' },
        { memberId: '', groupInstanceId: 'desk-2' },
      ],
    });
  },
};
