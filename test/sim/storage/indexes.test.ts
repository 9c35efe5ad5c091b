import { describe, expect, it } from 'vitest';
import { logConfig } from '../../../src/sim/storage/config/log-config';
import { greatestNotAbove, type Probe } from '../../../src/sim/storage/index-search';
import { PartitionLog } from '../../../src/sim/storage/partition-log';
import { hexOf } from '../protocol/hex';
import { batch } from './batches';

const T = 1_700_000_000_000;

function logWith(settings: Record<string, string>): PartitionLog {
  return new PartitionLog({ config: logConfig(settings, {}, { segmentBytesMin: 14 }) });
}

const entriesOf = ({ segments: [segment] }: PartitionLog) =>
  Array.from({ length: segment!.offsetIndex.entries }, (_, slot) => segment!.offsetIndex.entry(slot));
const timesOf = ({ segments: [segment] }: PartitionLog) =>
  Array.from({ length: segment!.timeIndex.entries }, (_, slot) => segment!.timeIndex.entry(slot));

describe('index entries', () => {
  it('come at batches 5, 10, 15 of 1000 bytes: more than 4096 bytes since the last, and never for the first', () => {
    const log = new PartitionLog();
    for (let i = 0; i < 16; i++) log.append(batch(i * 10, { count: 10, sizeBytes: 1000, timestampMs: T + i }));
    expect(entriesOf(log)).toEqual([
      { offset: 59, position: 5000 },
      { offset: 109, position: 10_000 },
      { offset: 159, position: 15_000 },
    ]);
    expect(timesOf(log)).toEqual([
      { timestampMs: T + 5, offset: 59 },
      { timestampMs: T + 10, offset: 109 },
      { timestampMs: T + 15, offset: 159 },
    ]);
  });

  it('need more bytes than the interval, not as many', () => {
    const log = logWith({ 'index.interval.bytes': '300' });
    for (let i = 0; i < 5; i++) log.append(batch(i, { sizeBytes: 100 }));
    expect(entriesOf(log)).toEqual([{ offset: 4, position: 400 }]);
  });

  it('are there for every batch but the first when the interval is 0', () => {
    const log = logWith({ 'index.interval.bytes': '0' });
    for (let i = 0; i < 4; i++) log.append(batch(i, { sizeBytes: 100 }));
    expect(entriesOf(log).map(({ offset }) => offset)).toEqual([1, 2, 3]);
  });

  it('of time have the largest timestamp so far, and none for a timestamp that is not larger', () => {
    const log = logWith({ 'index.interval.bytes': '0' });
    for (const [i, timestampMs] of [T, T + 50, T + 20, T + 50, T + 60].entries()) log.append(batch(i, { timestampMs }));
    expect(timesOf(log)).toEqual([
      { timestampMs: T + 50, offset: 1 },
      { timestampMs: T + 60, offset: 4 },
    ]);
  });

  it('are relative to the base offset, big-endian, zeros behind them', () => {
    const log = logWith({ 'index.interval.bytes': '0', 'segment.bytes': '300', 'segment.index.bytes': '50' });
    for (let i = 0; i < 5; i++) log.append(batch(i, { sizeBytes: 100, timestampMs: T + i }));
    expect(log.files().slice(0, 7)).toEqual([
      { name: '00000000000000000000.index', sizeBytes: 16 },
      { name: '00000000000000000000.log', sizeBytes: 300 },
      { name: '00000000000000000000.timeindex', sizeBytes: 24 },
      { name: '00000000000000000003.index', sizeBytes: 48 },
      { name: '00000000000000000003.log', sizeBytes: 200 },
      { name: '00000000000000000003.snapshot', sizeBytes: 10 },
      { name: '00000000000000000003.timeindex', sizeBytes: 48 },
    ]);
    expect(hexOf(log.fileBytes('00000000000000000000.index')!)).toBe('0000000100000064' + '00000002000000c8');
    expect(hexOf(log.fileBytes('00000000000000000003.index')!)).toBe('0000000100000064' + '00'.repeat(40));
    expect(hexOf(log.fileBytes('00000000000000000003.index', 4, 9)!)).toBe('0000006400');
    expect(hexOf(log.fileBytes('00000000000000000003.timeindex', 0, 12)!)).toBe('0000018bcfe56804' + '00000001');
  });

  it('of time get a last one when the segment is rolled', () => {
    const log = logWith({ 'segment.bytes': '300' });
    for (let i = 0; i < 4; i++) log.append(batch(i, { sizeBytes: 100, timestampMs: T + 10 - i }));
    expect(timesOf(log)).toEqual([{ timestampMs: T + 10, offset: 0 }]);
  });

  it('that truncation cut off stay in the file until they are overwritten', () => {
    const log = logWith({ 'index.interval.bytes': '0', 'segment.index.bytes': '50' });
    for (let i = 0; i < 4; i++) log.append(batch(i, { sizeBytes: 100 }));
    log.truncateTo(2);
    expect(entriesOf(log)).toEqual([{ offset: 1, position: 100 }]);
    const stale = '00000002000000c8' + '000000030000012c';
    expect(hexOf(log.fileBytes('00000000000000000000.index')!)).toBe('0000000100000064' + stale + '00'.repeat(24));
    log.append(batch(2, { sizeBytes: 120 }));
    log.append(batch(3, { sizeBytes: 100 }));
    log.append(batch(4, { sizeBytes: 100 }));
    expect(entriesOf(log)).toEqual([
      { offset: 1, position: 100 },
      { offset: 3, position: 320 },
      { offset: 4, position: 420 },
    ]);
  });
});

