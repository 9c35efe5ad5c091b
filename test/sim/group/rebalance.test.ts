import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { Consumer, World, assignments, settle, stableGroup } from './harness';

describe('a rebalance', () => {
  it('moves partitions to a consumer that comes later', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    expect(one.heartbeat()).toBe(0);

    const two = new Consumer(world, 'consumer-2').join();
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'PreparingRebalance',
      generation: 1,
      reason: 'member joined',
    });
    // Nothing happens until the first hears of it; no delay of 3 s this time.
    world.wait(5000);
    expect(two.isJoining).toBe(true);
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    one.join();
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'CompletingRebalance',
      generation: 2,
      reason: 'join phase complete',
    });

    settle([one, two]);
    expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0, 2], 'consumer-2': [1, 3] });
    expect(one.isLeader).toBe(true);
    // The generation before is over.
    expect(one.heartbeat(1)).toBe(ERROR.ILLEGAL_GENERATION);
  });

  it('goes on without those who do not rejoin within the rebalance timeout', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2, { rebalanceTimeoutMs: 10_000 }) as [Consumer, Consumer];
    const three = new Consumer(world, 'consumer-3', { rebalanceTimeoutMs: 10_000 }).join();
    two.join();
    // The first lives, but is too busy to rejoin.
    world.wait(9999);
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    expect(three.isJoining).toBe(true);
    world.wait(1);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'CompletingRebalance', reason: 'rebalance timeout' });
    settle([two, three]);
    expect(two.isLeader).toBe(true);
    expect(one.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
    // Its session went with it.
    expect([...world.timers().keys()].some((key) => key.includes(one.memberId))).toBe(false);
  });

  it('waits for a member id that was given out, until that expires', () => {
    const world = new World();
    const [one] = stableGroup(world, 1, { rebalanceTimeoutMs: 60_000 }) as [Consumer];
    const ghost = new Consumer(world, 'ghost', { sessionTimeoutMs: 8000 });
    expect(world.answered(ghost.joinOnce()).errorCode).toBe(ERROR.MEMBER_ID_REQUIRED);
    // Asking for an id is no reason to rebalance.
    expect(world.lastGroupEvent().state).toBe('Stable');
    one.join();
    expect(one.isJoining).toBe(true);
    world.wait(7999);
    expect(one.isJoining).toBe(true);
    world.wait(1);
    expect(one.joined()).toMatchObject({ errorCode: 0, generationId: 2 });
    expect(one.members).toHaveLength(1);
  });

  it('does not keep an id that was not used in time', () => {
    const world = new World();
    stableGroup(world, 1);
    const ghost = new Consumer(world, 'ghost', { sessionTimeoutMs: 6000 });
    ghost.memberId = world.answered(ghost.joinOnce()).memberId;
    world.wait(6000);
    expect(world.answered(ghost.joinOnce())).toMatchObject({
      errorCode: ERROR.UNKNOWN_MEMBER_ID,
      memberId: ghost.memberId,
    });
  });

  it('starts when the leader of a stable group rejoins, not when a follower does', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    expect(two.join().joined()).toMatchObject({ errorCode: 0, generationId: 1, members: [] });
    expect(world.lastGroupEvent().state).toBe('Stable');
    one.join();
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'member rejoined' });
    two.join();
    settle([one, two]);
    expect(one.generation).toBe(2);
  });

  it('starts when a follower subscribes to something else', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    two.join({ topics: ['orders', 'payments'] });
    expect(two.isJoining).toBe(true);
    one.join();
    settle([one, two]);
    expect(one.generation).toBe(2);
  });

  it('during the sync phase sends everyone back to the join phase', () => {
    const world = new World({ slowDisk: true });
    const two = new Consumer(world, 'consumer-2');
    const one = new Consumer(world, 'consumer-1').join();
    two.join();
    world.wait(6000);
    one.joined();
    two.joined();
    two.sync();
    expect(two.isSyncing).toBe(true);
    new Consumer(world, 'consumer-3').join();
    expect(two.synced().errorCode).toBe(ERROR.REBALANCE_IN_PROGRESS);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', generation: 1 });
    expect(one.sync().synced().errorCode).toBe(ERROR.REBALANCE_IN_PROGRESS);
  });

  it('gives the current generation again to who asks twice in the sync phase', () => {
    const world = new World();
    const [one, two] = [new Consumer(world, 'consumer-1').join(), new Consumer(world, 'consumer-2').join()];
    world.wait(6000);
    const first = one.joined();
    two.joined();
    expect(one.join().joined()).toEqual(first);
    expect(two.join().joined()).toMatchObject({ errorCode: 0, generationId: 1, members: [] });
    expect(two.heartbeat()).toBe(0);
  });

  it('takes the last JoinGroup of a member that sent it twice', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    const given = one.joinOnce();
    one.join();
    two.join();
    expect(one.joined().generationId).toBe(2);
    expect(world.answer(given)).toBeUndefined();
  });

  it('chooses the protocol that most members put first, among those that all have', () => {
    const world = new World();
    const wishes = [
      ['range', 'roundrobin'],
      ['roundrobin', 'range'],
      ['sticky', 'roundrobin', 'range'],
    ];
    const consumers = wishes.map((protocols, i) => new Consumer(world, `consumer-${i + 1}`, { protocols }).join());
    world.wait(6000);
    expect(consumers.map((consumer) => consumer.joined().protocolName)).toEqual(Array(3).fill('roundrobin'));
    // The metadata that the leader sees is that of the chosen protocol.
    expect(consumers[0]?.members.every(({ metadata }) => metadata.length > 0)).toBe(true);
  });

  it('is bounded by the longest rebalance timeout of its members', () => {
    const world = new World();
    stableGroup(world, 1, { rebalanceTimeoutMs: 10_000, sessionTimeoutMs: 60_000 });
    const two = new Consumer(world, 'consumer-2', { rebalanceTimeoutMs: 20_000 }).join();
    world.wait(19_999);
    expect(two.isJoining).toBe(true);
    world.wait(1);
    expect(two.joined()).toMatchObject({ errorCode: 0, generationId: 2 });
    expect(two.members).toHaveLength(1);
  });
});

