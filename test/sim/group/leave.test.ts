import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { Consumer, GROUP, World, assignments, settle, stableGroup } from './harness';

describe('LeaveGroup', () => {
  it('removes a member at once; the others hear of it with their next heartbeat', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    expect(two.leave()).toMatchObject({ errorCode: 0, members: [{ memberId: two.memberId, errorCode: 0 }] });
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'LeaveGroup' });
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    one.join();
    settle([one]);
    expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0, 1, 2, 3] });
  });

  it('of the leader hands the lead to who came next', () => {
    const world = new World();
    const [one, two, three] = stableGroup(world, 3) as [Consumer, Consumer, Consumer];
    one.leave();
    three.join();
    two.join();
    settle([two, three]);
    expect(two.isLeader).toBe(true);
  });

  it('of the last member leaves an empty group of a new generation, written down before the answer', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1').join();
    world.wait(3000);
    one.joined();
    const sent = world.send('LeaveGroup', { groupId: GROUP, members: [{ memberId: one.memberId }] });
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'Empty',
      generation: 2,
      protocol: null,
      reason: 'LeaveGroup',
    });
    expect(world.answer(sent)).toBeUndefined();
    const append = world.appends.at(-1);
    if (append !== undefined) world.commit(append);
    expect(world.answered(sent)).toMatchObject({ errorCode: 0, members: [{ errorCode: 0 }] });
    expect([...world.timers().keys()]).toEqual(['offsets-retention']);
  });

  it('is answered with an error when the empty group cannot be written down', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1').join();
    world.wait(3000);
    one.joined();
    const sent = world.send('LeaveGroup', { groupId: GROUP, members: [{ memberId: one.memberId }] });
    const append = world.appends.at(-1);
    if (append !== undefined) world.commit(append, ERROR.NOT_ENOUGH_REPLICAS);
    expect(world.answered(sent)).toMatchObject({ errorCode: ERROR.COORDINATOR_NOT_AVAILABLE, members: [] });
  });

  it('of a member whose JoinGroup waits ends that too', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    two.join({ topics: ['payments'] });
    expect(two.isJoining).toBe(true);
    two.leave();
    expect(two.joined()).toMatchObject({ errorCode: ERROR.UNKNOWN_MEMBER_ID, memberId: '' });
    expect(one.join().joined().generationId).toBe(2);
  });

  it('of a member whose SyncGroup waits ends that too', () => {
    const world = new World();
    const one = new Consumer(world, 'consumer-1').join();
    const two = new Consumer(world, 'consumer-2').join();
    world.wait(6000);
    one.joined();
    two.joined();
    two.sync();
    two.leave();
    expect(two.synced().errorCode).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
  });

  it('during a rebalance may complete it', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    one.join();
    expect(one.isJoining).toBe(true);
    two.leave();
    expect(one.joined()).toMatchObject({ errorCode: 0, generationId: 2 });
  });

  it('gives back a member id that was not used', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const two = new Consumer(world, 'consumer-2');
    two.memberId = world.answered(two.joinOnce()).memberId;
    expect(two.leave()).toMatchObject({ members: [{ errorCode: 0 }] });
    // Kafka rebalances for that too.
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'LeaveGroup' });
    expect(world.answered(two.joinOnce()).errorCode).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect([...world.timers().keys()].some((key) => key.includes(two.memberId))).toBe(false);
    expect(one.join().joined().generationId).toBe(2);
  });

  it('names one member up to v2, and has only one place for its error', () => {
    const world = new World();
    const [one] = stableGroup(world, 2) as [Consumer];
    const leave = (memberId: string, version: number): unknown =>
      world.answered(world.send('LeaveGroup', { groupId: GROUP, memberId }, { version }));
    expect(leave('nobody', 0)).toEqual({ throttleTimeMs: 0, errorCode: ERROR.UNKNOWN_MEMBER_ID, members: [] });
    expect(leave(one.memberId, 2)).toEqual({ throttleTimeMs: 0, errorCode: 0, members: [] });
    expect(world.lastGroupEvent().members).toHaveLength(1);
  });

  it('names several from v3 on, each with its own error', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 3) as [Consumer, Consumer, Consumer];
    const ids = [one.memberId, 'nobody', two.memberId, ''];
    const sent = world.send(
      'LeaveGroup',
      { groupId: GROUP, members: ids.map((memberId) => ({ memberId, reason: 'closing' })) },
      { version: 5 },
    );
    expect(world.answered(sent).members.map(({ errorCode }) => errorCode)).toEqual([
      0,
      ERROR.UNKNOWN_MEMBER_ID,
      0,
      ERROR.UNKNOWN_MEMBER_ID,
    ]);
    expect(world.answered(sent).errorCode).toBe(0);
    expect(world.lastGroupEvent().members).toHaveLength(1);
  });

  it('from a group that does not exist is refused', () => {
    const world = new World();
    const sent = world.send('LeaveGroup', { groupId: 'none', members: [{ memberId: 'me' }] });
    expect(world.answered(sent)).toMatchObject({
      errorCode: 0,
      members: [{ memberId: 'me', errorCode: ERROR.UNKNOWN_MEMBER_ID }],
    });
    expect(world.answered(world.send('LeaveGroup', { groupId: '' })).errorCode).toBe(ERROR.INVALID_GROUP_ID);
  });

  it('lets the group begin anew, with its initial delay', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    one.leave();
    const two = new Consumer(world, 'consumer-2', { protocols: ['range'] }).join();
    world.wait(2999);
    expect(two.isJoining).toBe(true);
    world.wait(1);
    // Generation 2 was the empty one.
    expect(two.joined()).toMatchObject({ errorCode: 0, generationId: 3, protocolName: 'range' });
  });
});
