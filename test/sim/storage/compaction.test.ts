import { describe, expect, it } from 'vitest';
import { crcIsValid, decodeRecords, readBatchHeader, type BatchInit } from '../../../src/sim/protocol/record-batch';
import { isCleanable, logToClean, type CleanParams } from '../../../src/sim/storage/compaction/cleanable';
import { applyCompaction, compact, type CompactionReport } from '../../../src/sim/storage/compaction/compact';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { batch, namesOf, record, stored, storedFromHex } from './batches';

const T = 1_700_000_000_000;
const DAY = 86_400_000;

const configOf = (settings: Record<string, string> = {}) =>
  logConfig({ 'cleanup.policy': 'compact', ...settings }, {}, { segmentBytesMin: 14 });

const logWith = (settings: Record<string, string> = {}): PartitionLog =>
  new PartitionLog({ config: configOf(settings), nowMs: T });

/** Appends a batch of records like `a=1`, `a` (a tombstone), `=1` (no key). */
function put(log: PartitionLog, records: string, init: Omit<Partial<BatchInit>, 'records'> = {}, nowMs = T): void {
  const all = records.split(' ').map((text) => record(text, nowMs));
  log.append(stored(log.logEndOffset, { ...init, records: all }), nowMs);
}

/** Closes the active segment, as a full one is: only closed segments are compacted. */
function roll(log: PartitionLog, nowMs = T): void {
  const { config } = log;
  log.updateConfig({ ...config, segmentBytes: Math.max(75, log.segments.at(-1)!.sizeBytes) });
  put(log, 'active=1', {}, nowMs);
  log.updateConfig(config);
}

function clean(log: PartitionLog, params: Partial<CleanParams> = {}, keysMax?: number): CompactionReport {
  const toClean = logToClean(log, { checkpoint: null, lastStableOffset: log.logEndOffset, nowMs: T, ...params });
  const compaction = compact(log, toClean, params.nowMs ?? T, keysMax);
  applyCompaction(log, compaction, params.nowMs ?? T);
  return compaction.report;
}

