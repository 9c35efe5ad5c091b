import { describe, expect, it } from 'vitest';
import type { PartitionImage } from '../../../src/sim/controller/metadata-image';
import { Partition } from '../../../src/sim/broker/partition';
import type { StoredBatch } from '../../../src/sim/storage/partition-log';

const image = (over: Partial<PartitionImage> = {}): PartitionImage => ({
  partition: 0,
  replicas: [1, 2, 3],
  isr: [1, 2, 3],
  leader: 1,
  leaderEpoch: 0,
  partitionEpoch: 0,
  ...over,
});

function batch(baseOffset: number, count: number): StoredBatch {
  const summary = { topic: 'T', partition: 0, baseOffset, count, bytes: 10, keys: [], sizes: [] };
  return {
    baseOffset,
    lastOffset: baseOffset + count - 1,
    maxTimestamp: 0,
    leaderEpoch: 0,
    bytes: new Uint8Array(10),
    summary,
  };
}

const leader = (over: Partial<PartitionImage> = {}, minIsr = 1): Partition =>
  new Partition('T', 1, image(over), minIsr, 0);

describe('high watermark on the leader', () => {
  it('is the least log end offset of the ISR', () => {
    const partition = leader();
    expect(partition.appendAsLeader(batch(0, 5))).toBe(false);
    expect(partition.recordFollowerFetch(2, 5, 10)).toBe(false);
    expect(partition.highWatermark).toBe(0);
    expect(partition.recordFollowerFetch(3, 3, 20)).toBe(true);
    expect(partition.highWatermark).toBe(3);
    expect(partition.recordFollowerFetch(3, 5, 30)).toBe(true);
    expect(partition.highWatermark).toBe(5);
  });

  it('moves with the append when the leader is alone in the ISR', () => {
    const partition = leader({ isr: [1] });
    expect(partition.appendAsLeader(batch(0, 2))).toBe(true);
    expect(partition.highWatermark).toBe(2);
  });

  it('stands still while the ISR is smaller than min.insync.replicas (KIP-966)', () => {
    const partition = leader({ isr: [1] }, 2);
    expect(partition.appendAsLeader(batch(0, 2))).toBe(false);
    expect(partition.highWatermark).toBe(0);
  });

  it('counts min.insync.replicas no higher than there are replicas', () => {
    const partition = leader({ replicas: [1], isr: [1] }, 3);
    expect(partition.minIsr).toBe(1);
    expect(partition.appendAsLeader(batch(0, 2))).toBe(true);
  });

  it('never goes back', () => {
    const partition = leader();
    partition.appendAsLeader(batch(0, 5));
    partition.recordFollowerFetch(2, 5, 10);
    partition.recordFollowerFetch(3, 5, 10);
    expect(partition.recordFollowerFetch(3, 2, 20)).toBe(false);
    expect(partition.highWatermark).toBe(5);
  });

  it('ignores brokers that hold no replica', () => {
    expect(leader().recordFollowerFetch(9, 5, 10)).toBe(false);
  });
});

describe('caught-up time of a follower', () => {
  it('is the fetch that asks for the log end, or the one before that had reached the end of its day', () => {
    const partition = leader();
    partition.appendAsLeader(batch(0, 5));
    partition.recordFollowerFetch(2, 0, 100);
    partition.appendAsLeader(batch(5, 5));
    partition.recordFollowerFetch(2, 5, 200);
    expect(partition.follower(2)?.caughtUpUs).toBe(100);
    partition.recordFollowerFetch(2, 10, 300);
    expect(partition.follower(2)?.caughtUpUs).toBe(300);
  });
});

describe('high watermark on a follower', () => {
  it('is the leader’s as told, but no further than its own log', () => {
    const follower = new Partition('T', 2, image(), 1, 0);
    follower.appendAsFollower(batch(0, 3));
    expect(follower.learnHighWatermark(5)).toBe(true);
    expect(follower.highWatermark).toBe(3);
    expect(follower.learnHighWatermark(2)).toBe(false);
    expect(follower.highWatermark).toBe(3);
  });
});
