import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeOffsetsKey } from '../../../src/sim/protocol/offsets-records';
import { Consumer, GROUP, World, stableGroup, type Sent } from './harness';

const deleteGroups = (world: World, ...groupsNames: string[]): Sent<'DeleteGroups'> =>
  world.send('DeleteGroups', { groupsNames });

const results = (world: World, sent: Sent<'DeleteGroups'>): [string, number][] =>
  world.answered(sent).results.map(({ groupId, errorCode }) => [groupId, errorCode]);

const simpleCommit = (world: World, groupId: string, partition = 0) =>
  world.send('OffsetCommit', {
    groupId,
    topics: [{ name: 'orders', partitions: [{ partitionIndex: partition, committedOffset: 5 }] }],
  });

/** A group that had a member, which left; it committed for two partitions. */
function emptied(world: World): Consumer {
  const [one] = stableGroup(world, 1) as [Consumer];
  one.commit(0, 7);
  one.commit(2, 9);
  one.leave();
  return one;
}

/** What a coordinator would know that reads the log from the beginning. */
function reloaded(world: World): World {
  const next = new World();
  next.obey(
    next.coordinator.load(
      world.appends.flatMap(({ records }) => records),
      0,
    ),
  );
  return next;
}

describe('DeleteGroups', () => {
  it('writes tombstones for the offsets and the group, and is answered when they are stored', () => {
    const world = new World();
    emptied(world);
    const stored = world.appends.length;
    expect(results(world, deleteGroups(world, GROUP))).toEqual([[GROUP, 0]]);

    const records = world.appends.slice(stored).flatMap((append) => append.records);
    expect(records.map(({ key }) => decodeOffsetsKey(key))).toEqual([
      { kind: 'offset-commit', group: GROUP, topic: 'orders', partition: 0 },
      { kind: 'offset-commit', group: GROUP, topic: 'orders', partition: 2 },
      { kind: 'group-metadata', group: GROUP },
    ]);
    expect(records.map(({ value }) => value)).toEqual([null, null, null]);
    expect(world.coordinator.groups.size).toBe(0);
    expect(world.events.slice(-3)).toEqual([
      expect.objectContaining({ type: 'group', state: 'Dead', reason: 'group deleted' }),
      { type: 'offset-deleted', group: GROUP, topic: 'orders', partition: 0, reason: 'group deleted' },
      { type: 'offset-deleted', group: GROUP, topic: 'orders', partition: 2, reason: 'group deleted' },
    ]);
    expect(reloaded(world).coordinator.groups.size).toBe(0);
    expect(world.answered(world.send('DescribeGroups', { groups: [GROUP] })).groups[0]?.groupState).toBe('Dead');
  });

  it('has an error for each group that it does not delete, and deletes the others, each once', () => {
    const world = new World({
      options: { groupError: (groupId) => (groupId === 'elsewhere' ? ERROR.NOT_COORDINATOR : 0) },
    });
    stableGroup(world, 1);
    simpleCommit(world, 'bookmarks');
    simpleCommit(world, '');
    expect(results(world, deleteGroups(world, 'bookmarks', GROUP, 'nobody', 'elsewhere', 'bookmarks', ''))).toEqual([
      ['bookmarks', 0],
      [GROUP, ERROR.NON_EMPTY_GROUP],
      ['nobody', ERROR.GROUP_ID_NOT_FOUND],
      ['elsewhere', ERROR.NOT_COORDINATOR],
      ['', 0],
    ]);
    expect([...world.coordinator.groups.keys()]).toEqual([GROUP]);
    expect(results(world, deleteGroups(world))).toEqual([]);
  });

  it('sends a member that was told to come back with an id away', () => {
    const world = new World();
    const one = new Consumer(world, 'consumer-1');
    one.memberId = world.answered(one.joinOnce()).memberId;
    expect(results(world, deleteGroups(world, GROUP))).toEqual([[GROUP, 0]]);
    expect(world.answered(one.joinOnce()).errorCode).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect([...world.timers().keys()]).toEqual(['offsets-retention']);
  });

  it('lets who joins before the tombstone is stored found another group', () => {
    const world = new World({ slowDisk: true });
    world.commit(simple(world, 0));
    const sent = deleteGroups(world, GROUP);
    const tombstones = world.appends.at(-1)!;
    const one = new Consumer(world, 'consumer-1').join();
    world.commit(tombstones);
    expect(results(world, sent)).toEqual([[GROUP, 0]]);
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'PreparingRebalance',
      members: [{ clientId: 'consumer-1' }],
    });
    world.wait(3000);
    expect(one.joined()).toMatchObject({ errorCode: 0, generationId: 1 });
    expect(fetched(world)).toEqual([]);
  });

  it('takes commits along that were written before it, and not those that came after', () => {
    const world = new World({ slowDisk: true });
    world.commit(simple(world, 0));
    const early = simple(world, 1);
    deleteGroups(world, GROUP);
    const tombstones = world.appends.at(-1)!;
    const late = simple(world, 2);
    expect(tombstones.records.map(({ key }) => decodeOffsetsKey(key))).toMatchObject([
      { partition: 0 },
      { partition: 1 },
      { kind: 'group-metadata' },
    ]);
    world.commit(early);
    world.commit(tombstones);
    world.commit(late);
    expect(fetched(world)).toEqual([2]);
    expect(fetched(reloaded(world))).toEqual([2]);
  });

  it.each([
    [ERROR.NOT_ENOUGH_REPLICAS, ERROR.COORDINATOR_NOT_AVAILABLE],
    [ERROR.NOT_LEADER_OR_FOLLOWER, ERROR.NOT_COORDINATOR],
    [ERROR.MESSAGE_TOO_LARGE, ERROR.UNKNOWN_SERVER_ERROR],
  ])('leaves the group as it was when the log refuses the tombstones (%i)', (lost, answered) => {
    const world = new World({ slowDisk: true });
    world.commit(simple(world, 0));
    const sent = deleteGroups(world, GROUP);
    world.commit(world.appends.at(-1)!, lost);
    expect(results(world, sent)).toEqual([[GROUP, answered]]);
    expect(fetched(world)).toEqual([0]);
    world.commit(simple(world, 3));
    expect(fetched(world)).toEqual([0, 3]);
    const again = deleteGroups(world, GROUP);
    world.commit(world.appends.at(-1)!);
    expect(results(world, again)).toEqual([[GROUP, 0]]);
    expect(world.coordinator.groups.size).toBe(0);
  });

  it('gives the offsets back to a group that was founded in the meantime', () => {
    const world = new World({ slowDisk: true });
    world.commit(simple(world, 0));
    world.commit(simple(world, 1));
    deleteGroups(world, GROUP);
    const tombstones = world.appends.at(-1)!;
    world.commit(simple(world, 1, 77));
    world.commit(tombstones, ERROR.NOT_ENOUGH_REPLICAS);
    expect(world.coordinator.groups.get(GROUP)?.offsets.get('orders')).toMatchObject(
      new Map([
        [1, expect.objectContaining({ offset: 77 })],
        [0, expect.objectContaining({ offset: 5 })],
      ]),
    );
  });

  it('is over once it is stored, also when that took too long for the one who asked', () => {
    const world = new World({ slowDisk: true });
    world.commit(simple(world, 0));
    const sent = deleteGroups(world, GROUP);
    const tombstones = world.appends.at(-1)!;
    world.commit(tombstones, ERROR.REQUEST_TIMED_OUT);
    expect(results(world, sent)).toEqual([[GROUP, ERROR.COORDINATOR_NOT_AVAILABLE]]);
    expect(world.lastGroupEvent().state).toBe('Empty');
    world.commit(tombstones);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Dead', reason: 'group deleted' });
  });

  it('does not bring a group back that another broker coordinates by then', () => {
    const world = new World({ slowDisk: true });
    world.commit(simple(world, 0));
    const sent = deleteGroups(world, GROUP);
    world.obey(world.coordinator.unload(() => true, world.nowUs));
    expect(results(world, sent)).toEqual([[GROUP, ERROR.NOT_COORDINATOR]]);
    expect(world.coordinator.groups.size).toBe(0);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Dead', reason: 'group unloaded' });
  });
});

/** The append of a commit of nobody's. */
function simple(world: World, partition: number, committedOffset = 5) {
  world.send('OffsetCommit', {
    groupId: GROUP,
    topics: [{ name: 'orders', partitions: [{ partitionIndex: partition, committedOffset }] }],
  });
  return world.appends.at(-1)!;
}

/** Partitions for which something is committed. */
function fetched(world: World): number[] {
  const { topics } = world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: null }));
  return topics.flatMap(({ partitions }) => partitions.map(({ partitionIndex }) => partitionIndex)).sort();
}
