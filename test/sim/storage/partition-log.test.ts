import { describe, expect, it } from 'vitest';
import { OffsetOutOfRange } from '../../../src/sim/storage/errors';
import { PartitionLog, type StoredBatch } from '../../../src/sim/storage/partition-log';

function batch(baseOffset: number, count: number, bytes = 100, maxTimestamp = baseOffset): StoredBatch {
  return {
    baseOffset,
    lastOffset: baseOffset + count - 1,
    maxTimestamp,
    leaderEpoch: 0,
    bytes: new Uint8Array(bytes),
    summary: { topic: 'T', partition: 0, baseOffset, count, bytes, keys: [], sizes: [] },
  };
}

function logOf(...batches: StoredBatch[]): PartitionLog {
  const log = new PartitionLog();
  for (const one of batches) log.append(one);
  return log;
}

const bases = (read: { batches: readonly StoredBatch[] }): number[] => read.batches.map(({ baseOffset }) => baseOffset);

describe('partition log', () => {
  const log = logOf(batch(0, 3), batch(3, 2), batch(5, 5), batch(10, 1));

  it('reads whole batches from the one that holds the offset', () => {
    expect(bases(log.read(4, 11, 1e6, true))).toEqual([3, 5, 10]);
    expect(bases(log.read(5, 11, 1e6, true))).toEqual([5, 10]);
  });

  it('stops at the upper bound, which is not read', () => {
    expect(bases(log.read(0, 5, 1e6, true))).toEqual([0, 3]);
    expect(bases(log.read(5, 5, 1e6, true))).toEqual([]);
    expect(bases(log.read(8, 5, 1e6, true))).toEqual([]);
  });

  it('keeps to the bytes asked for, but gives at least one batch where that is wanted', () => {
    expect(bases(log.read(0, 11, 250, true))).toEqual([0, 3]);
    expect(bases(log.read(0, 11, 50, true))).toEqual([0]);
    expect(bases(log.read(0, 11, 50, false))).toEqual([]);
  });

  it('knows its two ends, and refuses what lies outside', () => {
    expect(bases(log.read(11, 11, 1e6, true))).toEqual([]);
    expect(() => log.read(12, 11, 1e6, true)).toThrow(OffsetOutOfRange);
    expect(() => log.read(-1, 11, 1e6, true)).toThrow('offset -1 is outside the log, which goes from 0 to 11');
  });

  it('has no holes and no overlaps', () => {
    expect(() => logOf(batch(0, 3), batch(4, 1))).toThrow(RangeError);
    expect(() => logOf(batch(0, 3), batch(2, 1))).toThrow(RangeError);
  });

  it('finds batches by time', () => {
    const timed = logOf(batch(0, 1, 10, 50), batch(1, 1, 10, 40), batch(2, 1, 10, 60), batch(3, 1, 10, 60));
    expect(timed.firstBatchSince(51)?.baseOffset).toBe(2);
    expect(timed.firstBatchSince(61)).toBeNull();
    expect(timed.batchWithMaxTimestamp()?.baseOffset).toBe(2);
  });
});
