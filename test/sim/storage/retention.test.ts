import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { OffsetOutOfRange } from '../../../src/sim/storage/errors';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { basesOf, batch, namesOf } from './batches';

const T = 1_700_000_000_000;

/** Segments of two batches of 100 bytes; batch i has offset i and the time T + i, unless `times` says otherwise. */
function logOf(batches: number, settings: Record<string, string>, times: readonly number[] = []): PartitionLog {
  const config = logConfig({ 'segment.bytes': '200', ...settings }, {}, { segmentBytesMin: 14 });
  const log = new PartitionLog({ config, nowMs: T });
  for (let i = 0; i < batches; i++) log.append(batch(i, { sizeBytes: 100, timestampMs: times[i] ?? T + i }), T + i);
  return log;
}

const bases = (log: PartitionLog): number[] => log.segments.map(({ baseOffset }) => baseOffset);

describe('retention by time', () => {
  it('takes segments whose largest timestamp is older than retention.ms, not as old', () => {
    const log = logOf(7, { 'retention.ms': '1000' });
    expect(log.deleteOldSegments(T + 1003, 7).deleted).toMatchObject([{ baseOffset: 0 }]);
    expect(log.deleteOldSegments(T + 1004, 7)).toEqual({
      deleted: [{ reason: 'time', baseOffset: 2, endOffset: 4, sizeBytes: 200, largestTimestampMs: T + 3 }],
      roll: null,
      logStartOffset: 4,
    });
    expect(log.logStartOffset).toBe(4);
    expect(() => log.read(3, 7, 1e6, true)).toThrow(OffsetOutOfRange);
    expect(basesOf(log.read(4, 7, 1e6, true))).toEqual([4, 5]);
  });

  it('stops at a timestamp in the future, whatever is behind it', () => {
    const log = logOf(7, { 'retention.ms': '1000' }, [T, T, T + 99_999, T, T, T, T]);
    expect(log.deleteOldSegments(T + 50_000, 7).deleted.map(({ baseOffset }) => baseOffset)).toEqual([0]);
    expect(log.deleteOldSegments(T + 100_999, 7).deleted).toEqual([]);
    expect(log.deleteOldSegments(T + 101_000, 7).deleted.map(({ baseOffset }) => baseOffset)).toEqual([2, 4, 6]);
  });

  it('goes by the time of the file where records have none', () => {
    const log = logOf(5, { 'retention.ms': '1000' }, [-1, -1, -1, -1, -1]);
    expect(log.deleteOldSegments(T + 1001, 5).deleted).toEqual([]);
    expect(log.deleteOldSegments(T + 1002, 5).deleted).toMatchObject([{ baseOffset: 0, largestTimestampMs: T + 1 }]);
  });

  it('takes the active segment too: a new one begins at the log end first', () => {
    const log = logOf(3, { 'retention.ms': '1000' });
    const result = log.deleteOldSegments(T + 2000, 3);
    expect(result.roll).toEqual({ reason: 'retention', baseOffset: 3, previousBaseOffset: 2 });
    expect(result.deleted.map(({ baseOffset, endOffset }) => [baseOffset, endOffset])).toEqual([
      [0, 2],
      [2, 3],
    ]);
    expect([log.logStartOffset, log.logEndOffset, log.sizeBytes]).toEqual([3, 3, 0]);
    expect(bases(log)).toEqual([3]);
    // What is left is empty, and stays.
    expect(log.deleteOldSegments(T + 9_999_999, 3)).toEqual({ deleted: [], roll: null, logStartOffset: 3 });
    log.append(batch(3), T);
    expect(log.logEndOffset).toBe(4);
  });

  it('never goes past the high watermark', () => {
    const log = logOf(6, { 'retention.ms': '1000' });
    expect(log.deleteOldSegments(T + 5000, 1).deleted).toEqual([]);
    expect(log.deleteOldSegments(T + 5000, 3).deleted).toMatchObject([{ baseOffset: 0, endOffset: 2 }]);
    expect(log.deleteOldSegments(T + 5000, 5).deleted).toMatchObject([{ baseOffset: 2, endOffset: 4 }]);
    expect(log.deleteOldSegments(T + 5000, 6).deleted).toMatchObject([{ baseOffset: 4, endOffset: 6 }]);
  });

  it('is off with -1', () => {
    expect(logOf(6, { 'retention.ms': '-1' }).deleteOldSegments(T + 1e12, 6).deleted).toEqual([]);
  });
});

describe('retention by size', () => {
  it('leaves at least retention.bytes', () => {
    const deleted = (retentionBytes: number) =>
      logOf(7, { 'retention.bytes': String(retentionBytes) })
        .deleteOldSegments(T, 7)
        .deleted.map(({ reason, baseOffset }) => `${reason} ${baseOffset}`);
    expect(deleted(701)).toEqual([]);
    expect(deleted(501)).toEqual([]);
    expect(deleted(500)).toEqual(['size 0']);
    expect(deleted(200)).toEqual(['size 0', 'size 2']);
    expect(deleted(100)).toEqual(['size 0', 'size 2', 'size 4']);
    expect(deleted(0)).toEqual(['size 0', 'size 2', 'size 4', 'size 6']);
    expect(deleted(-1)).toEqual([]);
  });

  it('comes before time, each over what the other left', () => {
    const log = logOf(7, { 'retention.bytes': '400', 'retention.ms': '1000' });
    expect(log.deleteOldSegments(T + 1004, 7).deleted.map(({ reason }) => reason)).toEqual(['size', 'time']);
  });
});

