import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { batch } from './batches';

const T = 1_700_000_000_000;

/** Batches of 100 bytes and two offsets, five to a segment, an index entry for every second batch. */
function logOf(batches: number, timeOf: (i: number) => number = (i) => T + i): PartitionLog {
  const settings = { 'segment.bytes': '500', 'index.interval.bytes': '150' };
  const log = new PartitionLog({ config: logConfig(settings, {}, { segmentBytesMin: 14 }), nowMs: T });
  for (let i = 0; i < batches; i++) {
    log.append(batch(i * 2, { count: 2, sizeBytes: 100, timestampMs: timeOf(i), leaderEpoch: i < 8 ? 0 : 4 }), T);
  }
  return log;
}

/** Where one of those batches stands: 14 is the eighth, 16 the ninth. */
const place = (baseOffset: number, position: number) => ({
  baseOffset,
  lastOffset: baseOffset + 1,
  position,
  sizeBytes: 100,
  maxTimestampMs: T + baseOffset / 2,
});

describe('look-up by offset', () => {
  const log = logOf(13);

  it('goes from the floor segment over the index to a scan', () => {
    expect(log.explainLookup(17)).toEqual({
      offset: 17,
      baseOffsets: [0, 10, 20],
      segments: [
        {
          segment: 10,
          index: {
            entries: 2,
            target: 17,
            probes: [
              { slot: 0, low: 0, high: 1, step: 'warm', found: 'below', entry: { offset: 15, position: 200 } },
              { slot: 1, low: 0, high: 1, step: 'search', found: 'above', entry: { offset: 19, position: 400 } },
            ],
            chosen: { slot: 0, offset: 15, position: 200 },
          },
          scan: {
            position: 200,
            batches: [place(14, 200), place(16, 300)],
          },
          found: place(16, 300),
        },
      ],
      found: { segment: 10, ...place(16, 300) },
    });
  });

  it('begins at the start of the segment when every entry is above', () => {
    const { segments, found } = log.explainLookup(12);
    expect(segments[0]!.index.chosen).toBeNull();
    expect(segments[0]!.index.probes.map(({ step, found: against }) => `${step} ${against}`)).toEqual([
      'warm above',
      'first above',
    ]);
    expect(segments[0]!.scan.position).toBe(0);
    expect(found).toMatchObject({ baseOffset: 12, position: 100 });
  });

  it('needs no scan beyond the batch that an entry stands for', () => {
    expect(log.explainLookup(15).segments[0]!.scan.batches).toHaveLength(1);
  });

  it('finds nothing at the log end', () => {
    const { segments, found } = log.explainLookup(26);
    expect(found).toBeNull();
    expect(segments).toHaveLength(1);
    expect(segments[0]!.scan.batches.at(-1)).toMatchObject({ lastOffset: 25 });
  });

  it('gives the batch that reading begins with, for every offset', () => {
    for (let offset = 0; offset < 26; offset++) {
      const { found } = log.explainLookup(offset);
      const [first] = log.read(offset, log.logEndOffset, 1e6, true).batches;
      expect(found?.baseOffset).toBe(first?.baseOffset);
      expect(found?.segment).toBe(log.segments.findLast(({ baseOffset }) => baseOffset <= offset)?.baseOffset);
    }
  });

  it('goes on in the next segment where compaction left nothing', () => {
    const holes = new PartitionLog({
      config: logConfig({ 'segment.bytes': '100' }, {}, { segmentBytesMin: 14 }),
    });
    for (const base of [0, 20, 30]) holes.appendAsFollower([batch(base, { sizeBytes: 100 })]);
    const { segments, found } = holes.explainLookup(5);
    expect(segments.map(({ segment, found: here }) => [segment, here?.baseOffset ?? null])).toEqual([
      [0, null],
      [20, 20],
    ]);
    expect(found).toMatchObject({ segment: 20, baseOffset: 20 });
    expect(holes.read(5, 31, 1e6, true).batches.map(({ baseOffset }) => baseOffset)).toEqual([20]);
  });
});

describe('look-up by time', () => {
  it('goes from the first segment that is late enough over both indexes to a record', () => {
    const log = logOf(13);
    expect(log.explainTimeLookup(T + 8)).toEqual({
      timestampMs: T + 8,
      segments: [
        { segment: 0, largestTimestampMs: T + 4, lateEnough: false },
        { segment: 10, largestTimestampMs: T + 9, lateEnough: true },
      ],
      within: {
        segment: 10,
        timeIndex: {
          entries: 2,
          target: T + 8,
          probes: [
            { slot: 0, low: 0, high: 1, step: 'warm', found: 'below', entry: { timestampMs: T + 7, offset: 15 } },
            { slot: 1, low: 0, high: 1, step: 'search', found: 'above', entry: { timestampMs: T + 9, offset: 19 } },
          ],
          chosen: { slot: 0, timestampMs: T + 7, offset: 15 },
        },
        offsetIndex: {
          entries: 2,
          target: 15,
          probes: [
            { slot: 0, low: 0, high: 1, step: 'warm', found: 'equal', entry: { offset: 15, position: 200 } },
            { slot: 0, low: 0, high: 0, step: 'first', found: 'equal', entry: { offset: 15, position: 200 } },
          ],
          chosen: { slot: 0, offset: 15, position: 200 },
        },
        scan: {
          position: 200,
          batches: [place(14, 200), place(16, 300)],
        },
      },
      found: {
        offset: 16,
        timestampMs: T + 8,
        leaderEpoch: 4,
        batch: place(16, 300),
      },
    });
  });

  it('gives the first record in order of offset, though later ones may be older', () => {
    const log = logOf(5, (i) => T + [10, 50, 20, 50, 60][i]!);
    expect(log.offsetForTimestamp(T + 15)).toMatchObject({ offset: 2, timestampMs: T + 50 });
    expect(log.offsetForTimestamp(T)).toMatchObject({ offset: 0 });
    expect(log.offsetForTimestamp(T + 51)).toMatchObject({ offset: 8, timestampMs: T + 60 });
    expect(log.offsetForTimestamp(T + 61)).toBeNull();
  });

  it('does not count records below the log start, nor look into another segment for them', () => {
    const log = logOf(10, (i) => T + (i === 1 ? 100 : i));
    log.deleteRecordsTo(4, 20);
    expect(log.offsetForTimestamp(T + 3)).toMatchObject({ offset: 6 });
    // Only the record below the log start made the first segment look late enough: Kafka stops there.
    expect(log.offsetForTimestamp(T + 8)).toBeNull();
    expect(log.explainTimeLookup(T + 8).segments).toHaveLength(1);
  });

  it('finds nothing in an empty log', () => {
    expect(new PartitionLog().offsetForTimestamp(T)).toBeNull();
    expect(new PartitionLog({ nowMs: T }).explainTimeLookup(T - 1).within?.scan.batches).toEqual([]);
  });
});
