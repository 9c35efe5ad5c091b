import { describe, expect, it } from 'vitest';
import { EPOCH_MS } from '../../../src/contract/ids';
import {
  entriesAround,
  foundBatch,
  sectionsOf,
  timestampOf,
  type LookupAnswer,
  type Section,
  type Target,
} from '../../../src/panels/disk/look-up';
import { timeText } from '../../../src/panels/disk/time-text';
import { limitsOf, readerCase, retentionCase } from '../../../src/panels/disk/told';
import { writtenDisk, WRITTEN } from '../../support/written-disk';

const disk = writtenDisk();

async function lookUp(target: Target): Promise<LookupAnswer> {
  const answer = await disk.ask({ type: 'lookup', ...WRITTEN, target });
  if (answer.type !== 'lookup') throw new Error(answer.type);
  return answer;
}

async function segments() {
  const answer = await disk.ask({ type: 'segments', ...WRITTEN });
  if (answer.type !== 'segments') throw new Error(answer.type);
  return answer;
}

const kinds = (sections: readonly Section[]): string[] =>
  sections.map((section) => (section.type === 'search' ? section.index : section.type));

describe('the sections of a look-up', () => {
  it('by offset: a segment, a search that grows look by look, a scan', async () => {
    const { steps } = await lookUp({ offset: 200 });
    const all = sectionsOf(steps, steps.length);
    expect(kinds(all)).toEqual(['segment', 'offset', 'scan']);
    const probes = steps.filter((step) => step.type === 'probe').length;
    expect(probes).toBeGreaterThan(2);
    const half = sectionsOf(steps, 3).at(-1);
    if (half?.type !== 'search') throw new Error('no search');
    expect([half.probes.length, half.answer]).toEqual([2, null]);
    const [, search, scan] = all;
    if (search?.type !== 'search' || scan?.type !== 'scan') throw new Error('no search or scan');
    // The whole index is seen from the first look on, and the scan begins where the search ended.
    expect(half.entries).toEqual(search.entries);
    expect(search.entries[search.answer?.slot ?? -1]?.leadsTo).toBe(scan.from);
    expect(scan.batches[0]?.position).toBe(scan.from);
    expect(foundBatch(steps)).toEqual({ segment: 150, batch: scan.found });
    expect(scan.found).toMatchObject({ baseOffset: 198, lastOffset: 200 });
  });

  it('by time: over both indexes', async () => {
    const { steps } = await lookUp({ timestampMs: EPOCH_MS + 2_000 });
    expect(kinds(sectionsOf(steps, steps.length))).toEqual(['segment', 'time', 'offset', 'scan']);
  });

  it('have nothing found where nothing is', async () => {
    const { steps } = await lookUp({ offset: 270 });
    expect(foundBatch(steps)).toBeNull();
    expect(sectionsOf(steps, steps.length).at(-1)).toMatchObject({ type: 'scan', found: null });
  });

  it('show a piece of a long index', () => {
    expect(entriesAround(8, 3, 20)).toEqual({ from: 0, to: 8 });
    expect(entriesAround(100, 50, 10)).toEqual({ from: 45, to: 55 });
    expect(entriesAround(100, 98, 10)).toEqual({ from: 90, to: 100 });
    expect(entriesAround(0, 0, 10)).toEqual({ from: 0, to: 1 });
  });
});