describe('the log start', () => {
  it('is moved by DeleteRecords; whole segments below it go with the next retention, whatever the policy', () => {
    for (const policy of ['delete', 'compact', 'compact,delete', '']) {
      const log = logOf(7, { 'cleanup.policy': policy });
      log.assignEpoch(3, 7);
      expect(log.deleteRecordsTo(5, 7)).toBe(true);
      expect(log.deleteRecordsTo(4, 7)).toBe(false);
      expect(log.logStartOffset).toBe(5);
      expect(log.sizeBytes).toBe(700);
      expect(basesOf(log.read(5, 7, 1e6, true))).toEqual([5]);
      expect(log.deleteOldSegments(T, 7).deleted.map(({ reason, baseOffset }) => [reason, baseOffset])).toEqual([
        ['log-start', 0],
        ['log-start', 2],
      ]);
      expect(log.epochs.entries).toEqual([
        { epoch: 0, startOffset: 5 },
        { epoch: 3, startOffset: 7 },
      ]);
      expect(log.logStartOffset).toBe(5);
    }
  });

  it('cannot be above the high watermark', () => {
    const log = logOf(7, {});
    expect(() => log.deleteRecordsTo(6, 5)).toThrow(OffsetOutOfRange);
    expect(() => log.deleteRecordsTo(-1, 5)).toThrow(OffsetOutOfRange);
    expect(log.deleteRecordsTo(5, 5)).toBe(true);
  });

  it('at the log end leaves the active segment as it is', () => {
    const log = logOf(3, {});
    log.deleteRecordsTo(3, 3);
    log.deleteOldSegments(T, 3);
    expect(bases(log)).toEqual([2]);
    expect(basesOf(log.read(3, 3, 1e6, true))).toEqual([]);
  });
});

describe('a compacted topic', () => {
  it('is not subject to time and size', () => {
    const log = logOf(7, { 'cleanup.policy': 'compact', 'retention.ms': '1', 'retention.bytes': '0' });
    expect(log.deleteOldSegments(T + 1e9, 7).deleted).toEqual([]);
  });

  it('is, with compact,delete', () => {
    const log = logOf(7, { 'cleanup.policy': 'compact,delete', 'retention.ms': '1' });
    expect(log.deleteOldSegments(T + 1e9, 7).deleted).toHaveLength(4);
  });
});

describe('what retention would do', () => {
  const told = (log: PartitionLog, nowMs: number, highWatermark: number) =>
    log.explainRetention(nowMs, highWatermark).map(({ baseOffset, goesBy, heldBy }) => [baseOffset, goesBy, heldBy]);

  it('is told for each segment, with what holds one whose time is over', () => {
    const log = logOf(7, { 'retention.ms': '1000', 'retention.bytes': '500' }, [T, T, T, T + 5000, T, T, T]);
    log.deleteRecordsTo(1, 7);
    expect(told(log, T + 2000, 7)).toEqual([
      [0, 'size', null],
      [2, null, null],
      [4, null, 'older-segment'],
      [6, null, 'older-segment'],
    ]);
    expect(told(log, T + 9000, 5)).toEqual([
      [0, 'size', null],
      [2, 'time', null],
      [4, null, 'high-watermark'],
      [6, null, 'high-watermark'],
    ]);
    expect(log.explainRetention(T, 7)[1]).toEqual({
      baseOffset: 2,
      sizeBytes: 200,
      largestTimestampMs: T + 5000,
      isActive: false,
      goesBy: null,
      heldBy: null,
      timeUpAtMs: T + 6001,
    });
    log.deleteRecordsTo(4, 7);
    expect(told(log, T, 7).slice(0, 2)).toEqual([
      [0, 'log-start', null],
      [2, 'log-start', null],
    ]);
    expect(logOf(1, { 'retention.ms': '-1' }).explainRetention(T, 1)[0]?.timeUpAtMs).toBeNull();
  });

  it('is what it then does', () => {
    for (const highWatermark of [0, 3, 6, 7]) {
      for (const nowMs of [T, T + 1003, T + 1004, T + 9999]) {
        for (const retentionBytes of ['-1', '0', '300']) {
          const log = logOf(7, { 'retention.ms': '1000', 'retention.bytes': retentionBytes });
          const expected = log.explainRetention(nowMs, highWatermark).filter(({ goesBy }) => goesBy !== null);
          const { deleted } = log.deleteOldSegments(nowMs, highWatermark);
          expect(deleted.map(({ baseOffset, reason }) => [baseOffset, reason])).toEqual(
            expected.map(({ baseOffset, goesBy }) => [baseOffset, goesBy]),
          );
        }
      }
    }
  });
});

describe('files of deleted segments', () => {
  it('keep their bytes as .deleted until file.delete.delay.ms has passed', () => {
    const log = logOf(5, { 'retention.ms': '1000', 'file.delete.delay.ms': '500' });
    const content = log.fileBytes('00000000000000000002.log')!;
    log.deleteOldSegments(T + 2000, 4);
    expect(namesOf(log)).toEqual([
      '00000000000000000000.index.deleted',
      '00000000000000000000.log.deleted',
      '00000000000000000000.timeindex.deleted',
      '00000000000000000002.index.deleted',
      '00000000000000000002.log.deleted',
      '00000000000000000002.snapshot.deleted',
      '00000000000000000002.timeindex.deleted',
      '00000000000000000004.index',
      '00000000000000000004.log',
      '00000000000000000004.snapshot',
      '00000000000000000004.timeindex',
      'leader-epoch-checkpoint',
    ]);
    expect(log.fileBytes('00000000000000000002.log.deleted')).toEqual(content);
    expect(log.nextUnlinkMs).toBe(T + 2500);
    expect(log.unlinkDeleted(T + 2499)).toEqual([]);
    expect(log.unlinkDeleted(T + 2500)).toHaveLength(7);
    expect(namesOf(log)).toHaveLength(5);
    expect(log.nextUnlinkMs).toBeNull();
  });
});
