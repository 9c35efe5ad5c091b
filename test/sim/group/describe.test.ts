import { describe, expect, it } from 'vitest';
import { encodeSubscription } from '../../../src/sim/protocol/consumer-protocol';
import { ERROR } from '../../../src/sim/protocol/errors';
import { Consumer, GROUP, World, stableGroup } from './harness';

const ask = (world: World, groupId: string, version = 5) => {
  const [group] = world.answered(world.send('DescribeGroups', { groups: [groupId] }, { version })).groups;
  if (group === undefined) throw new Error('no group in the answer');
  return group;
};

describe('DescribeGroups', () => {
  it('shows members, what they said and what they got, while the group is stable', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    expect(ask(world, GROUP)).toEqual({
      errorCode: 0,
      errorMessage: null,
      groupId: GROUP,
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'RoundRobinAssigner',
      members: [one, two].map((consumer) => ({
        memberId: consumer.memberId,
        groupInstanceId: null,
        clientId: consumer.name,
        clientHost: '/10.0.0.7',
        memberMetadata: encodeSubscription(0, { topics: ['orders'] }),
        memberAssignment: consumer.assignment,
      })),
      authorizedOperations: -2147483648,
    });
  });

  it('shows members without what they said while it is not', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    new Consumer(world, 'consumer-2').join();
    const group = ask(world, GROUP);
    expect(group).toMatchObject({ groupState: 'PreparingRebalance', protocolData: '' });
    expect(group.members.map(({ memberMetadata }) => memberMetadata.length)).toEqual([0, 0]);
    one.join();
    expect(ask(world, GROUP).groupState).toBe('CompletingRebalance');
  });

  it('shows an empty group', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    one.leave();
    expect(ask(world, GROUP)).toMatchObject({ groupState: 'Empty', protocolType: 'consumer', members: [] });
  });

  it('calls an unknown group dead; from v6 on that is an error too', () => {
    const world = new World();
    expect(ask(world, 'none', 5)).toMatchObject({ errorCode: 0, groupState: 'Dead', groupId: 'none' });
    expect(ask(world, 'none', 6)).toMatchObject({
      errorCode: ERROR.GROUP_ID_NOT_FOUND,
      errorMessage: 'Group none not found.',
      groupState: 'Dead',
    });
  });

  it('says which groups are not coordinated here', () => {
    const world = new World({ options: { groupError: () => ERROR.NOT_COORDINATOR } });
    expect(ask(world, GROUP)).toMatchObject({ errorCode: ERROR.NOT_COORDINATOR, groupState: '' });
  });
});

describe('ListGroups', () => {
  const world = new World();
  stableGroup(world, 1);
  const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 1 }] }];
  world.send('OffsetCommit', { groupId: 'bookmarks', topics });
  const list = (request: object, version = 5): string[] =>
    world.answered(world.send('ListGroups', request, { version })).groups.map(({ groupId }) => groupId);

  it('lists all groups', () => {
    const answer = world.answered(world.send('ListGroups', {}, { version: 5 }));
    expect(answer).toEqual({
      throttleTimeMs: 0,
      errorCode: 0,
      groups: [
        { groupId: GROUP, protocolType: 'consumer', groupState: 'Stable', groupType: 'classic' },
        { groupId: 'bookmarks', protocolType: '', groupState: 'Empty', groupType: 'classic' },
      ],
    });
    expect(list({}, 0)).toEqual([GROUP, 'bookmarks']);
  });

  it('filters by state and type, in any case', () => {
    expect(list({ statesFilter: ['stable'] })).toEqual([GROUP]);
    expect(list({ statesFilter: ['Empty', 'PreparingRebalance'] })).toEqual(['bookmarks']);
    expect(list({ statesFilter: ['Dead'] })).toEqual([]);
    expect(list({ typesFilter: ['Classic'] })).toEqual([GROUP, 'bookmarks']);
    expect(list({ typesFilter: ['consumer'] })).toEqual([]);
  });
});
