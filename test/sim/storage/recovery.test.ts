import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { corruptByte, crash, shutDown, type LogImage } from '../../../src/sim/storage/crash';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { loadLog, type LoadParams } from '../../../src/sim/storage/recovery';
import { hexOf } from '../protocol/hex';
import { batch, namesOf, stored, record } from './batches';

const T = 1_700_000_000_000;
const SETTINGS = { 'segment.bytes': '500', 'index.interval.bytes': '150' };
const configOf = (settings: Record<string, string> = {}) =>
  logConfig({ ...SETTINGS, ...settings }, {}, { segmentBytesMin: 14 });

/** Batches of 100 bytes, five to a segment. */
function logOf(batches: number, settings: Record<string, string> = {}): PartitionLog {
  const log = new PartitionLog({ config: configOf(settings), nowMs: T, topicId: 'JOBr-7_iRTiFoImtT2pnFQ' });
  for (let i = 0; i < batches; i++) {
    log.append(batch(i, { sizeBytes: 100, timestampMs: T + i, leaderEpoch: Math.floor(i / 4) }), T + i);
  }
  return log;
}

/** As a broker that finds the image, with the checkpoints written just before. */
const load = (image: LogImage, params: Partial<LoadParams> = {}) =>
  loadLog(image, {
    config: configOf(),
    nowMs: T + 1000,
    hadCleanShutdown: false,
    recoveryPoint: image.recoveryPoint,
    logStartOffset: image.logStartOffset,
    ...params,
  });

/** Content of all files but those that recovery may leave beside the segments. */
const contentOf = (log: PartitionLog): Record<string, string> =>
  Object.fromEntries(
    log
      .files()
      .filter(({ name }) => !name.endsWith('.snapshot') && !name.endsWith('.deleted'))
      .map(({ name }) => [name, hexOf(log.fileBytes(name, 0, 1000)!)]),
  );

describe('after kill -9', () => {
  it('everything that was written is there; what lies behind the recovery point is read through', () => {
    const log = logOf(13);
    const before = contentOf(log);
    const { log: again, report } = load(crash(log));
    expect(report).toEqual({
      recovered: [{ baseOffset: 10, batches: 3, sizeBytes: 300, truncatedBytes: 0 }],
      deletedSegments: [],
      logStartOffset: 0,
      logEndOffset: 13,
    });
    // The scan ends the time index of the active segment, as a roll does.
    const timeIndex = '00000000000000000010.timeindex';
    expect({ ...contentOf(again), [timeIndex]: '' }).toEqual({ ...before, [timeIndex]: '' });
    expect(again.segments.at(-1)!.timeIndex.lastEntry).toEqual({ timestampMs: T + 12, offset: 12 });
    expect(again.files().find(({ name }) => name === timeIndex)?.sizeBytes).toBe(10485756);
    expect(again.topicId).toBe('JOBr-7_iRTiFoImtT2pnFQ');
    again.append(batch(13), T);
    expect(again.logEndOffset).toBe(14);
  });

  it('every segment is read through when the broker knows no recovery point', () => {
    const { report } = load(crash(logOf(13)), { recoveryPoint: 0 });
    expect(report.recovered.map(({ baseOffset }) => baseOffset)).toEqual([0, 5, 10]);
  });

  it('files that were to be deleted are gone', () => {
    const log = logOf(13);
    log.deleteRecordsTo(6, 13);
    log.deleteOldSegments(T, 13);
    expect(namesOf(log).some((name) => name.endsWith('.deleted'))).toBe(true);
    const { log: again, report } = load(crash(log));
    expect(namesOf(again).some((name) => name.endsWith('.deleted'))).toBe(false);
    expect(report.logStartOffset).toBe(6);
    expect(again.epochs.earliest).toEqual({ epoch: 1, startOffset: 6 });
  });
});

describe('after a power loss', () => {
  it('a batch of which only the beginning is there is cut off', () => {
    const { log, report } = load(crash(logOf(13), 1150));
    expect(report.recovered).toEqual([{ baseOffset: 10, batches: 1, sizeBytes: 150, truncatedBytes: 50 }]);
    expect(report.logEndOffset).toBe(11);
    expect(log.sizeBytes).toBe(1100);
    expect(log.segments.at(-1)!.lastModifiedMs).toBe(T + 1000);
    log.append(batch(11), T);
    expect(log.read(10, 12, 1e6, true).batches).toHaveLength(2);
  });

  it('nothing is cut where a batch ends', () => {
    expect(load(crash(logOf(13), 1200)).report).toMatchObject({
      recovered: [{ batches: 2, truncatedBytes: 0 }],
      logEndOffset: 12,
    });
  });

  it('what was flushed is not lost: rolling flushes the segment before', () => {
    const { report } = load(crash(logOf(13), 0));
    expect(report.logEndOffset).toBe(10);
    const flushed = logOf(13);
    flushed.flush();
    expect(load(crash(flushed, 0)).report.logEndOffset).toBe(13);
    expect(load(crash(logOf(8, { 'flush.messages': '3' }), 0)).report.logEndOffset).toBe(8);
  });

  it('epochs that began behind the cut are forgotten', () => {
    const { log } = load(crash(logOf(13), 1100));
    expect(log.epochs.entries).toEqual([
      { epoch: 0, startOffset: 0 },
      { epoch: 1, startOffset: 4 },
      { epoch: 2, startOffset: 8 },
    ]);
  });
});

