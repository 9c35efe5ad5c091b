import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { encodeGroupMetadataKey, encodeOffsetCommitKey } from '../../../src/sim/protocol/offsets-records';
import { Consumer, GROUP, World, assignments, settle, stableGroup } from './harness';

const logOf = (world: World) => world.appends.flatMap(({ records }) => records);

describe('a new coordinator', () => {
  it('knows from the log a stable group, whose members notice nothing', () => {
    const old = new World();
    const consumers = stableGroup(old, 2, { groupInstanceId: null });
    consumers[0]?.commit(3, 99, 'note');

    const world = new World();
    world.obey(world.coordinator.load(logOf(old), 0));
    expect(world.lastGroupEvent()).toMatchObject({
      state: 'Stable',
      generation: 1,
      protocol: 'RoundRobinAssigner',
      leader: consumers[0]?.memberId,
      members: [
        { clientId: 'consumer-1', process: null, assignment: [{ topic: 'orders', partitions: [0, 2] }] },
        { clientId: 'consumer-2', process: null, assignment: [{ topic: 'orders', partitions: [1, 3] }] },
      ],
      reason: 'group loaded',
    });
    const [one, two] = consumers.map((consumer) => follow(world, consumer)) as [Consumer, Consumer];
    expect([one.heartbeat(), two.heartbeat()]).toEqual([0, 0]);
    // From their requests it learns which processes they are, and says so once.
    expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0, 2], 'consumer-2': [1, 3] });
    expect(world.groupEvents().map(({ reason }) => reason)).toEqual([
      'group loaded',
      'member heard of',
      'member heard of',
    ]);
    one.heartbeat();
    expect(world.groupEvents()).toHaveLength(3);
    const fetched = world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: null }));
    expect(fetched.topics).toMatchObject([
      { name: 'orders', partitions: [{ partitionIndex: 3, committedOffset: 99, metadata: 'note' }] },
    ]);
    // A member that has not followed is lost after its session timeout.
    world.wait(20_000);
    expect(one.heartbeat()).toBe(0);
    world.wait(10_000);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'session expired' });
    one.join();
    settle([one]);
    expect(one.generation).toBe(2);
  });

  it('says nothing against members while it reads', () => {
    let error: number = ERROR.COORDINATOR_LOAD_IN_PROGRESS;
    const world = new World({ options: { groupError: () => error } });
    const one = new Consumer(world, 'consumer-1');
    one.memberId = 'consumer-1-of-old';
    expect(one.heartbeat(3)).toBe(0);
    expect(world.answered(one.joinOnce()).errorCode).toBe(ERROR.COORDINATOR_LOAD_IN_PROGRESS);
    error = ERROR.NOT_COORDINATOR;
    expect(one.heartbeat(3)).toBe(ERROR.NOT_COORDINATOR);
  });

  it('knows a static member by its instance id', () => {
    const old = new World();
    const before = new Consumer(old, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    old.wait(3000);
    settle([before]);
    const world = new World();
    world.obey(world.coordinator.load(logOf(old), 0));
    const again = new Consumer(world, 'consumer-1', { groupInstanceId: 'shelf-1' }).join();
    expect(again.joined()).toMatchObject({ errorCode: 0, generationId: 1 });
    expect(again.sync().synced().assignment).toEqual(before.assignment);
  });

  it('knows an empty group by its last generation, and offsets without members', () => {
    const old = new World();
    const [one] = stableGroup(old, 1) as [Consumer];
    one.leave();
    const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 1 }] }];
    old.send('OffsetCommit', { groupId: 'bookmarks', topics });
    const world = new World();
    world.obey(world.coordinator.load(logOf(old), 0));
    expect(world.groupEvents().map(({ group, state, generation }) => [group, state, generation])).toEqual([
      [GROUP, 'Empty', 2],
      ['bookmarks', 'Empty', 0],
    ]);
    const two = new Consumer(world, 'consumer-2').join();
    world.wait(3000);
    expect(two.joined().generationId).toBe(3);
  });

  it('reads the log to its end: later records win, tombstones delete', () => {
    const old = new World();
    const [one] = stableGroup(old, 1) as [Consumer];
    for (const offset of [1, 2, 3]) one.commit(0, offset);
    one.commit(1, 7);
    const log = logOf(old);
    const load = (records: typeof log): World => {
      const world = new World();
      world.obey(world.coordinator.load(records, 0));
      return world;
    };
    const topics = (world: World): unknown =>
      world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: null })).topics;
    const partitionGone = { key: encodeOffsetCommitKey({ group: GROUP, topic: 'orders', partition: 1 }), value: null };
    const firstGone = { key: encodeOffsetCommitKey({ group: GROUP, topic: 'orders', partition: 0 }), value: null };
    expect(topics(load([...log, partitionGone]))).toMatchObject([
      { partitions: [{ partitionIndex: 0, committedOffset: 3 }] },
    ]);
    expect(topics(load([...log, partitionGone, firstGone]))).toEqual([]);
    const groupGone = { key: encodeGroupMetadataKey(GROUP), value: null };
    expect(load([...log, partitionGone, firstGone, groupGone]).coordinator.groups.size).toBe(0);
  });

  it('passes over records of kinds that it does not keep, and refuses those that are none', () => {
    const world = new World();
    const consumerGroupMetadata = Uint8Array.of(0, 3, 0, 1, 103);
    expect(world.coordinator.load([{ key: consumerGroupMetadata, value: new Uint8Array(4) }], 0)).toEqual([]);
    expect(() => world.coordinator.load([{ key: Uint8Array.of(0), value: null }], 0)).toThrow();
  });
});

