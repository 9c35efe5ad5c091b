import { describe, expect, it } from 'vitest';
import type { PartitionImage } from '../../../src/sim/controller/metadata-image';
import { Partition } from '../../../src/sim/broker/partition';
import { encodeBatch } from '../../../src/sim/protocol/record-batch';
import { PartitionLog, type StoredBatch } from '../../../src/sim/storage/partition-log';

const image = (over: Partial<PartitionImage> = {}): PartitionImage => ({
  partition: 0,
  replicas: [1, 2, 3],
  isr: [1, 2, 3],
  leader: 1,
  leaderEpoch: 0,
  partitionEpoch: 0,
  elr: [],
  lastKnownElr: [],
  addingReplicas: [],
  removingReplicas: [],
  recovering: false,
  ...over,
});

function batch(baseOffset: number, count: number): StoredBatch {
  const bytes = encodeBatch({
    baseOffset,
    leaderEpoch: 0,
    records: Array.from({ length: count }, () => ({ key: null, value: null, timestampMs: 0 })),
  });
  const summary = { topic: 'T', partition: 0, baseOffset, count, bytes: bytes.length, keys: [], sizes: [] };
  return { baseOffset, lastOffset: baseOffset + count - 1, maxTimestamp: 0, leaderEpoch: 0, bytes, summary };
}

const LAG_US = 30_000_000;

function replica(broker: number, over: Partial<PartitionImage> = {}, minInsyncReplicas = 1): Partition {
  const state = image(over);
  const rules = { minInsyncReplicas, lagTimeMaxUs: LAG_US, isEligible: () => true };
  const blank = { ...state, leader: -1, leaderEpoch: -1, partitionEpoch: -1 };
  const partition = new Partition('T', 'AAAAAAAAAAAAAAAAAAAAAA', broker, new PartitionLog(), blank, rules, 0);
  partition.update(state, 0);
  return partition;
}

const leader = (over: Partial<PartitionImage> = {}, minIsr = 1): Partition => replica(1, over, minIsr);

/** Appends on the leader; true if the high watermark moved. */
function append(partition: Partition, one: StoredBatch, nowUs = 0): boolean {
  partition.log.append(one);
  return partition.advanceHighWatermark(nowUs);
}

/** A follower fetches; true if the high watermark moved. */
function fetched(partition: Partition, follower: number, offset: number, nowUs: number): boolean {
  partition.recordFollowerFetch(follower, offset, nowUs);
  return partition.advanceHighWatermark(nowUs);
}

describe('high watermark on the leader', () => {
  it('is the least log end offset of the ISR', () => {
    const partition = leader();
    expect(append(partition, batch(0, 5))).toBe(false);
    expect(fetched(partition, 2, 5, 10)).toBe(false);
    expect(partition.highWatermark).toBe(0);
    expect(fetched(partition, 3, 3, 20)).toBe(true);
    expect(partition.highWatermark).toBe(3);
    expect(fetched(partition, 3, 5, 30)).toBe(true);
    expect(partition.highWatermark).toBe(5);
  });

  it('moves with the append when the leader is alone in the ISR', () => {
    const partition = leader({ isr: [1] });
    expect(append(partition, batch(0, 2))).toBe(true);
    expect(partition.highWatermark).toBe(2);
  });

  it('stands still while the ISR is smaller than min.insync.replicas (KIP-966)', () => {
    const partition = leader({ isr: [1] }, 2);
    expect(append(partition, batch(0, 2))).toBe(false);
    expect(partition.highWatermark).toBe(0);
  });

  it('counts min.insync.replicas no higher than there are replicas', () => {
    const partition = leader({ replicas: [1], isr: [1] }, 3);
    expect(partition.minIsr).toBe(1);
    expect(append(partition, batch(0, 2))).toBe(true);
  });

  it('never goes back', () => {
    const partition = leader();
    append(partition, batch(0, 5));
    fetched(partition, 2, 5, 10);
    fetched(partition, 3, 5, 10);
    expect(fetched(partition, 3, 2, 20)).toBe(false);
    expect(partition.highWatermark).toBe(5);
  });

  it('ignores brokers that hold no replica', () => {
    expect(fetched(leader(), 9, 5, 10)).toBe(false);
  });
});

describe('caught-up time of a follower', () => {
  it('is the fetch that asks for the log end, or the one before that had reached the end of its day', () => {
    const partition = leader();
    append(partition, batch(0, 5));
    fetched(partition, 2, 0, 100);
    append(partition, batch(5, 5));
    fetched(partition, 2, 5, 200);
    expect(partition.follower(2)?.caughtUpUs).toBe(100);
    fetched(partition, 2, 10, 300);
    expect(partition.follower(2)?.caughtUpUs).toBe(300);
  });
});

describe('high watermark on a follower', () => {
  it('is the leader’s as told, but no further than its own log', () => {
    const follower = replica(2);
    follower.log.appendAsFollower([batch(0, 3)]);
    expect(follower.learnHighWatermark(5)).toBe(true);
    expect(follower.highWatermark).toBe(3);
    expect(follower.learnHighWatermark(2)).toBe(false);
    expect(follower.highWatermark).toBe(3);
  });
});

describe('ISR', () => {
  it('loses who has not kept up for replica.lag.time.max.ms', () => {
    const partition = leader();
    append(partition, batch(0, 5));
    fetched(partition, 2, 5, LAG_US);
    expect(partition.wishToShrink(LAG_US)).toBeNull();
    expect(partition.wishToShrink(LAG_US + 1)?.isr).toEqual([1, 2]);
    // One wish at a time.
    expect(partition.wishToShrink(2 * LAG_US)).toBeNull();
  });

  it('keeps who has everything, however long ago it fetched', () => {
    const partition = leader();
    append(partition, batch(0, 5));
    fetched(partition, 2, 5, 10);
    fetched(partition, 3, 5, 10);
    expect(partition.wishToShrink(10 * LAG_US)).toBeNull();
  });

  it('takes in who has everything that is committed, and this epoch’s beginning', () => {
    const partition = leader({ isr: [1] });
    append(partition, batch(0, 5));
    fetched(partition, 2, 4, 10);
    expect(partition.wishToExpand(2)).toBeNull();
    fetched(partition, 2, 5, 20);
    expect(partition.wishToExpand(2)?.isr).toEqual([1, 2]);
  });

  it('lets a member that is about to join hold the high watermark back', () => {
    const partition = leader({ isr: [1] });
    append(partition, batch(0, 5));
    fetched(partition, 2, 5, 20);
    partition.wishToExpand(2);
    expect(append(partition, batch(5, 1), 30)).toBe(false);
    expect(fetched(partition, 2, 6, 40)).toBe(true);
  });

  it('forgets a wish that the controller refused', () => {
    const partition = leader();
    append(partition, batch(0, 5));
    partition.wishToShrink(LAG_US + 1);
    partition.isrAnswered(null);
    expect(partition.image.isr).toEqual([1, 2, 3]);
    expect(partition.wishToShrink(LAG_US + 1)).not.toBeNull();
  });
});
