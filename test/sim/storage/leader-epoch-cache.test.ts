import { describe, expect, it } from 'vitest';
import { LeaderEpochCache } from '../../../src/sim/storage/leader-epoch-cache';

function cacheOf(...entries: [epoch: number, startOffset: number][]): LeaderEpochCache {
  const cache = new LeaderEpochCache();
  for (const [epoch, startOffset] of entries) cache.assign(epoch, startOffset);
  return cache;
}

const pairs = (cache: LeaderEpochCache) => cache.entries.map(({ epoch, startOffset }) => [epoch, startOffset]);

describe('leader epoch cache', () => {
  const cache = cacheOf([2, 0], [5, 10], [7, 25]);
  const LOG_END = 40;

  it.each([
    ['nothing of no epoch', -1, -1, -1],
    ['nothing of an epoch above all', 8, -1, -1],
    ['the log end for the latest', 7, 7, 40],
    ['where the next one begins', 5, 5, 25],
    ['the next lower one for an epoch that wrote nothing', 6, 5, 25],
    ['the first start for an epoch below all', 1, 1, 0],
  ])('endOffsetFor gives %s', (_, epoch, leaderEpoch, endOffset) => {
    expect(cache.endOffsetFor(epoch, LOG_END)).toEqual({ leaderEpoch, endOffset });
    expect(new LeaderEpochCache().endOffsetFor(epoch, 0)).toEqual({ leaderEpoch: -1, endOffset: -1 });
  });

  it('knows which epoch wrote an offset', () => {
    expect([0, 9, 10, 24, 25, 99].map((offset) => cache.epochFor(offset))).toEqual([2, 2, 5, 5, 7, 7]);
    expect(cacheOf([3, 5]).epochFor(4)).toBeNull();
  });

  it('takes an epoch once', () => {
    const one = cacheOf([2, 0]);
    expect(one.assign(2, 5)).toBe(false);
    expect(one.assign(3, 5)).toBe(true);
    expect(pairs(one)).toEqual([
      [2, 0],
      [3, 5],
    ]);
  });

  it('drops what contradicts a new entry', () => {
    const one = cacheOf([2, 0], [5, 10], [7, 25]);
    expect(one.assign(6, 12)).toBe(true);
    expect(pairs(one)).toEqual([
      [2, 0],
      [5, 10],
      [6, 12],
    ]);
    // A leader that began and wrote nothing: the next one begins at the same offset.
    one.assign(8, 12);
    expect(pairs(one)).toEqual([
      [2, 0],
      [5, 10],
      [8, 12],
    ]);
    one.assign(8, 3);
    expect(pairs(one)).toEqual([
      [2, 0],
      [8, 3],
    ]);
  });

  it('is cut with the log at both ends', () => {
    const one = cacheOf([2, 0], [5, 10], [7, 25]);
    expect(one.truncateFromEnd(26)).toBe(false);
    expect(one.truncateFromEnd(25)).toBe(true);
    expect(one.latestEpoch).toBe(5);
    expect(one.truncateFromStart(0)).toBe(false);
    expect(one.truncateFromStart(4)).toBe(true);
    expect(pairs(one)).toEqual([
      [2, 4],
      [5, 10],
    ]);
    one.truncateFromStart(30);
    expect(pairs(one)).toEqual([[5, 30]]);
    one.truncateFromEnd(0);
    expect(one.latestEpoch).toBeNull();
    expect(one.earliest).toBeNull();
  });

  it('refuses what is no epoch', () => {
    expect(() => cacheOf([-1, 0])).toThrow(RangeError);
    expect(() => cacheOf([1, -1])).toThrow(RangeError);
  });
});
