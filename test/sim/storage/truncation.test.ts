import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { basesOf, batch, namesOf } from './batches';

const T = 1_700_000_000_000;

/** Segments of two batches of 100 bytes and three offsets each; epochs 0, 1, 2 … one a segment. */
function logOf(batches: number): PartitionLog {
  const config = logConfig({ 'segment.bytes': '200', 'index.interval.bytes': '0' }, {}, { segmentBytesMin: 14 });
  const log = new PartitionLog({ config, nowMs: T });
  for (let i = 0; i < batches; i++) {
    const shape = { count: 3, sizeBytes: 100, timestampMs: T + i, leaderEpoch: Math.floor(i / 2) };
    log.append(batch(i * 3, shape), T);
  }
  return log;
}

const bases = (log: PartitionLog): number[] => log.segments.map(({ baseOffset }) => baseOffset);

describe('truncateTo', () => {
  it('cuts batches, segments and epochs behind the offset', () => {
    const log = logOf(7);
    expect(log.truncateTo(9, T)).toBe(true);
    expect(log.logEndOffset).toBe(9);
    expect(bases(log)).toEqual([0, 6]);
    expect(basesOf(log.read(6, 9, 1e6, true))).toEqual([6]);
    expect(log.epochs.latestEpoch).toBe(1);
    expect(log.recoveryPoint).toBe(9);
    expect(namesOf(log).filter((name) => name.endsWith('.log.deleted'))).toEqual([
      '00000000000000000012.log.deleted',
      '00000000000000000018.log.deleted',
    ]);
    log.append(batch(9, { leaderEpoch: 5 }), T);
    expect(log.epochs.entries.at(-1)).toEqual({ epoch: 5, startOffset: 9 });
  });

  it('keeps a segment that begins at the offset, empty, as the one to write to', () => {
    const log = logOf(7);
    log.truncateTo(12, T);
    expect(bases(log)).toEqual([0, 6, 12]);
    const active = log.files().filter(({ name }) => name.startsWith('00000000000000000012'));
    expect(active.map(({ sizeBytes }) => sizeBytes)).toEqual([10485760, 0, 10, 10485756]);
  });

  it('takes a batch that goes beyond the offset as a whole', () => {
    const log = logOf(2);
    log.truncateTo(4, T);
    expect(log.logEndOffset).toBe(4);
    expect(basesOf(log.read(0, 4, 1e6, true))).toEqual([0]);
  });

  it('knows its largest timestamp again', () => {
    const log = logOf(2);
    expect(log.segments[0]!.largest).toEqual({ timestampMs: T + 1, offset: 5 });
    log.truncateTo(3, T);
    expect(log.segments[0]!.largest).toEqual({ timestampMs: T, offset: 2 });
    log.truncateTo(0, T + 50);
    expect(log.segments[0]!.largest).toEqual({ timestampMs: -1, offset: 0 });
    expect(log.segments[0]!.waitedForRollMs(T + 70, T)).toBe(20);
  });

  it('does nothing at or behind the log end but to forget an epoch that wrote nothing', () => {
    const log = logOf(2);
    log.assignEpoch(9, 6);
    expect(log.truncateTo(6, T)).toBe(false);
    expect(log.epochs.latestEpoch).toBe(0);
    expect(log.truncateTo(7, T)).toBe(false);
    expect(log.logEndOffset).toBe(6);
    expect(() => log.truncateTo(-1, T)).toThrow('Cannot truncate to a negative offset (-1).');
  });

  it('moves the log start along, and starts over below the first segment', () => {
    const log = logOf(7);
    log.deleteRecordsTo(8, 21);
    log.truncateTo(7, T);
    expect([log.logStartOffset, log.logEndOffset]).toEqual([7, 7]);
    const cut = logOf(7);
    cut.deleteRecordsTo(13, 21);
    cut.deleteOldSegments(T, 21);
    expect(cut.truncateTo(5, T)).toBe(true);
    expect([cut.logStartOffset, cut.logEndOffset, bases(cut)]).toEqual([5, 5, [5]]);
  });
});

describe('truncateFullyAndStartAt', () => {
  it('leaves an empty log at the offset', () => {
    const log = logOf(5);
    log.truncateFullyAndStartAt(40, T);
    expect([log.logStartOffset, log.logEndOffset, log.sizeBytes, bases(log)]).toEqual([40, 40, 0, [40]]);
    expect(log.epochs.entries).toEqual([]);
    expect(namesOf(log).filter((name) => !name.endsWith('.deleted'))).toEqual([
      '00000000000000000040.index',
      '00000000000000000040.log',
      '00000000000000000040.timeindex',
      'leader-epoch-checkpoint',
    ]);
    log.append(batch(40), T);
    expect(basesOf(log.read(40, 41, 1e6, true))).toEqual([40]);
  });

  it('can start where a segment began', () => {
    const log = logOf(5);
    log.truncateFullyAndStartAt(6, T);
    expect([bases(log), log.sizeBytes]).toEqual([[6], 0]);
    expect(namesOf(log)).toContain('00000000000000000006.log.deleted');
  });
});