describe('a corrupt batch', () => {
  it('cuts the log there; segments behind it go', () => {
    const log = logOf(17);
    const image = crash(log);
    corruptByte(image, 5, 270);
    const { log: again, report } = load(image, { recoveryPoint: 0 });
    expect(report).toEqual({
      recovered: [
        { baseOffset: 0, batches: 5, sizeBytes: 500, truncatedBytes: 0 },
        { baseOffset: 5, batches: 2, sizeBytes: 500, truncatedBytes: 300 },
      ],
      deletedSegments: [10, 15],
      logStartOffset: 0,
      logEndOffset: 7,
    });
    expect(again.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 5]);
    expect(namesOf(again)).toContain('00000000000000000010.log.deleted');
    expect(again.epochs.latestEpoch).toBe(1);
    expect(() => corruptByte(image, 99, 0)).toThrow(RangeError);
  });

  it('below the recovery point is not seen', () => {
    const image = crash(logOf(13));
    corruptByte(image, 5, 270);
    expect(load(image).report.logEndOffset).toBe(13);
  });

  it('does not reach the replicas that share the bytes', () => {
    const log = logOf(3);
    const other = new PartitionLog();
    const batches = [...log.segments[0]!.log.batches];
    other.appendAsFollower(batches);
    corruptByte(crash(log), 0, 150);
    expect(other.batchAt(1)).toBe(batches[1]);
  });
});

describe('after a clean shutdown', () => {
  it('nothing is read through; indexes were cut to what they hold and grow again', () => {
    const log = logOf(13);
    const image = shutDown(log);
    expect(log.recoveryPoint).toBe(13);
    expect(log.files().find(({ name }) => name === '00000000000000000010.index')?.sizeBytes).toBe(8);
    const { log: again, report } = load(image, { hadCleanShutdown: true });
    expect(report).toMatchObject({ recovered: [], logEndOffset: 13 });
    expect(again.files().find(({ name }) => name === '00000000000000000010.index')?.sizeBytes).toBe(10485760);
    expect(again.segments.at(-1)!.largest).toEqual({ timestampMs: T + 12, offset: 12 });
    expect(again.recoveryPoint).toBe(13);
  });

  it('the count of bytes since the last index entry begins anew', () => {
    const settings = { 'segment.bytes': '5000' };
    const indexed = (log: PartitionLog): number[] => {
      for (let i = 3; i < 6; i++) log.append(batch(i, { sizeBytes: 100 }), T);
      const { offsetIndex } = log.segments[0]!;
      return Array.from({ length: offsetIndex.entries }, (_, slot) => offsetIndex.entry(slot).offset);
    };
    expect(indexed(logOf(3, settings))).toEqual([2, 4]);
    const { log } = load(shutDown(logOf(3, settings)), { hadCleanShutdown: true, config: configOf(settings) });
    expect(indexed(log)).toEqual([2, 5]);
  });
});

describe('a log start behind the log end', () => {
  it('begins a new, empty log there', () => {
    const { log, report } = load(crash(logOf(13)), { logStartOffset: 40 });
    expect(report).toMatchObject({ deletedSegments: [0, 5, 10], logStartOffset: 40, logEndOffset: 40 });
    expect([log.logEndOffset, log.sizeBytes, log.epochs.entries]).toEqual([40, 0, []]);
  });
});

describe('a new process', () => {
  it('draws the jitter of each segment anew', () => {
    const drawn: number[] = [];
    const config = configOf({ 'segment.jitter.ms': '50' });
    const { log } = load(crash(logOf(8)), { config, drawJitterMs: (boundMs) => drawn.push(boundMs) });
    expect(drawn).toEqual([50, 50]);
    expect(log.segments.map(({ rollJitterMs }) => rollJitterMs)).toEqual([1, 2]);
  });

  it('does not know producers that expired while nobody ran', () => {
    const log = logOf(0);
    const records = [record('a=1', T)];
    log.append(stored(0, { records, producerId: 3, producerEpoch: 0, baseSequence: 0 }), T);
    const image = shutDown(log);
    const { log: again } = load(image, { hadCleanShutdown: true, nowMs: T + 5000, producerIdExpirationMs: 5000 });
    expect(again.producers.entries.size).toBe(0);
  });
});
