import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeGroupMetadataValue } from '../../../src/sim/protocol/offsets-records';
import { Consumer, World, assignments, settle, stableGroup } from './harness';

describe('the first consumers of a group', () => {
  it('are told to come back with an id, wait out the initial delay, and get all partitions', () => {
    const world = new World();
    const one = new Consumer(world, 'consumer-1');

    const first = one.joinOnce();
    expect(world.answered(first)).toMatchObject({
      errorCode: ERROR.MEMBER_ID_REQUIRED,
      memberId: 'consumer-1-uuid-1',
      generationId: -1,
      members: [],
    });
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'Empty',
      generation: 0,
      members: [],
      reason: 'group created',
    });
    // A new group is written down even before it has members.
    expect(world.appends).toHaveLength(1);

    one.memberId = 'consumer-1-uuid-1';
    one.join();
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'member joined' });
    world.wait(2999);
    expect(one.isJoining).toBe(true);
    world.wait(1);
    expect(one.joined()).toMatchObject({
      errorCode: 0,
      generationId: 1,
      protocolName: 'RoundRobinAssigner',
      leader: 'consumer-1-uuid-1',
      memberId: 'consumer-1-uuid-1',
    });
    expect(one.members.map(({ memberId }) => memberId)).toEqual(['consumer-1-uuid-1']);
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'CompletingRebalance',
      generation: 1,
      reason: 'join phase complete',
    });

    settle([one]);
    expect(world.lastGroupEvent()).toEqual({
      type: 'group',
      group: 'shop',
      coordinator: 1,
      state: 'Stable',
      generation: 1,
      protocol: 'RoundRobinAssigner',
      leader: 'consumer-1-uuid-1',
      members: [
        {
          memberId: 'consumer-1-uuid-1',
          clientId: 'consumer-1',
          process: 'consumer-1',
          assignment: [{ topic: 'orders', partitions: [0, 1, 2, 3] }],
        },
      ],
      reason: 'assignment received',
    });
    expect(one.heartbeat()).toBe(0);
  });

  it('extend the delay while they come in, as long as the rebalance timeout allows', () => {
    const world = new World();
    const [one, two, three] = ['consumer-1', 'consumer-2', 'consumer-3'].map(
      (name) => new Consumer(world, name, { rebalanceTimeoutMs: 8000 }),
    ) as [Consumer, Consumer, Consumer];
    one.join();
    world.wait(1000);
    two.join();
    world.wait(2000);
    // 3 s are over, but somebody came: 3 more.
    expect(one.isJoining).toBe(true);
    world.wait(1000);
    three.join();
    world.wait(1999);
    expect(one.isJoining).toBe(true);
    world.wait(1);
    // 6 s are over, and again somebody came: what is left of 8 s.
    expect(one.isJoining).toBe(true);
    world.wait(1999);
    expect(one.isJoining).toBe(true);
    world.wait(1);
    settle([one, two, three]);
    expect(world.nowMs).toBe(8000);
    expect([one, two, three].map(({ generation }) => generation)).toEqual([1, 1, 1]);
  });

  it('find no group when it could not be written down', () => {
    const world = new World({ slowDisk: true });
    const founder = new Consumer(world, 'consumer-1', { joinVersion: 3 }).join();
    expect(founder.isJoining).toBe(true);
    world.commit(world.appends[0]!, ERROR.NOT_ENOUGH_REPLICAS);
    expect(founder.joined().errorCode).toBe(ERROR.COORDINATOR_NOT_AVAILABLE);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Dead', reason: 'group not stored' });
    expect(world.coordinator.groups.size).toBe(0);
    expect([...world.timers().keys()].filter((key) => key !== 'offsets-retention')).toEqual([]);

    // Who was told to come back with an id has to begin again.
    const other = new Consumer(world, 'consumer-2');
    other.memberId = world.answered(other.joinOnce()).memberId;
    world.commit(world.appends[1]!, ERROR.NOT_ENOUGH_REPLICAS);
    expect(world.answered(other.joinOnce()).errorCode).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('go on when writing the group down only takes long', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1', { joinVersion: 3 }).join();
    world.commit(world.appends[0]!, ERROR.REQUEST_TIMED_OUT);
    expect(one.joined().errorCode).toBe(ERROR.COORDINATOR_NOT_AVAILABLE);
    world.commit(world.appends[0]!);
    expect(world.lastGroupEvent().members).toHaveLength(1);
  });

  it('are written down as a group that nobody has joined, even if they are in it already', () => {
    const world = new World();
    new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    expect(decodeGroupMetadataValue(world.appends[0]!.records[0]!.value!)).toEqual({
      version: 3,
      protocolType: '',
      generation: 0,
      protocol: null,
      leader: null,
      currentStateTimestamp: 1_700_000_000_000,
      members: [],
    });
  });

  it('start at once when the broker has no initial delay', () => {
    const world = new World({ config: { initialRebalanceDelayMs: 0 } });
    const one = new Consumer(world, 'consumer-1').join();
    world.wait(0);
    settle([one]);
    expect(world.lastGroupEvent().state).toBe('Stable');
  });

  it('only tell the leader who is in the group', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    expect(one.members).toHaveLength(2);
    expect(two.members).toEqual([]);
    expect(two.leader).toBe(one.memberId);
  });

  it('share four partitions; a fifth reader sits idle', () => {
    const world = new World();
    const consumers = stableGroup(world, 5);
    expect(Object.values(assignments(world.lastGroupEvent())).map((partitions) => partitions.length)).toEqual([
      1, 1, 1, 1, 0,
    ]);
    // The leader left it out of SyncGroup: it gets an empty assignment, and is a member like the others.
    expect(consumers[4]?.assignment).toHaveLength(0);
    expect(consumers[4]?.heartbeat()).toBe(0);
    world.wait(20_000);
    for (const consumer of consumers) expect(consumer.heartbeat()).toBe(0);
  });

  it('join at once with the versions that know no MEMBER_ID_REQUIRED', () => {
    const world = new World();
    for (const joinVersion of [0, 1, 2, 3]) {
      const consumer = new Consumer(world, `old-${joinVersion}`, { joinVersion }).join();
      expect(consumer.isJoining).toBe(true);
    }
    world.wait(6000);
    expect(world.lastGroupEvent().members).toHaveLength(4);
  });

  it('of v0 have the session timeout as rebalance timeout', () => {
    const world = new World({ config: { initialRebalanceDelayMs: 0 } });
    new Consumer(world, 'old', { joinVersion: 0, sessionTimeoutMs: 7000 }).join();
    world.wait(0);
    expect([...world.timers()].filter(([key]) => key.includes('syncTimeout')).map(([, ms]) => ms)).toEqual([7000]);
  });

  it('may be more than one group', () => {
    const world = new World();
    stableGroup(world, 1);
    const other = world.send('JoinGroup', {
      groupId: 'other',
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 60_000,
      protocolType: 'consumer',
      protocols: [{ name: 'range' }],
    });
    expect(world.answered(other).errorCode).toBe(ERROR.MEMBER_ID_REQUIRED);
    expect([...world.coordinator.groups.values()].map(({ id, state }) => [id, state])).toEqual([
      ['shop', 'Stable'],
      ['other', 'Empty'],
    ]);
  });
});
