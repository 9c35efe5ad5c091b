import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { RecordBatchTooLarge } from '../../../src/sim/storage/errors';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { rollReason } from '../../../src/sim/storage/roll';
import { Segment } from '../../../src/sim/storage/segment';
import { batch, namesOf, storedFrom } from './batches';

const T = 1_700_000_000_000;

const configOf = (settings: Record<string, string>) => logConfig(settings, {}, { segmentBytesMin: 14 });
const logWith = (settings: Record<string, string>, drawJitterMs?: (boundMs: number) => number): PartitionLog =>
  new PartitionLog({ config: configOf(settings), nowMs: T, ...(drawJitterMs === undefined ? {} : { drawJitterMs }) });
const bases = (log: PartitionLog): number[] => log.segments.map(({ baseOffset }) => baseOffset);

describe('a new segment begins', () => {
  it('when the batch does not fit any more: up to segment.bytes, not beyond', () => {
    const log = logWith({ 'segment.bytes': '300' });
    for (let i = 0; i < 3; i++) expect(log.append(batch(i * 2, { count: 2, sizeBytes: 100 }), T).roll).toBeNull();
    expect(log.append(batch(6, { sizeBytes: 100 }), T).roll).toEqual({
      reason: 'size',
      baseOffset: 6,
      previousBaseOffset: 0,
    });
    expect(namesOf(log)).toEqual([
      '00000000000000000000.index',
      '00000000000000000000.log',
      '00000000000000000000.timeindex',
      '00000000000000000006.index',
      '00000000000000000006.log',
      '00000000000000000006.snapshot',
      '00000000000000000006.timeindex',
      'leader-epoch-checkpoint',
    ]);
    expect(log.recoveryPoint).toBe(6);
  });

  it('when the first batch is older than segment.ms by the time in the records', () => {
    const log = logWith({ 'segment.ms': '1000' });
    log.append(batch(0, { timestampMs: T }), T);
    expect(log.append(batch(1, { timestampMs: T + 1000 }), T + 99_999).roll).toBeNull();
    expect(log.append(batch(2, { timestampMs: T + 1001 }), T + 1).roll?.reason).toBe('time');
  });

  it('by the clock when the first batch has no timestamp', () => {
    const log = logWith({ 'segment.ms': '1000' });
    log.append(batch(0, { timestampMs: -1 }), T);
    expect(log.append(batch(1, { timestampMs: T + 5000 }), T + 1000).roll).toBeNull();
    expect(log.append(batch(2, { timestampMs: T + 5000 }), T + 1001).roll?.reason).toBe('time');
  });

  it('never by time when nothing is written, nor in an empty segment', () => {
    const log = logWith({ 'segment.ms': '1000' });
    expect(log.append(batch(0, { timestampMs: T + 99_999 }), T + 99_999).roll).toBeNull();
    expect(bases(log)).toEqual([0]);
  });

  it('earlier by a jitter that is drawn for each segment', () => {
    const bounds: number[] = [];
    const jitters = [300, 0];
    const log = logWith({ 'segment.ms': '1000', 'segment.jitter.ms': '5000' }, (boundMs) => {
      bounds.push(boundMs);
      return jitters.shift()!;
    });
    log.append(batch(0, { timestampMs: T }), T);
    expect(log.append(batch(1, { timestampMs: T + 700 }), T).roll).toBeNull();
    expect(log.append(batch(2, { timestampMs: T + 701 }), T).roll?.reason).toBe('time');
    expect(log.append(batch(3, { timestampMs: T + 1701 }), T).roll).toBeNull();
    expect(bounds).toEqual([1000, 1000]);
  });

  it('when the offset index is full', () => {
    const log = logWith({ 'index.interval.bytes': '0', 'segment.index.bytes': '39' });
    const rolls = Array.from({ length: 10 }, (_, i) => log.append(batch(i, { timestampMs: T }), T).roll?.reason);
    // Four entries fit 39 bytes; the first batch has none.
    expect(rolls.indexOf('offset-index-full')).toBe(5);
    expect(bases(log)).toEqual([0, 5]);
  });

  it('when the time index is full but for the entry of the roll', () => {
    const log = logWith({ 'index.interval.bytes': '0', 'segment.index.bytes': '39' });
    const rolls = Array.from({ length: 6 }, (_, i) => log.append(batch(i, { timestampMs: T + i }), T).roll?.reason);
    expect(rolls.indexOf('time-index-full')).toBe(3);
    expect(log.segments[0]!.timeIndex.entries).toBe(2);
  });

  it('when an offset is too far from the base offset for 32 bits', () => {
    const far = 0x7fff_ffff;
    const segment = new Segment(0, configOf({}), T, 0);
    const params = { sizeBytes: 100, maxTimestampMs: T, nowMs: T };
    expect(rollReason(segment, configOf({}), { ...params, lastOffset: far })).toBeNull();
    expect(rollReason(segment, configOf({}), { ...params, lastOffset: far + 1 })).toBe('offset-overflow');
    const log = logWith({});
    log.append(batch(0), T);
    const { bytes, summary } = batch(1);
    const hole = { ...storedFrom(bytes), baseOffset: far + 1, lastOffset: far + 1, summary };
    expect(log.appendAsFollower([hole], T).roll).toMatchObject({ reason: 'offset-overflow', baseOffset: far + 1 });
  });

  it('anew at the same offset when the index has room for nothing', () => {
    const log = logWith({ 'segment.index.bytes': '4' });
    expect(log.append(batch(0), T).roll).toEqual({
      reason: 'offset-index-full',
      baseOffset: 0,
      previousBaseOffset: 0,
    });
    expect(log.append(batch(1), T).roll?.baseOffset).toBe(1);
    expect(log.logEndOffset).toBe(2);
    expect(namesOf(log)).toContain('00000000000000000000.log.deleted');
  });
});

describe('a batch larger than a segment', () => {
  it('is refused and leaves the log as it is', () => {
    const log = logWith({ 'segment.bytes': '100' });
    expect(() => log.append(batch(0, { sizeBytes: 101 }), T)).toThrow(RecordBatchTooLarge);
    expect(() => log.append(batch(0, { sizeBytes: 101 }), T)).toThrow(
      'Message batch size is 101 bytes, which exceeds the maximum configured segment size of 100.',
    );
    expect(log.sizeBytes).toBe(0);
    expect(log.append(batch(0, { sizeBytes: 100 }), T).roll).toBeNull();
  });
});

describe('a follower', () => {
  it('asks once for all that a fetch brought whether to roll', () => {
    const log = logWith({ 'segment.bytes': '300' });
    log.appendAsFollower([batch(0, { sizeBytes: 100 }), batch(1, { sizeBytes: 100 })], T);
    const two = [batch(2, { sizeBytes: 100 }), batch(3, { sizeBytes: 100 })];
    expect(log.appendAsFollower(two, T).roll).toMatchObject({ reason: 'size', baseOffset: 2 });
    expect(bases(log)).toEqual([0, 2]);
    expect(log.appendAsFollower([], T)).toEqual({ roll: null });
  });

  it('takes holes, which the leader’s compaction left, and nothing twice', () => {
    const log = logWith({});
    log.appendAsFollower([batch(5), batch(9)], T);
    expect(log.logEndOffset).toBe(10);
    expect(() => log.appendAsFollower([batch(9)], T)).toThrow('batch 9..9 below the next offset 10');
    expect(() => log.appendAsFollower([batch(12), batch(11)], T)).toThrow(RangeError);
    expect(log.logEndOffset).toBe(10);
  });
});