/** Each batch as `base-last[offset:key=value …]`. */
function shown(log: PartitionLog, upTo = log.segments.at(-1)!.baseOffset): string[] {
  return log.segments
    .flatMap(({ log: file }) => file.batches)
    .filter(({ baseOffset }) => baseOffset < upTo)
    .map(({ baseOffset, lastOffset, bytes }) => {
      const records = decodeRecords(bytes).map(
        ({ offset, key, value }) =>
          `${offset}:${key === null ? '' : text(key)}${value === null ? '' : `=${text(value)}`}`,
      );
      return `${baseOffset}-${lastOffset}[${records.join(' ')}]`;
    });
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('compaction', () => {
  it('keeps the latest record of each key, at its old offset, in a batch with its old ends', () => {
    const log = logWith();
    put(log, 'a=1 b=1 a=2');
    put(log, 'b=2');
    put(log, 'c=1 a=3');
    roll(log);
    const report = clean(log);
    expect(shown(log)).toEqual(['3-3[3:b=2]', '4-5[4:c=1 5:a=3]']);
    expect(report).toMatchObject({
      firstDirtyOffset: 0,
      endOffset: 6,
      keys: 3,
      stats: { recordsRead: 6, recordsKept: 3, superseded: 3, batchesDropped: 1 },
    });
    expect(log.logEndOffset).toBe(7);
    expect(log.read(0, 7, 1e6, true).batches[0]?.baseOffset).toBe(3);
  });

  it('rewrites a batch that lost some of its records so that Kafka’s checksum holds', () => {
    const log = logWith();
    put(log, 'a=1 b=1 c=1', { producerId: 5, producerEpoch: 1, baseSequence: 10 });
    put(log, 'a=2 c=2');
    roll(log);
    const [before] = log.segments[0]!.log.batches;
    clean(log);
    const [after] = log.segments[0]!.log.batches;
    const header = readBatchHeader(after!.bytes);
    expect(crcIsValid(after!.bytes)).toBe(true);
    expect(header).toMatchObject({
      baseOffset: 0,
      lastOffset: 2,
      recordsCount: 1,
      producerId: 5,
      producerEpoch: 1,
      baseSequence: 10,
      leaderEpoch: 0,
      baseTimestamp: T,
      maxTimestamp: T,
    });
    expect(after!.summary).toMatchObject({ count: 1, bytes: after!.bytes.length });
    expect(after!.bytes.length).toBeLessThan(before!.bytes.length);
    // The old bytes are another replica's too.
    expect(decodeRecords(before!.bytes)).toHaveLength(3);
  });

  it('leaves a batch alone, the very same bytes, when all its records stay', () => {
    const log = logWith();
    put(log, 'a=1 b=1');
    roll(log);
    const [before] = log.segments[0]!.log.batches;
    clean(log);
    expect(log.segments[0]!.log.batches[0]).toBe(before);
  });

  it('drops records without a key', () => {
    const log = logWith();
    put(log, '=1 a=1 =2');
    roll(log);
    expect(clean(log).stats).toMatchObject({ keylessDropped: 2, recordsKept: 1 });
    expect(shown(log)).toEqual(['0-2[1:a=1]']);
  });

  it('reads gzip and writes it again', () => {
    const log = logWith();
    put(log, 'a=1 b=1 a=2', { compression: 'gzip' });
    roll(log);
    clean(log);
    expect(readBatchHeader(log.segments[0]!.log.batches[0]!.bytes).compression).toBe('gzip');
    expect(shown(log)).toEqual(['0-2[1:b=1 2:a=2]']);
  });

  it('leaves a codec that is not read here as it is', () => {
    const log = logWith();
    put(log, 'a=1');
    const zstd = stored(1, { records: [record('a=2')] });
    zstd.bytes[22] = 4;
    log.append(zstd, T);
    roll(log);
    expect(clean(log).stats.unread).toBe(1);
    expect(log.segments[0]!.log.batches).toContain(zstd);
  });

  it('keeps transaction markers', () => {
    const log = logWith();
    put(log, 'a=1');
    const commit =
      '0000000000000001000000420000000502c6c4ecad0030000000000000018bcfe568640000018bcfe5686400000000000003e80002ffffffff000000012000000008000000010c00000000000900';
    log.append(storedFromHex(commit), T);
    roll(log);
    clean(log);
    expect(log.segments[0]!.log.batches.map(({ baseOffset }) => baseOffset)).toEqual([0, 1]);
  });
});

describe('the cleaned segment', () => {
  it('has indexes, time and largest timestamp of its own; the old files stay a while as .deleted', () => {
    const log = logWith({ 'index.interval.bytes': '0', 'file.delete.delay.ms': '500' });
    for (let i = 0; i < 4; i++) put(log, `k${i % 2}=${i} once${i}=1`, {}, T + i);
    roll(log, T + 10);
    clean(log, { nowMs: T + 100 });
    const [segment] = log.segments;
    expect(segment!.offsetIndex.entries).toBe(3);
    expect(segment!.lastModifiedMs).toBe(T + 3);
    expect(segment!.largest).toEqual({ timestampMs: T + 3, offset: 7 });
    expect(namesOf(log).slice(0, 6)).toEqual([
      '00000000000000000000.index',
      '00000000000000000000.index.deleted',
      '00000000000000000000.log',
      '00000000000000000000.log.deleted',
      '00000000000000000000.timeindex',
      '00000000000000000000.timeindex.deleted',
    ]);
    expect(log.fileBytes('00000000000000000000.index')).toHaveLength(24);
    log.unlinkDeleted(T + 600);
    expect(namesOf(log)).not.toContain('00000000000000000000.log.deleted');
  });

  it('stands for as many neighbours as together fit one', () => {
    const log = logWith({ 'segment.bytes': '250' });
    for (let i = 0; i < 7; i++) log.append(batch(i, { sizeBytes: 100 }), T);
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 2, 4, 6]);
    log.updateConfig(configOf({ 'segment.bytes': '400' }));
    const report = clean(log);
    expect(report.segments.map(({ old, baseOffset }) => [old, baseOffset])).toEqual([
      [[0, 2], 0],
      [[4], 4],
    ]);
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 4, 6]);
    expect(namesOf(log)).toContain('00000000000000000002.snapshot.deleted');
    expect(namesOf(log)).toContain('00000000000000000004.snapshot');
  });

  it('may be empty, and is read over', () => {
    const log = logWith({ 'segment.bytes': '71' });
    put(log, 'a=1');
    put(log, 'a=2');
    put(log, 'a=3');
    expect(log.segments).toHaveLength(3);
    log.updateConfig(configOf({ 'segment.bytes': '80' }));
    clean(log);
    expect(log.segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes])).toEqual([
      [0, 0],
      [1, 70],
      [2, 70],
    ]);
    expect(log.read(0, 3, 1e6, true).batches[0]?.baseOffset).toBe(1);
    expect(log.explainLookup(0).segments).toHaveLength(2);
  });
});

