import { describe, expect, it } from 'vitest';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeOffsetsKey } from '../../../src/sim/protocol/offsets-records';
import { Consumer, GROUP, World, stableGroup, type Sent, type WorldOptions } from './harness';

const WORLD: WorldOptions = {
  options: { topicExists: (topic, partition) => ['orders', 'payments'].includes(topic) && partition < 4 },
};

const partitionsOf = (name: string, indexes: readonly number[]) => ({
  name,
  partitions: indexes.map((partitionIndex) => ({ partitionIndex })),
});

const offsetDelete = (world: World, topics: Record<string, readonly number[]>, groupId = GROUP): Sent<'OffsetDelete'> =>
  world.send('OffsetDelete', {
    groupId,
    topics: Object.entries(topics).map(([name, indexes]) => partitionsOf(name, indexes)),
  });

function errors(world: World, sent: Sent<'OffsetDelete'>): Record<string, number[]> | number {
  const { errorCode, topics } = world.answered(sent);
  if (errorCode !== 0) {
    expect(topics).toEqual([]);
    return errorCode;
  }
  return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.map((one) => one.errorCode)]));
}

function commit(world: World, topics: Record<string, readonly number[]>, member?: Consumer): void {
  world.send('OffsetCommit', {
    groupId: GROUP,
    generationIdOrMemberEpoch: member?.generation ?? -1,
    memberId: member?.memberId ?? '',
    topics: Object.entries(topics).map(([name, indexes]) => ({
      name,
      partitions: indexes.map((partitionIndex) => ({ partitionIndex, committedOffset: 1 })),
    })),
  });
}

function committed(world: World): Record<string, number[]> {
  const { topics } = world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: null }));
  return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.map((one) => one.partitionIndex)]));
}