describe('an index that is trimmed and grows again', () => {
  it('has zeros where truncated entries were', () => {
    const settings = { 'index.interval.bytes': '0', 'segment.index.bytes': '50', 'segment.bytes': '400' };
    const log = logWith(settings);
    for (let i = 0; i < 4; i++) log.append(batch(i, { sizeBytes: 100, timestampMs: T + i }));
    log.truncateTo(2);
    log.append(batch(2, { sizeBytes: 300 }));
    expect(log.segments).toHaveLength(2);
    log.truncateTo(2);
    log.truncateTo(1);
    expect(hexOf(log.fileBytes('00000000000000000000.index')!)).toBe('0000000100000064' + '00'.repeat(40));
    expect(hexOf(log.fileBytes('00000000000000000000.timeindex')!)).toBe('0000018bcfe5680100000001' + '00'.repeat(36));
  });
});

describe('search in an index', () => {
  const keys = Array.from({ length: 40 }, (_, i) => i * 10);
  const find = (target: number, probes?: Probe[]) => greatestNotAbove(40, 8, (slot) => keys[slot]!, target, probes);

  it('finds the greatest key that is not above', () => {
    for (let target = -5; target < 420; target++) {
      expect(find(target)).toBe(keys.findLastIndex((key) => key <= target));
    }
    expect(greatestNotAbove(0, 8, () => 0, 5)).toBe(-1);
  });

  it('looks where Kafka looks', () => {
    const probes: Probe[] = [];
    expect(find(105, probes)).toBe(10);
    expect(probes.map(({ slot, step, found }) => `${step} ${slot} ${found}`)).toEqual([
      'warm 0 below',
      'search 20 above',
      'search 10 below',
      'search 15 above',
      'search 12 above',
      'search 11 above',
    ]);
  });

  it('stops at the entry itself', () => {
    const probes: Probe[] = [];
    find(200, probes);
    expect(probes.map(({ slot, found }) => `${slot} ${found}`)).toEqual(['0 below', '20 equal']);
  });

  it('tries the last 8192 bytes first', () => {
    const many = (target: number): Probe[] => {
      const probes: Probe[] = [];
      expect(greatestNotAbove(5000, 8, (slot) => slot * 2, target, probes)).toBe(Math.floor(target / 2));
      return probes;
    };
    expect(many(9001)[0]).toEqual({ slot: 3975, low: 0, high: 4999, step: 'warm', found: 'below' });
    expect(
      many(9001)
        .slice(1)
        .every(({ slot, step }) => step === 'search' && slot >= 3975),
    ).toBe(true);
    expect(many(4001).slice(0, 2)).toEqual([
      { slot: 3975, low: 0, high: 4999, step: 'warm', found: 'above' },
      { slot: 0, low: 0, high: 3975, step: 'first', found: 'below' },
    ]);
    const none: Probe[] = [];
    expect(greatestNotAbove(5000, 8, (slot) => slot * 2 + 10, 3, none)).toBe(-1);
    expect(none).toHaveLength(2);
  });
});