describe('a coordinator that is one no more', () => {
  it('sends those who wait to look for the new one, and forgets the group', () => {
    const world = new World();
    const [one, two] = stableGroup(world, 2) as [Consumer, Consumer];
    const three = new Consumer(world, 'consumer-3').join();
    one.join();
    world.obey(world.coordinator.unload((groupId) => groupId === GROUP, world.nowUs));
    expect([one, three].map((consumer) => consumer.joined().errorCode)).toEqual(Array(2).fill(ERROR.NOT_COORDINATOR));
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Dead', reason: 'group unloaded' });
    expect([...world.timers().keys()]).toEqual([]);
    expect(world.coordinator.groups.size).toBe(0);
    expect(two.heartbeat()).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('answers what hangs on an append, too', () => {
    const world = new World({ slowDisk: true });
    const one = new Consumer(world, 'consumer-1').join();
    const two = new Consumer(world, 'consumer-2').join();
    world.wait(6000);
    one.joined();
    two.joined();
    one.sync();
    two.sync();
    const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 1 }] }];
    const commit = world.send('OffsetCommit', { groupId: 'bookmarks', topics });
    world.obey(world.coordinator.unload(() => true, world.nowUs));
    expect([one, two].map((consumer) => consumer.synced().errorCode)).toEqual(Array(2).fill(ERROR.NOT_COORDINATOR));
    expect(world.answered(commit).topics[0]?.partitions[0]?.errorCode).toBe(ERROR.NOT_COORDINATOR);
    // What the log says afterwards is of no interest.
    for (const append of world.appends) world.commit(append);
    expect(world.coordinator.groups.size).toBe(0);
    expect([...world.timers().keys()]).toEqual([]);
  });

  it('keeps the groups of other partitions', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    world.obey(world.coordinator.unload((groupId) => groupId !== GROUP, world.nowUs));
    expect(one.heartbeat()).toBe(0);
  });
});

/** The same consumer, at another broker. */
function follow(world: World, consumer: Consumer): Consumer {
  const there = new Consumer(world, consumer.name);
  there.memberId = consumer.memberId;
  there.generation = consumer.generation;
  return there;
}
