import { describe, expect, it } from 'vitest';
import { decodeAssignment } from '../../../src/sim/protocol/consumer-protocol';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeGroupMetadataValue } from '../../../src/sim/protocol/offsets-records';
import { Consumer, GROUP, World, assignments, settle } from './harness';

/** Two consumers with `group.instance.id`, stable. */
function staticGroup(world: World, joinVersion = 5): [Consumer, Consumer] {
  const one = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1', joinVersion }).join();
  const two = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2', joinVersion }).join();
  world.wait(6000);
  settle([one, two]);
  return [one, two];
}

describe('a static member', () => {
  it('gets its id from its instance id, and is not asked to come back with it', () => {
    const world = new World();
    const [one, two] = staticGroup(world);
    expect([one.memberId, two.memberId]).toEqual(['shelf-1-uuid-1', 'shelf-2-uuid-2']);
  });

  it('restarts without a rebalance, and keeps its partitions', () => {
    const world = new World();
    const [one, two] = staticGroup(world);
    const before = two.assignment;
    const again = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2' }).join();
    expect(again.joined()).toMatchObject({ errorCode: 0, generationId: 1, leader: one.memberId, members: [] });
    expect(again.memberId).toBe('shelf-2-uuid-3');
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Stable', generation: 1, reason: 'static member replaced' });
    expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0, 2], 'consumer-2': [1, 3] });
    expect(again.sync().synced().assignment).toEqual(before);
    expect(one.heartbeat()).toBe(0);
    // Its former self is fenced.
    expect(two.heartbeat()).toBe(ERROR.FENCED_INSTANCE_ID);
    expect(two.sync().synced().errorCode).toBe(ERROR.FENCED_INSTANCE_ID);
    expect(world.answered(two.joinOnce()).errorCode).toBe(ERROR.FENCED_INSTANCE_ID);
    expect(two.leave().members[0]?.errorCode).toBe(ERROR.FENCED_INSTANCE_ID);
    expect(again.heartbeat()).toBe(0);
    expect([...world.timers().keys()].some((key) => key.includes(two.memberId))).toBe(false);
  });

  it('is told of its restart when the new id is written down', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    world.wait(3000);
    one.joined();
    one.sync({ [one.memberId]: [0] });
    world.commit(world.appends.at(-1) ?? raise());
    one.synced();
    const again = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    expect(again.isJoining).toBe(true);
    const append = world.appends.at(-1) ?? raise();
    const value = decodeGroupMetadataValue(append.records[0]?.value ?? raise());
    expect(value.members.map(({ memberId, groupInstanceId }) => [memberId, groupInstanceId])).toEqual([
      ['shelf-1-uuid-2', 'shelf-1'],
    ]);
    expect(value.members[0]?.assignment).toEqual(one.assignment);
    world.commit(append);
    expect(again.joined().errorCode).toBe(0);
  });

  it('stays who it was when the new id cannot be written down', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    world.wait(3000);
    one.joined();
    one.sync({ [one.memberId]: [0] });
    world.commit(world.appends.at(-1) ?? raise());
    const again = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    world.commit(world.appends.at(-1) ?? raise(), ERROR.NOT_LEADER_OR_FOLLOWER);
    expect(again.joined()).toMatchObject({ errorCode: ERROR.NOT_COORDINATOR, memberId: '' });
    expect(one.heartbeat()).toBe(0);
  });

  it('that led before leads again: to old versions by another name, so that it assigns nothing', () => {
    const world = new World();
    const [one] = staticGroup(world);
    const formerId = one.memberId;
    const again = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    expect(again.joined()).toMatchObject({ leader: formerId, members: [] });
    expect(world.lastGroupEvent().leader).toBe(again.memberId);
  });

  it('that led before is told from v9 on that there is nothing to assign', () => {
    const world = new World();
    const [one, two] = staticGroup(world, 9);
    const leader = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1', joinVersion: 9 }).join();
    expect(leader.joined()).toMatchObject({ leader: leader.memberId, skipAssignment: true });
    expect(leader.members.map(({ groupInstanceId }) => groupInstanceId)).toEqual(['shelf-1', 'shelf-2']);
    const follower = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2', joinVersion: 9 }).join();
    expect(follower.joined()).toMatchObject({ leader: leader.memberId, skipAssignment: false, members: [] });
    expect([one, two].map((consumer) => consumer.heartbeat())).toEqual(Array(2).fill(ERROR.FENCED_INSTANCE_ID));
  });

  it('that comes back with other protocols makes the group rebalance', () => {
    const world = new World();
    const wishes = { protocols: ['range', 'roundrobin'] };
    const one = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1', ...wishes }).join();
    const two = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2', ...wishes }).join();
    world.wait(6000);
    settle([one, two]);
    const again = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2', protocols: ['roundrobin'] }).join();
    expect(again.isJoining).toBe(true);
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    one.join();
    expect(one.joined()).toMatchObject({ generationId: 2, protocolName: 'roundrobin' });
  });

  it('that restarts in the sync phase makes the group rebalance', () => {
    const world = new World();
    const one = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    const two = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2' }).join();
    world.wait(6000);
    one.joined();
    two.joined();
    two.sync();
    const again = new Consumer(world, 'consumer-2', { groupInstanceId: 'shelf-2' }).join();
    expect(two.synced().errorCode).toBe(ERROR.FENCED_INSTANCE_ID);
    expect(again.isJoining).toBe(true);
    one.join();
    settle([one, again]);
    expect(again.generation).toBe(2);
  });

  it('that restarts in the join phase takes the place of its former self', () => {
    const world = new World();
    const one = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    world.wait(1000);
    const again = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    expect(one.joined()).toMatchObject({ errorCode: ERROR.FENCED_INSTANCE_ID, memberId: 'shelf-1-uuid-1' });
    world.wait(2000);
    settle([again]);
    expect(again.isLeader).toBe(true);
  });

  it('that is away survives a rebalance, with its partitions, until its session ends', () => {
    const world = new World();
    const [one, two] = staticGroup(world);
    world.wait(1000);
    one.heartbeat();
    const three = new Consumer(world, 'consumer-3', { rebalanceTimeoutMs: 10_000 }).join();
    one.join({ rebalanceTimeoutMs: 10_000 });
    expect(one.isJoining).toBe(true);
    // The rebalance timeout is that of the slowest member. The session is shorter: 30 s after the last word.
    world.wait(28_999);
    expect(one.isJoining).toBe(true);
    world.wait(1);
    settle([one, three]);
    expect(one.members).toHaveLength(2);
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('that is away is a member of the next generation when its session outlasts the rebalance', () => {
    const world = new World();
    const options = { sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 10_000 };
    const one = new Consumer(world, 'consumer-1', { ...options, groupInstanceId: 'shelf-1' }).join();
    const two = new Consumer(world, 'consumer-2', { ...options, groupInstanceId: 'shelf-2' }).join();
    world.wait(6000);
    settle([one, two]);
    // The leader asks for a new assignment; the other is away.
    one.join();
    world.wait(10_000);
    expect(one.joined()).toMatchObject({ errorCode: 0, generationId: 2 });
    expect(one.members.map(({ groupInstanceId }) => groupInstanceId)).toEqual(['shelf-1', 'shelf-2']);
    one.sync({ [one.memberId]: [0, 1], [two.memberId]: [2, 3] });
    one.synced();
    const again = new Consumer(world, 'consumer-2', { ...options, groupInstanceId: 'shelf-2' }).join();
    expect(again.joined().generationId).toBe(2);
    again.sync();
    expect(decodeAssignment(again.synced().assignment).assignedPartitions[0]?.partitions).toEqual([2, 3]);
    // All have asked for their part now.
    expect([...world.timers().keys()].filter((key) => key.includes('xstate'))).toEqual([]);
  });

  it('that is away with all others is waited for again', () => {
    const world = new World();
    const options = { sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 10_000 };
    const one = new Consumer(world, 'consumer-1', { ...options, groupInstanceId: 'shelf-1' }).join();
    const two = new Consumer(world, 'consumer-2', options).join();
    world.wait(6000);
    settle([one, two]);
    two.leave();
    world.wait(10_000);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', generation: 1 });
    world.wait(9999);
    one.join();
    settle([one]);
    expect(one.generation).toBe(2);
  });

  it('can be removed by an administrator, who knows only its instance id', () => {
    const world = new World();
    const [, two] = staticGroup(world);
    const remove = (groupInstanceId: string): number | undefined =>
      world.answered(world.send('LeaveGroup', { groupId: GROUP, members: [{ memberId: '', groupInstanceId }] }))
        .members[0]?.errorCode;
    expect(remove('shelf-3')).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(remove('shelf-2')).toBe(0);
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(world.lastGroupEvent().members).toHaveLength(1);
  });
});

function raise(): never {
  throw new Error('nothing was written');
}
