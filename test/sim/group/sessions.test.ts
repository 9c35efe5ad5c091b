import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { Consumer, World, assignments, settle, stableGroup } from './harness';

describe('a session', () => {
  it('ends when a consumer is killed; its partitions move', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2, { sessionTimeoutMs: 10_000 }) as [Consumer, Consumer];
    world.wait(4000);
    expect(one.heartbeat()).toBe(0);
    // The second is dead. Nobody knows until its session timeout is over.
    world.wait(5999);
    expect(one.heartbeat()).toBe(0);
    expect(world.lastGroupEvent().state).toBe('Stable');
    world.wait(1);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'session expired' });
    expect(world.lastGroupEvent().members.map(({ process }) => process)).toEqual(['consumer-1']);
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    one.join();
    settle([one]);
    expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0, 1, 2, 3] });
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('goes on with every heartbeat', () => {
    const world = new World();
    const [one] = stableGroup(world, 1, { sessionTimeoutMs: 10_000 }) as [Consumer];
    for (let i = 0; i < 20; i++) {
      world.wait(9999);
      expect(one.heartbeat()).toBe(0);
    }
    world.wait(9999);
    expect(world.lastGroupEvent().state).toBe('Stable');
    world.wait(1);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Empty', generation: 2, members: [], leader: null });
  });

  it('goes on with commits', () => {
    const world = new World();
    const [one] = stableGroup(world, 1, { sessionTimeoutMs: 10_000 }) as [Consumer];
    world.wait(9999);
    one.commit(0, 5);
    world.wait(9999);
    expect(one.heartbeat()).toBe(0);
  });

  it('costs no timer for a heartbeat', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const before = world.journal.length;
    for (let i = 0; i < 5; i++) one.heartbeat();
    expect(world.journal.slice(before).map(({ output }) => output.type)).toEqual(Array(5).fill('reply'));
  });

  it('does not end while a JoinGroup waits', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2, { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 60_000 }) as [
      Consumer,
      Consumer,
    ];
    one.join();
    for (let i = 0; i < 5; i++) {
      world.wait(9000);
      expect(two.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    }
    // 45 s without a word from the first, which waits.
    two.join();
    settle([one, two]);
    expect(one.generation).toBe(2);
    // From its answer on it has a session again.
    world.wait(9999);
    expect(one.heartbeat()).toBe(0);
  });

  it('does not end while a SyncGroup waits', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1', { sessionTimeoutMs: 6000 }).join();
    world.wait(3000);
    one.joined();
    one.sync({ [one.memberId]: [0] });
    const append = world.appends.at(-1);
    world.wait(20_000);
    expect(one.isSyncing).toBe(true);
    if (append !== undefined) world.commit(append);
    expect(one.synced().errorCode).toBe(0);
    world.wait(5999);
    expect(one.heartbeat()).toBe(0);
  });

  it('of a member that waits for its first answer lasts five minutes', () => {
    const world = new World();
    const rebalanceTimeoutMs = 20 * 60_000;
    const [one] = stableGroup(world, 1, { rebalanceTimeoutMs }) as [Consumer];
    const two = new Consumer(world, 'consumer-2', { sessionTimeoutMs: 6000 }).join();
    for (let i = 0; i < 14; i++) {
      world.wait(20_000);
      expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    }
    world.wait(19_999);
    expect(two.isJoining).toBe(true);
    world.wait(1);
    expect(two.joined()).toMatchObject({ errorCode: ERROR.UNKNOWN_MEMBER_ID, memberId: '' });
    expect(world.lastGroupEvent().members.map(({ process }) => process)).toEqual(['consumer-1']);
    expect(one.join().joined().generationId).toBe(2);
  });

  it('that ends during a rebalance may complete it', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2, { sessionTimeoutMs: 10_000 }) as [Consumer, Consumer];
    one.join();
    world.wait(9999);
    expect(one.isJoining).toBe(true);
    world.wait(1);
    expect(one.joined()).toMatchObject({ errorCode: 0, generationId: 2 });
    expect(one.members).toHaveLength(1);
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('that ends in the sync phase starts a rebalance', () => {
    const world = new World();
    const options = { sessionTimeoutMs: 6000 };
    const [one, two] = [new Consumer(world, 'consumer-1', options), new Consumer(world, 'consumer-2', options)];
    one.join();
    two.join();
    world.wait(6000);
    one.joined();
    two.joined();
    world.wait(5000);
    expect(one.heartbeat()).toBe(0);
    world.wait(1000);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'session expired' });
    expect(one.heartbeat()).toBe(ERROR.REBALANCE_IN_PROGRESS);
    expect(one.sync().synced().errorCode).toBe(ERROR.REBALANCE_IN_PROGRESS);
  });
});

describe('the sync phase', () => {
  it('removes members that do not ask for their assignment within the rebalance timeout', () => {
    const world = new World();
    const options = { sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 10_000 };
    const one = new Consumer(world, 'consumer-1', options).join();
    const two = new Consumer(world, 'consumer-2', options).join();
    world.wait(6000);
    one.joined();
    two.joined();
    world.wait(4000);
    // The leader assigns; the group is stable without the other's SyncGroup, whose time goes on running.
    one.sync({ [one.memberId]: [0, 1], [two.memberId]: [2, 3] });
    expect(one.synced().errorCode).toBe(0);
    expect(world.lastGroupEvent().state).toBe('Stable');
    world.wait(5999);
    expect(two.heartbeat()).toBe(0);
    world.wait(1);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'sync timeout' });
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(one.join().joined().generationId).toBe(2);
  });

  it('removes a leader that makes no assignment, and fails those who wait for it', () => {
    const world = new World();
    const options = { sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 10_000 };
    const one = new Consumer(world, 'consumer-1', options).join();
    const two = new Consumer(world, 'consumer-2', options).join();
    world.wait(6000);
    one.joined();
    two.joined();
    two.sync();
    world.wait(10_000);
    expect(two.synced().errorCode).toBe(ERROR.REBALANCE_IN_PROGRESS);
    two.join();
    settle([two]);
    expect(two.isLeader).toBe(true);
    expect(one.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('ends with its timer when everyone has asked', () => {
    const world = new World();
    stableGroup(world, 2, { rebalanceTimeoutMs: 10_000, sessionTimeoutMs: 60_000 });
    expect([...world.timers().keys()].filter((key) => key.includes('xstate'))).toEqual([]);
    world.wait(20_000);
    expect(world.lastGroupEvent().state).toBe('Stable');
  });
});
