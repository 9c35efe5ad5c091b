import { describe, expect, it } from 'vitest';
import { decodeOffsetCommitValue, decodeOffsetsKey } from '../../../src/sim/protocol/offsets-records';
import { type Consumer, GROUP, World, settle, stableGroup } from './harness';

const MINUTE_MS = 60_000;
const CONFIG = { offsetsRetentionMs: 60 * MINUTE_MS, offsetsRetentionCheckIntervalMs: 10 * MINUTE_MS };
const TOPICS = { topicExists: () => true };

function commit(
  world: World,
  topic: string,
  member?: Consumer,
  partition = 0,
  version = 5,
  retentionTimeMs = -1,
): void {
  world.send(
    'OffsetCommit',
    {
      groupId: GROUP,
      generationIdOrMemberEpoch: member?.generation ?? -1,
      memberId: member?.memberId ?? '',
      retentionTimeMs,
      topics: [{ name: topic, partitions: [{ partitionIndex: partition, committedOffset: 1 }] }],
    },
    { version },
  );
}

function committed(world: World): string[] {
  const { topics } = world.answered(world.send('OffsetFetch', { groupId: GROUP, topics: null }));
  return topics.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex }) => `${name}-${partitionIndex}`));
}

const exists = (world: World): boolean => world.coordinator.groups.has(GROUP);

/** Members go on reading for so long. */
function stay(world: World, consumers: readonly Consumer[], ms: number): void {
  for (let passed = 0; passed < ms; passed += 10_000) {
    world.wait(10_000);
    for (const consumer of consumers) expect(consumer.heartbeat()).toBe(0);
  }
}