describe('OffsetDelete', () => {
  it('forgets what a group without members committed, with a tombstone for each', () => {
    const world = new World(WORLD);
    commit(world, { orders: [0, 1, 2], payments: [0] });
    expect(errors(world, offsetDelete(world, { orders: [0, 2, 3], payments: [0] }))).toEqual({
      orders: [0, 0, 0],
      payments: [0],
    });
    expect(world.appends.at(-1)?.records.map(({ key, value }) => [decodeOffsetsKey(key), value])).toMatchObject([
      [{ topic: 'orders', partition: 0 }, null],
      [{ topic: 'orders', partition: 2 }, null],
      [{ topic: 'payments', partition: 0 }, null],
    ]);
    expect(committed(world)).toEqual({ orders: [1] });
    expect(world.events.at(-1)).toEqual({
      type: 'offset-deleted',
      group: GROUP,
      topic: 'payments',
      partition: 0,
      reason: 'OffsetDelete',
    });
  });

  it('knows topics and partitions that do not exist, and writes nothing where nothing is committed', () => {
    const world = new World(WORLD);
    commit(world, { orders: [0] });
    const before = world.appends.length;
    expect(errors(world, offsetDelete(world, { orders: [1, 9], nothing: [0] }))).toEqual({
      orders: [0, ERROR.UNKNOWN_TOPIC_OR_PARTITION],
      nothing: [ERROR.UNKNOWN_TOPIC_OR_PARTITION],
    });
    expect(world.appends).toHaveLength(before);
  });

  it('spares the topics that consumers read, and forgets others', () => {
    const world = new World(WORLD);
    commit(world, { payments: [1] });
    const [one] = stableGroup(world, 1) as [Consumer];
    commit(world, { orders: [1] }, one);
    expect(errors(world, offsetDelete(world, { orders: [1], payments: [1] }))).toEqual({
      orders: [ERROR.GROUP_SUBSCRIBED_TO_TOPIC],
      payments: [0],
    });
    expect(committed(world)).toEqual({ orders: [1] });
    // Nobody reads it any more.
    one.leave();
    expect(errors(world, offsetDelete(world, { orders: [1] }))).toEqual({ orders: [0] });
  });

  it('goes by the last generation while the group rebalances', () => {
    const world = new World(WORLD);
    commit(world, { payments: [1] });
    stableGroup(world, 1);
    new Consumer(world, 'consumer-2', { topics: ['payments'] }).join();
    expect(world.lastGroupEvent().state).toBe('PreparingRebalance');
    expect(errors(world, offsetDelete(world, { payments: [1] }))).toEqual({ payments: [0] });
  });

  it('takes any topic for one that is read when the members speak in riddles', () => {
    const world = new World(WORLD);
    commit(world, { orders: [1] });
    const join = (memberId: string) =>
      world.send('JoinGroup', {
        groupId: GROUP,
        sessionTimeoutMs: 30_000,
        rebalanceTimeoutMs: 60_000,
        memberId,
        protocolType: 'consumer',
        protocols: [{ name: 'secret', metadata: Uint8Array.of(0) }],
      });
    join(world.answered(join('')).memberId);
    world.wait(3000);
    expect(errors(world, offsetDelete(world, { orders: [1] }))).toEqual({ orders: [ERROR.GROUP_SUBSCRIBED_TO_TOPIC] });
  });

  it('does not know what members of another protocol read', () => {
    const world = new World(WORLD);
    const workers = stableGroup(world, 1, { protocolType: 'connect' });
    expect(errors(world, offsetDelete(world, { orders: [1] }))).toBe(ERROR.NON_EMPTY_GROUP);
    workers[0]?.leave();
    expect(errors(world, offsetDelete(world, { orders: [1] }))).toEqual({ orders: [0] });
  });

  it('wants a group that exists, is named, and is here', () => {
    const world = new World({
      options: { groupError: (groupId) => (groupId === 'elsewhere' ? ERROR.NOT_COORDINATOR : 0) },
    });
    expect(errors(world, offsetDelete(world, { orders: [1] }))).toBe(ERROR.GROUP_ID_NOT_FOUND);
    expect(errors(world, offsetDelete(world, { orders: [1] }, ''))).toBe(ERROR.INVALID_GROUP_ID);
    expect(errors(world, offsetDelete(world, { orders: [1] }, 'elsewhere'))).toBe(ERROR.NOT_COORDINATOR);
  });

  it('forgets nothing when the log refuses the tombstones', () => {
    const world = new World({ ...WORLD, slowDisk: true });
    commit(world, { orders: [0] });
    world.commit(world.appends.at(-1)!);
    const sent = offsetDelete(world, { orders: [0] });
    world.commit(world.appends.at(-1)!, ERROR.NOT_ENOUGH_REPLICAS);
    expect(errors(world, sent)).toBe(ERROR.COORDINATOR_NOT_AVAILABLE);
    expect(committed(world)).toEqual({ orders: [0] });
  });

  it('finds a commit that is only on its way to the in-sync replicas', () => {
    const world = new World({ ...WORLD, slowDisk: true });
    commit(world, { orders: [0] });
    world.commit(world.appends.at(-1)!);
    commit(world, { orders: [1] });
    const onItsWay = world.appends.at(-1)!;
    const sent = offsetDelete(world, { orders: [0, 1] });
    const tombstones = world.appends.at(-1)!;
    expect(tombstones.records).toHaveLength(2);
    world.commit(onItsWay);
    expect(committed(world)).toEqual({ orders: [0, 1] });
    world.commit(tombstones);
    expect(errors(world, sent)).toEqual({ orders: [0, 0] });
    expect(committed(world)).toEqual({});
  });
});

describe('the end of a topic', () => {
  it('takes along what groups have committed for it', () => {
    const world = new World(WORLD);
    commit(world, { orders: [0, 1], payments: [0] });
    const [one] = stableGroup(world, 1) as [Consumer];
    commit(world, { orders: [2] }, one);
    const gone = [0, 1, 2, 3].map((partition) => ({ topic: 'orders', partition }));
    world.obey(world.coordinator.onPartitionsDeleted(gone, world.nowUs));
    expect(committed(world)).toEqual({ payments: [0] });
    expect(world.events.slice(-3)).toEqual(
      [0, 1, 2].map((partition) => ({
        type: 'offset-deleted',
        group: GROUP,
        topic: 'orders',
        partition,
        reason: 'topic deleted',
      })),
    );
    expect(world.coordinator.onPartitionsDeleted(gone, world.nowUs)).toEqual([]);
  });
});