describe('what a reader gets', () => {
  const facts = async (offset: number, highWatermark = 270) => {
    const answer = await lookUp({ offset });
    const found = foundBatch(answer.steps)?.batch ?? null;
    const { logStartOffset } = await segments();
    const ends = { logStart: logStartOffset, logEnd: 270, highWatermark };
    return readerCase({ target: { offset }, offset: answer.offset, found, ...ends });
  };

  it('is whole batches', async () => {
    expect(await facts(200)).toMatchObject({ type: 'batch', skips: { from: 198, to: 199 } });
    expect(await facts(198)).toMatchObject({ type: 'batch', skips: null });
  });

  it('is nothing outside of the log, or beyond the high watermark', async () => {
    expect(await facts(3)).toEqual({ type: 'before-start', logStart: 75 });
    expect(await facts(271)).toEqual({ type: 'beyond-end', logEnd: 270 });
    expect(await facts(270)).toEqual({ type: 'at-end', logEnd: 270 });
    expect(await facts(268, 267)).toEqual({ type: 'not-yet', offset: 268, highWatermark: 267 });
  });

  it('is the next batch where compaction left a hole', () => {
    const found = { baseOffset: 12, lastOffset: 14, position: 900, sizeBytes: 100, maxTimestampMs: 0 };
    const ends = { logStart: 0, logEnd: 20, highWatermark: 20 };
    expect(readerCase({ target: { offset: 10 }, offset: 12, found, ...ends })).toEqual({
      type: 'compacted',
      offset: 10,
      position: 900,
      next: 12,
    });
  });

  it('of a time is an offset', async () => {
    const target = { timestampMs: EPOCH_MS + 2_000 };
    const ends = { logStart: 75, logEnd: 270, highWatermark: 270, found: null };
    const { offset } = await lookUp(target);
    expect(readerCase({ target, offset, ...ends })).toEqual({ type: 'time', offset, logStart: 75 });
    expect(readerCase({ target, offset: null, ...ends })).toEqual({ type: 'no-time', logEnd: 270 });
  });
});

describe('what retention did', () => {
  const limits = limitsOf({ 'retention.bytes': '6000' }, {});

  it('is told of the segment that went last, with what is left', async () => {
    const answer = await segments();
    const { lastDeleted } = disk.view().topics.get('Topic-A')!.partitions[0]!.shelves.get(1)!;
    expect(lastDeleted).toEqual({ baseOffset: 0, endOffset: 75, reason: 'size' });
    const live = answer.segments.filter(({ deletedAtUs }) => deletedAtUs === null);
    const left = live.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    expect(left).toBeGreaterThanOrEqual(6_000);
    expect(retentionCase(lastDeleted, limits, answer.segments, 75)).toEqual({
      type: 'size',
      segment: 0,
      limit: 6_000,
      left,
    });
    const raised = limitsOf({ 'retention.bytes': '900000' }, {});
    expect(retentionCase(lastDeleted, raised, answer.segments, 75).type).toBe('size-unknown');
    // Asked a moment before the view: the disk does not show it as gone yet.
    expect(retentionCase(lastDeleted, limits, live, 0).type).toBe('nothing');
  });

  it('else the limits that hold: of the topic, of the brokers, of Kafka', () => {
    const told = (topic: Record<string, string>, brokers: Record<string, string> = {}) =>
      retentionCase(null, limitsOf(topic, brokers), [], 0);
    expect(told({})).toEqual({ type: 'nothing', limits: 'retention.ms=604800000' });
    expect(told({}, { 'log.retention.minutes': '5', 'log.retention.bytes': '100' })).toEqual({
      type: 'nothing',
      limits: 'retention.ms=300000, retention.bytes=100',
    });
    expect(told({ 'retention.ms': '-1' })).toEqual({ type: 'nothing', limits: '' });
    expect(told({ 'cleanup.policy': 'compact' })).toEqual({ type: 'compact' });
    const last = { baseOffset: 5, endOffset: 9, reason: 'time' };
    expect(retentionCase(last, limitsOf({ 'retention.ms': '1000' }, {}), [], 9)).toEqual({
      type: 'time',
      segment: 5,
      limit: 1_000,
    });
    expect(retentionCase({ ...last, reason: 'log-start' }, limits, [], 12)).toEqual({
      type: 'log-start',
      segment: 5,
      logStart: 12,
    });
  });
});

describe('times', () => {
  it.each([
    ['00:12.480', EPOCH_MS + 12_480],
    ['1:00:00.5', EPOCH_MS + 3_600_500],
    ['01:30', EPOCH_MS + 90_000],
    ['1700000129509', 1_700_000_129_509],
    ['soon', null],
    ['', null],
  ])('%j is %s', (text, ms) => {
    expect(timestampOf(text, EPOCH_MS)).toBe(ms);
  });

  it('of records are virtual where they can be', () => {
    expect(timeText(EPOCH_MS + 12_480)).toBe('00:12.480');
    expect(timeText(5)).toBe('5');
    expect(timeText(EPOCH_MS + 10_000 * 3_600_000)).toBe(String(EPOCH_MS + 10_000 * 3_600_000));
  });
});