describe('JoinGroup is refused', () => {
  it('without a group id', () => {
    const world = new World();
    const sent = world.send('JoinGroup', { groupId: '', sessionTimeoutMs: 30_000, memberId: 'me' });
    expect(world.answered(sent)).toMatchObject({ errorCode: ERROR.INVALID_GROUP_ID, memberId: 'me', generationId: -1 });
    expect(world.coordinator.groups.size).toBe(0);
  });

  it('with a session timeout that the broker does not allow', () => {
    const world = new World();
    for (const sessionTimeoutMs of [5999, 1_800_001]) {
      const sent = new Consumer(world, 'hasty', { sessionTimeoutMs }).joinOnce();
      expect(world.answered(sent).errorCode).toBe(ERROR.INVALID_SESSION_TIMEOUT);
    }
    const sent = new Consumer(world, 'just', { sessionTimeoutMs: 6000 }).joinOnce();
    expect(world.answered(sent).errorCode).toBe(ERROR.MEMBER_ID_REQUIRED);
  });

  it('with a member id that the group does not have, or has no group', () => {
    const world = new World();
    const stranger = new Consumer(world, 'stranger');
    stranger.memberId = 'stranger-of-old';
    expect(world.answered(stranger.joinOnce()).errorCode).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(world.coordinator.groups.size).toBe(0);
    stableGroup(world, 1);
    expect(world.answered(stranger.joinOnce()).errorCode).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('with protocols that do not fit', () => {
    const world = new World();
    const refused = (protocols: readonly string[], protocolType: string): number =>
      world.answered(new Consumer(world, 'odd', { protocols, protocolType }).joinOnce()).errorCode;
    // To an empty group any fits that is one.
    expect(refused([], 'consumer')).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    expect(refused(['range'], '')).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    const [one] = stableGroup(world, 1) as [Consumer];
    expect(refused(['range'], 'consumer')).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    expect(refused(['RoundRobinAssigner'], 'connect')).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    expect(refused(['range', 'RoundRobinAssigner'], 'consumer')).toBe(ERROR.MEMBER_ID_REQUIRED);
    expect(world.answered(one.joinOnce({ protocols: ['range'] }))).toMatchObject({
      errorCode: ERROR.INCONSISTENT_GROUP_PROTOCOL,
      memberId: one.memberId,
    });
  });

  it('when the group is full', () => {
    const world = new World({ config: { groupMaxSize: 2 } });
    stableGroup(world, 2);
    const three = new Consumer(world, 'consumer-3').join();
    expect(three.joined()).toMatchObject({ errorCode: ERROR.GROUP_MAX_SIZE_REACHED, memberId: '' });
  });

  it('to the last that rejoins when the group has grown too large', () => {
    const world = new World({ config: { groupMaxSize: 1 } });
    // While a group gathers, only those who wait count: both ids were given out before anyone joined.
    const [one, two] = [new Consumer(world, 'consumer-1'), new Consumer(world, 'consumer-2')];
    for (const consumer of [one, two]) consumer.memberId = world.answered(consumer.joinOnce()).memberId;
    one.join();
    expect(world.answered(two.joinOnce()).errorCode).toBe(ERROR.GROUP_MAX_SIZE_REACHED);
    world.wait(6000);
    expect(one.joined().errorCode).toBe(0);
    expect(one.members).toHaveLength(1);
  });

  it('by a broker that does not coordinate the group', () => {
    const world = new World({ options: { groupError: () => ERROR.NOT_COORDINATOR } });
    const one = new Consumer(world, 'consumer-1');
    one.memberId = 'me';
    expect(world.answered(one.joinOnce()).errorCode).toBe(ERROR.NOT_COORDINATOR);
    expect(one.heartbeat()).toBe(ERROR.NOT_COORDINATOR);
    expect(one.sync().synced().errorCode).toBe(ERROR.NOT_COORDINATOR);
    expect(one.leave().errorCode).toBe(ERROR.NOT_COORDINATOR);
    expect(world.answered(one.commit(0, 1)).topics[0]?.partitions).toEqual([
      { partitionIndex: 0, errorCode: ERROR.NOT_COORDINATOR },
    ]);
  });
});