describe('what is compacted', () => {
  it('is never the active segment', () => {
    const log = logWith();
    put(log, 'a=1 a=2');
    const toClean = logToClean(log, { checkpoint: null, lastStableOffset: 2, nowMs: T });
    expect(toClean).toMatchObject({ firstUncleanableOffset: 0, boundedBy: 'active-segment', cleanableBytes: 0 });
    expect(compact(log, toClean, T).groups).toEqual([]);
    expect(isCleanable(toClean, 0)).toBe(false);
  });

  it('lies below the high watermark, in whole segments', () => {
    const log = logWith();
    put(log, 'a=1');
    roll(log);
    put(log, 'a=2');
    roll(log);
    const of = (lastStableOffset: number) => logToClean(log, { checkpoint: null, lastStableOffset, nowMs: T });
    expect(of(4)).toMatchObject({ firstUncleanableOffset: 3, boundedBy: 'active-segment' });
    expect(of(2)).toMatchObject({ firstUncleanableOffset: 1, boundedBy: 'last-stable-offset' });
    expect(of(0)).toMatchObject({ firstUncleanableOffset: 0, cleanableBytes: 0 });
    clean(log, { lastStableOffset: 2 });
    expect(shown(log)).toEqual(['0-0[0:a=1]', '1-1[1:active=1]', '2-2[2:a=2]']);
  });

  it('is older than min.compaction.lag.ms', () => {
    const log = logWith({ 'min.compaction.lag.ms': '1000' });
    put(log, 'a=1', {}, T);
    roll(log, T + 500);
    put(log, 'a=2', {}, T + 500);
    roll(log, T + 600);
    const at = (nowMs: number) => logToClean(log, { checkpoint: null, lastStableOffset: 9, nowMs });
    expect(at(T + 999)).toMatchObject({ firstUncleanableOffset: 0, boundedBy: 'min-compaction-lag' });
    expect(at(T + 1000)).toMatchObject({ firstUncleanableOffset: 1, boundedBy: 'min-compaction-lag' });
    expect(at(T + 1500)).toMatchObject({ firstUncleanableOffset: 3, boundedBy: 'active-segment' });
  });

  it('is due by the ratio of dirty bytes, and at once when a record waited max.compaction.lag.ms', () => {
    const log = logWith({ 'max.compaction.lag.ms': '5000' });
    put(log, 'a=1 b=1');
    put(log, 'c=1');
    roll(log);
    const first = logToClean(log, { checkpoint: null, lastStableOffset: 4, nowMs: T });
    expect(first).toMatchObject({ cleanBytes: 0, cleanableRatio: 1, mustCompactNow: false });
    expect(isCleanable(first, 0.5)).toBe(true);
    const { endOffset } = clean(log);
    put(log, 'd=1');
    roll(log);
    const params = { checkpoint: endOffset, lastStableOffset: 9, nowMs: T };
    const second = logToClean(log, params);
    expect(second).toMatchObject({ firstDirtyOffset: 3, firstUncleanableOffset: 5 });
    expect(second.cleanableRatio).toBeCloseTo(second.cleanableBytes / (second.cleanBytes + second.cleanableBytes));
    expect(isCleanable(second, second.cleanableRatio)).toBe(false);
    expect(isCleanable(second, second.cleanableRatio - 0.01)).toBe(true);
    expect(isCleanable(logToClean(log, { ...params, nowMs: T + 5000 }), 1)).toBe(false);
    expect(isCleanable(logToClean(log, { ...params, nowMs: T + 5001 }), 1)).toBe(true);
  });

  it('begins at the log start when the checkpoint is outside the log', () => {
    const log = logWith();
    put(log, 'a=1 a=2');
    roll(log);
    log.deleteRecordsTo(1, 3);
    const of = (checkpoint: number | null) => {
      const { firstDirtyOffset, resetCheckpoint } = logToClean(log, { checkpoint, lastStableOffset: 3, nowMs: T });
      return [firstDirtyOffset, resetCheckpoint];
    };
    expect(of(null)).toEqual([1, false]);
    expect(of(0)).toEqual([1, true]);
    expect(of(2)).toEqual([2, false]);
    expect(of(4)).toEqual([1, true]);
  });
});