describe('what a group has committed', () => {
  it('is kept for offsets.retention.minutes after its last member left, and then the group is gone too', () => {
    const world = new World({ config: CONFIG });
    const [one] = stableGroup(world, 1) as [Consumer];
    commit(world, 'orders', one);
    stay(world, [one], 120 * MINUTE_MS);
    expect(committed(world)).toEqual(['orders-0']);
    one.leave();
    const leftAtMs = world.nowMs;
    world.wait(60 * MINUTE_MS - 1);
    expect(committed(world)).toEqual(['orders-0']);
    const before = world.appends.length;
    world.wait(10 * MINUTE_MS);
    expect(world.nowMs - leftAtMs).toBeLessThan(70 * MINUTE_MS);
    expect(exists(world)).toBe(false);
    expect(world.appends.slice(before).flatMap(({ records }) => records)).toMatchObject([
      { value: null },
      { value: null },
    ]);
    expect(decodeOffsetsKey(world.appends.at(-1)!.records[1]!.key)).toEqual({ kind: 'group-metadata', group: GROUP });
    expect(world.events.slice(-2)).toMatchObject([
      { type: 'group', state: 'Dead', reason: 'group expired' },
      { type: 'offset-deleted', topic: 'orders', partition: 0, reason: 'expired' },
    ]);
    // Nothing is left to be looked after.
    expect([...world.timers().keys()]).toEqual([]);
  });

  it('counts from when the group became empty, also with a coordinator that read it from the log', () => {
    const old = new World({ config: CONFIG });
    const [one] = stableGroup(old, 1) as [Consumer];
    commit(old, 'orders', one);
    one.leave();
    const log = old.appends.flatMap(({ records }) => records);
    const world = new World({ config: CONFIG });
    world.nowMs = old.nowMs + 55 * MINUTE_MS;
    world.obey(world.coordinator.load(log, world.nowUs));
    world.wait(10 * MINUTE_MS - 1);
    expect(exists(world)).toBe(true);
    world.wait(1);
    expect(exists(world)).toBe(false);
  });

  it('by no member is kept for as long after each commit', () => {
    const world = new World({ config: CONFIG });
    commit(world, 'orders', undefined, 0);
    world.wait(35 * MINUTE_MS);
    commit(world, 'orders', undefined, 1);
    world.wait(24 * MINUTE_MS);
    expect(committed(world)).toEqual(['orders-0', 'orders-1']);
    world.wait(6 * MINUTE_MS);
    expect(committed(world)).toEqual(['orders-1']);
    expect(world.lastGroupEvent().state).toBe('Empty');
    world.wait(40 * MINUTE_MS);
    expect(exists(world)).toBe(false);
  });

  it('for a topic that nobody in a stable group reads any more, goes by its last commit', () => {
    const world = new World({ config: CONFIG, options: TOPICS });
    commit(world, 'payments');
    const [one] = stableGroup(world, 1) as [Consumer];
    commit(world, 'orders', one);
    stay(world, [one], 59 * MINUTE_MS);
    expect(committed(world).sort()).toEqual(['orders-0', 'payments-0']);
    stay(world, [one], 11 * MINUTE_MS);
    expect(committed(world)).toEqual(['orders-0']);
    expect(world.lastGroupEvent().state).toBe('Stable');
  });

  it('is not touched while the group rebalances', () => {
    const world = new World({ config: CONFIG, options: TOPICS });
    commit(world, 'payments');
    const [one, two] = stableGroup(world, 2, {
      rebalanceTimeoutMs: 30 * MINUTE_MS,
      sessionTimeoutMs: 30 * MINUTE_MS,
    }) as [Consumer, Consumer];
    stay(world, [one, two], 58 * MINUTE_MS);
    two.join({ topics: ['payments', 'orders'] });
    world.wait(9 * MINUTE_MS);
    expect(world.lastGroupEvent().state).toBe('PreparingRebalance');
    expect(committed(world)).toEqual(['payments-0']);
    one.join();
    settle([one, two]);
    stay(world, [one, two], 20 * MINUTE_MS);
    // Somebody reads it again.
    expect(committed(world)).toEqual(['payments-0']);
  });

  it('of members that speak another protocol, or in riddles, is kept while there are any', () => {
    const world = new World({ config: CONFIG });
    commit(world, 'orders');
    const [worker] = stableGroup(world, 1, { protocolType: 'connect' }) as [Consumer];
    stay(world, [worker], 80 * MINUTE_MS);
    expect(committed(world)).toEqual(['orders-0']);
    worker.leave();
    world.wait(70 * MINUTE_MS);
    expect(exists(world)).toBe(false);
  });

  it('may have an expiry of its own, as clients of long ago asked for', () => {
    const world = new World({ config: CONFIG });
    commit(world, 'orders', undefined, 0, 4, 15 * MINUTE_MS);
    const { value } = world.appends.at(-1)!.records[0]!;
    expect(decodeOffsetCommitValue(value!)).toMatchObject({
      version: 1,
      expireTimestamp: 1_700_000_000_000 + 15 * MINUTE_MS,
    });
    const next = new World({ config: CONFIG });
    next.obey(
      next.coordinator.load(
        world.appends.flatMap(({ records }) => records),
        0,
      ),
    );
    for (const each of [world, next]) {
      each.wait(10 * MINUTE_MS);
      expect(exists(each)).toBe(true);
      each.wait(10 * MINUTE_MS);
      expect(exists(each)).toBe(false);
    }
  });

  it('by nobody is no reason to keep a group', () => {
    const world = new World({ config: CONFIG });
    const [one] = stableGroup(world, 1) as [Consumer];
    one.leave();
    world.wait(10 * MINUTE_MS);
    expect(exists(world)).toBe(false);
    expect(world.lastGroupEvent()).toMatchObject({ state: 'Dead', generation: 2, reason: 'group expired' });
  });

  it('a moment ago keeps its group, even before it is on all in-sync replicas', () => {
    const world = new World({ config: CONFIG, slowDisk: true });
    commit(world, 'orders');
    world.commit(world.appends.at(-1)!);
    world.wait(60 * MINUTE_MS - 1);
    commit(world, 'orders', undefined, 1);
    const fresh = world.appends.at(-1)!;
    world.wait(1);
    const tombstones = world.appends.at(-1)!;
    expect(tombstones.records.map(({ key }) => decodeOffsetsKey(key))).toMatchObject([{ partition: 0 }]);
    world.commit(fresh);
    world.commit(tombstones);
    expect(committed(world)).toEqual(['orders-1']);
  });

  it('is kept a week by default, and looked at every ten minutes', () => {
    const world = new World();
    commit(world, 'orders');
    expect(world.timers().get('offsets-retention')).toBe(600_000);
    world.wait(7 * 24 * 60 * MINUTE_MS - 1);
    expect(exists(world)).toBe(true);
    world.wait(1);
    expect(exists(world)).toBe(false);
  });
});
