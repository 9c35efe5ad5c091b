import type { ConformanceScenario } from '../scenario';
import { coordinatorOf, createTopic, subscription } from '../setup';

export const groupAdmin: ConformanceScenario = {
  name: 'group-admin',
  about: 'DescribeGroups and ListGroups: groups that never were, that are empty, and that live.',
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'admin', [[1]]);
    const coordinator = await coordinatorOf(stage, 'living');
    const talk = await stage.connect(coordinator, 'the coordinator');
    stage.step('no groups');
    await talk.ask('ListGroups', 0, {});
    await talk.ask('ListGroups', 5, {});
    for (const version of [0, 3, 5, 6]) {
      stage.step(`a group that never was, version ${version}`);
      await talk.ask('DescribeGroups', version, { groups: ['living'] });
    }

    const wire = await stage.wire(coordinator);
    const join = {
      groupId: 'living',
      sessionTimeoutMs: 20_000,
      rebalanceTimeoutMs: 10_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription('topic') }],
    };
    const { memberId } = await wire.request('JoinGroup', 3, join);
    // A group is seen once its first record has been copied to the followers.
    await stage.until('the group is seen', async () => {
      const { groups } = await wire.request('DescribeGroups', 2, { groups: ['living'] });
      return groups[0]?.groupState !== 'Dead';
    });
    stage.step('not assigned yet');
    await talk.ask('DescribeGroups', 2, { groups: ['living'] });
    await talk.ask('ListGroups', 4, {});
    await wire.request('SyncGroup', 3, {
      groupId: 'living',
      generationId: 1,
      memberId,
      assignments: [{ memberId, assignment: Buffer.from('all') }],
    });
    for (const version of [0, 2, 4, 5, 6]) {
      stage.step(`stable, version ${version}`);
      await talk.ask('DescribeGroups', version, { groups: ['living'] });
    }
    stage.step('with the authorized operations');
    await talk.ask('DescribeGroups', 3, { groups: ['living'], includeAuthorizedOperations: true });
    for (const version of [0, 2, 3, 4, 5]) {
      stage.step(`listed, version ${version}`);
      await talk.ask('ListGroups', version, {});
    }
    stage.step('listed by state');
    await talk.ask('ListGroups', 4, { statesFilter: ['Empty'] });
    await talk.ask('ListGroups', 4, { statesFilter: ['stable'] });
    await talk.ask('ListGroups', 4, { statesFilter: ['NoSuchState'] });
    stage.step('listed by type');
    await talk.ask('ListGroups', 5, { typesFilter: ['classic'] });
    await talk.ask('ListGroups', 5, { typesFilter: ['consumer'] });
    await talk.ask('ListGroups', 5, { typesFilter: ['nosuchtype'] });
    stage.step('several groups at once');
    await talk.ask('DescribeGroups', 4, { groups: ['living', 'living'] });
    stage.step('an empty group id');
    await talk.ask('DescribeGroups', 4, { groups: [''] });
    stage.step('empty: its last member has left');
    await wire.request('LeaveGroup', 2, { groupId: 'living', memberId });
    await talk.ask('DescribeGroups', 4, { groups: ['living'] });
    await talk.ask('ListGroups', 4, {});
    stage.step('of committed offsets only');
    const simple = await coordinatorOf(stage, 'simple');
    const there = await stage.connect(simple, "the simple group's coordinator");
    await there.ask('OffsetCommit', 5, {
      groupId: 'simple',
      topics: [{ name: 'admin', partitions: [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }] }],
    });
    await there.ask('DescribeGroups', 4, { groups: ['simple'] });
  },
};
