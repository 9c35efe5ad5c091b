import { describe, expect, it } from 'vitest';
import { decodeAssignment, encodeAssignment } from '../../../src/sim/protocol/consumer-protocol';
import { ERROR } from '../../../src/sim/protocol/errors';
import { decodeGroupMetadataValue, decodeOffsetsKey } from '../../../src/sim/protocol/offsets-records';
import { Consumer, GROUP, World, assignments, stableGroup } from './harness';

/** Two consumers that have joined and not synced. */
function joined(world: World): [Consumer, Consumer] {
  const one = new Consumer(world, 'consumer-1').join();
  const two = new Consumer(world, 'consumer-2').join();
  world.wait(6000);
  one.joined();
  two.joined();
  return [one, two];
}

describe('SyncGroup', () => {
  it('of a follower waits for the leader, whose own waits for the log', () => {
    const world = new World({ slowDisk: true });
    const [one, two] = joined(world);
    two.sync();
    expect(two.isSyncing).toBe(true);
    const before = world.appends.length;
    one.sync({ [one.memberId]: [0, 1], [two.memberId]: [2, 3] });
    expect(one.isSyncing).toBe(true);
    expect(two.isSyncing).toBe(true);
    expect(world.lastGroupEvent().state).toBe('CompletingRebalance');

    const [append] = world.appends.slice(before);
    if (append === undefined) throw new Error('nothing was written');
    const [record] = append.records;
    expect(append.group).toBe(GROUP);
    expect(decodeOffsetsKey(record?.key ?? new Uint8Array())).toEqual({ kind: 'group-metadata', group: GROUP });
    expect(decodeGroupMetadataValue(record?.value ?? new Uint8Array())).toMatchObject({
      protocolType: 'consumer',
      generation: 1,
      protocol: 'RoundRobinAssigner',
      leader: one.memberId,
      currentStateTimestamp: 1_700_000_006_000,
      members: [
        { memberId: one.memberId, clientId: 'consumer-1', clientHost: '/10.0.0.7', sessionTimeout: 30_000 },
        { memberId: two.memberId, clientId: 'consumer-2', rebalanceTimeout: 60_000 },
      ],
    });

    world.wait(700);
    world.commit(append);
    expect(decodeAssignment(one.synced().assignment).assignedPartitions).toEqual([
      { topic: 'orders', partitions: [0, 1] },
    ]);
    expect(decodeAssignment(two.synced().assignment).assignedPartitions).toEqual([
      { topic: 'orders', partitions: [2, 3] },
    ]);
    expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0, 1], 'consumer-2': [2, 3] });
  });

  it('after the leader, and again, gets the stored assignment at once', () => {
    const world = new World();
    const [one, two] = joined(world);
    one.sync({ [two.memberId]: [0] });
    expect(one.synced()).toMatchObject({ errorCode: 0 });
    expect(one.assignment).toHaveLength(0);
    two.sync();
    const { assignment } = two.synced();
    expect(decodeAssignment(assignment).assignedPartitions).toEqual([{ topic: 'orders', partitions: [0] }]);
    expect(two.sync().synced().assignment).toEqual(assignment);
  });

  it('is failed, and the group rebalances, when the assignment cannot be stored', () => {
    const world = new World({ slowDisk: true });
    const [one, two] = joined(world);
    two.sync();
    one.sync({ [one.memberId]: [0] });
    const append = world.appends.at(-1);
    if (append !== undefined) world.commit(append, ERROR.NOT_ENOUGH_REPLICAS);
    expect(one.synced().errorCode).toBe(ERROR.COORDINATOR_NOT_AVAILABLE);
    expect(two.synced().errorCode).toBe(ERROR.COORDINATOR_NOT_AVAILABLE);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'PreparingRebalance', reason: 'assignment not stored' });
    one.join();
    expect(one.isJoining).toBe(true);
    two.join();
    expect(one.joined().generationId).toBe(2);
  });

  it('is of no effect when its record comes too late', () => {
    const world = new World({ slowDisk: true });
    const [one, two] = joined(world);
    one.sync({ [one.memberId]: [0] });
    const late = world.appends.at(-1);
    const three = new Consumer(world, 'consumer-3').join();
    one.join();
    two.join();
    expect([one, two, three].map((consumer) => consumer.joined().generationId)).toEqual([2, 2, 2]);
    if (late !== undefined) world.commit(late);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'CompletingRebalance', generation: 2 });
    expect(one.sync().isSyncing).toBe(true);
  });

  it.each([0, ERROR.NOT_ENOUGH_REPLICAS])(
    'that the leader sent twice is stored twice, and counts once (%i)',
    (error) => {
      const world = new World({ slowDisk: true });
      const [one] = joined(world);
      const before = world.appends.length;
      one.sync({ [one.memberId]: [0] });
      one.sync({ [one.memberId]: [1] });
      const [first, second] = world.appends.slice(before);
      if (first !== undefined) world.commit(first);
      expect(decodeAssignment(one.synced().assignment).assignedPartitions[0]?.partitions).toEqual([0]);
      if (second !== undefined) world.commit(second, error);
      expect(assignments(world.lastGroupEvent())).toEqual({ 'consumer-1': [0], 'consumer-2': [] });
    },
  );

  it('must come from a member of this generation', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const sync = (changes: object, version = 3): number =>
      world.answered(
        world.send('SyncGroup', { groupId: GROUP, generationId: 1, memberId: one.memberId, ...changes }, { version }),
      ).errorCode;
    expect(sync({ groupId: '' })).toBe(ERROR.INVALID_GROUP_ID);
    expect(sync({ groupId: 'none' })).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(sync({ memberId: 'nobody' })).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(sync({ generationId: 0 })).toBe(ERROR.ILLEGAL_GENERATION);
    expect(sync({ groupInstanceId: 'shelf-1' })).toBe(ERROR.UNKNOWN_MEMBER_ID);
    // v5 says what it believes to be agreed upon.
    const agreed = { protocolType: 'consumer', protocolName: 'RoundRobinAssigner' };
    expect(sync(agreed, 5)).toBe(0);
    expect(sync({ ...agreed, protocolName: 'range' }, 5)).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    expect(sync({ ...agreed, protocolType: 'connect' }, 5)).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    expect(sync({ protocolType: 'consumer' }, 5)).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    one.leave();
    expect(sync({})).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('answers v5 with what was agreed upon', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const sent = world.send(
      'SyncGroup',
      {
        groupId: GROUP,
        generationId: 1,
        memberId: one.memberId,
        protocolType: 'consumer',
        protocolName: 'RoundRobinAssigner',
      },
      { version: 5 },
    );
    expect(world.answered(sent)).toMatchObject({ protocolType: 'consumer', protocolName: 'RoundRobinAssigner' });
  });

  it('carries what it likes: the broker does not read it', () => {
    const world = new World();
    const [one] = joined(world);
    const assignment = Uint8Array.of(0, 0, 255, 255, 255);
    const sent = world.send('SyncGroup', {
      groupId: GROUP,
      generationId: 1,
      memberId: one.memberId,
      assignments: [{ memberId: one.memberId, assignment }],
    });
    expect(world.answered(sent).assignment).toEqual(assignment);
    expect(world.lastGroupEvent().members[0]?.assignment).toEqual([]);
    expect(encodeAssignment(0, {})).not.toHaveLength(0);
  });
});

describe('Heartbeat', () => {
  it('must come from a member of this generation', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const beat = (changes: object): number =>
      world.answered(world.send('Heartbeat', { groupId: GROUP, generationId: 1, memberId: one.memberId, ...changes }))
        .errorCode;
    expect(beat({})).toBe(0);
    expect(beat({ groupId: '' })).toBe(ERROR.INVALID_GROUP_ID);
    expect(beat({ groupId: 'none' })).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(beat({ memberId: 'nobody' })).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(beat({ generationId: 2 })).toBe(ERROR.ILLEGAL_GENERATION);
    one.leave();
    expect(beat({})).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('is fine in the sync phase', () => {
    const world = new World();
    const [one, two] = joined(world);
    expect([one.heartbeat(), two.heartbeat()]).toEqual([0, 0]);
  });

  it('does not run the chart; nor do commits and fetches', () => {
    const world = new World();
    const [one] = stableGroup(world, 1) as [Consumer];
    const group = world.coordinator.groups.get(GROUP);
    const snapshot = group?.snapshot;
    one.heartbeat();
    world.answered(one.commit(0, 5));
    world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: null }));
    expect(snapshot).toBeDefined();
    expect(group?.snapshot).toBe(snapshot);
  });
});