describe('passes', () => {
  it('after the first look at the clean part again for keys that came later', () => {
    const log = logWith();
    put(log, 'a=1');
    put(log, 'b=1');
    roll(log);
    const { endOffset } = clean(log);
    put(log, 'a=2');
    roll(log);
    const report = clean(log, { checkpoint: endOffset });
    expect(report).toMatchObject({ firstDirtyOffset: 2, endOffset: 4, keys: 2 });
    expect(shown(log)).toEqual(['1-1[1:b=1]', '2-2[2:active=1]', '3-3[3:a=2]']);
  });

  it('that run out of room for keys go on from there the next time', () => {
    const log = logWith();
    put(log, 'a=1');
    put(log, 'b=1');
    put(log, 'c=1 a=2');
    put(log, 'b=2');
    roll(log);
    const first = clean(log, {}, 2);
    expect(first).toMatchObject({ endOffset: 2, keys: 2 });
    expect(shown(log)).toHaveLength(4);
    const second = clean(log, { checkpoint: first.endOffset });
    expect(second).toMatchObject({ firstDirtyOffset: 2, endOffset: 5 });
    expect(shown(log)).toEqual(['2-3[2:c=1 3:a=2]', '4-4[4:b=2]']);
  });

  it('may run out of it in the middle of a batch', () => {
    const log = logWith();
    put(log, 'a=1');
    put(log, 'b=1');
    put(log, 'c=1 a=2');
    roll(log);
    const report = clean(log, {}, 3);
    expect(report).toMatchObject({ endOffset: 3, keys: 3 });
    expect(shown(log)).toEqual(['0-0[0:a=1]', '1-1[1:b=1]', '2-3[2:c=1 3:a=2]']);
    expect(clean(log, { checkpoint: report.endOffset })).toMatchObject({ firstDirtyOffset: 3, endOffset: 4 });
    expect(shown(log)).toEqual(['1-1[1:b=1]', '2-3[2:c=1 3:a=2]']);
  });

  it('change nothing when nothing is dirty but for files', () => {
    const log = logWith();
    put(log, 'a=1 b=1 a=2');
    roll(log);
    const { endOffset } = clean(log);
    const before = shown(log);
    const again = logToClean(log, { checkpoint: endOffset, lastStableOffset: 4, nowMs: T });
    expect(again.cleanableBytes).toBe(0);
    expect(compact(log, again, T).groups).toEqual([]);
    expect(shown(log)).toEqual(before);
  });
});

describe('tombstones', () => {
  it('remove what is before them, stay for delete.retention.ms after the pass that saw them, and go with a later pass', () => {
    const log = logWith();
    put(log, 'a=1 b=1');
    put(log, 'a c=1');
    roll(log);
    const first = clean(log, { nowMs: T + 10 });
    expect(first.stats.horizonsSet).toBe(1);
    expect(shown(log)).toEqual(['0-1[1:b=1]', '2-3[2:a 3:c=1]']);
    const withTombstone = readBatchHeader(log.segments[0]!.log.batches[1]!.bytes);
    expect(withTombstone).toMatchObject({ hasDeleteHorizon: true, baseTimestamp: T + 10 + DAY, maxTimestamp: T });
    expect(decodeRecords(log.segments[0]!.log.batches[1]!.bytes).map(({ timestampMs }) => timestampMs)).toEqual([T, T]);

    put(log, 'd=1');
    roll(log);
    const second = clean(log, { checkpoint: first.endOffset, nowMs: T + 10 + DAY - 1 });
    expect(second.stats.tombstonesDropped).toBe(0);
    put(log, 'e=1');
    roll(log);
    const third = clean(log, { checkpoint: second.endOffset, nowMs: T + 10 + DAY });
    expect(third.stats).toMatchObject({ tombstonesDropped: 1, horizonsSet: 0 });
    const left = log.segments[0]!.log.batches.find(({ baseOffset }) => baseOffset === 2)!;
    expect(decodeRecords(left.bytes).map(({ offset }) => offset)).toEqual([3]);
    // The batch was stamped once; its times stay relative to that.
    expect(readBatchHeader(left.bytes)).toMatchObject({ hasDeleteHorizon: true, baseTimestamp: T + 10 + DAY });
  });

  it('go when a later record of the key comes', () => {
    const log = logWith();
    put(log, 'a');
    put(log, 'a=2');
    roll(log);
    clean(log);
    expect(shown(log)).toEqual(['1-1[1:a=2]']);
  });
});

describe('empty batches', () => {
  it('keep the last sequence of a producer that is still known', () => {
    const log = logWith();
    put(log, 'a=1', { producerId: 5, producerEpoch: 0, baseSequence: 0 });
    put(log, 'a=2', { producerId: 5, producerEpoch: 0, baseSequence: 1 });
    put(log, 'a=3');
    roll(log);
    expect(clean(log).stats).toMatchObject({ emptied: 1, batchesDropped: 1 });
    expect(shown(log)).toEqual(['1-1[]', '2-2[2:a=3]']);
    const [empty] = log.segments[0]!.log.batches;
    expect(empty!.bytes).toHaveLength(61);
    expect(crcIsValid(empty!.bytes)).toBe(true);
    expect(readBatchHeader(empty!.bytes)).toMatchObject({
      producerId: 5,
      baseSequence: 1,
      recordsCount: 0,
      baseTimestamp: -1,
      maxTimestamp: T,
      lastOffset: 1,
    });
    // Once the producer is forgotten, its batch is of no use.
    log.producers.removeExpired(T + 1e9, DAY);
    put(log, 'b=1');
    roll(log);
    expect(clean(log, { checkpoint: 3 }).stats.batchesDropped).toBe(1);
    expect(shown(log)[0]).toBe('2-2[2:a=3]');
  });

  it('keep the end of the part that was compacted', () => {
    const log = logWith();
    put(log, 'a=1');
    put(log, '=nothing');
    roll(log);
    clean(log);
    expect(shown(log)).toEqual(['0-0[0:a=1]', '1-1[]']);
  });
});
