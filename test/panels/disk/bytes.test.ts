import { describe, expect, it } from 'vitest';
import { batchLayout, runsOf } from '../../../src/panels/disk/batch-layout';
import { fileKind, fileNameParts, segmentFile, segmentOf, textOf } from '../../../src/panels/disk/file-name';
import { indexEntries } from '../../../src/panels/disk/index-entries';
import { encodeBatch } from '../../../src/sim/protocol/record-batch';
import { writtenDisk, WRITTEN } from '../../support/written-disk';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const batch = {
  baseOffset: 1538,
  leaderEpoch: 3,
  producerId: 4001,
  producerEpoch: 2,
  baseSequence: 70,
  transactional: true,
  records: [
    { key: bytesOf('dmitri'), value: bytesOf('a long enough value'), timestampMs: 1_700_000_000_000 },
    { key: null, value: null, timestampMs: 1_700_000_000_250, headers: [{ key: 'trace', value: bytesOf('7') }] },
  ],
};

describe('the layout of a record batch', () => {
  const bytes = encodeBatch(batch);
  const layout = batchLayout(bytes);

  it('names the fields of the header as Kafka does, with what they say', () => {
    const crc = new DataView(bytes.buffer, bytes.byteOffset).getUint32(17).toString(16).padStart(8, '0');
    expect(layout.header.map(({ at, name, text }) => [at, name, text])).toEqual([
      [0, 'baseOffset', '1538'],
      [8, 'batchLength', String(bytes.length - 12)],
      [12, 'partitionLeaderEpoch', '3'],
      [16, 'magic', '2'],
      [17, 'crc', `${crc} CRC-32C`],
      [21, 'attributes', '16 none, CreateTime, transactional'],
      [23, 'lastOffsetDelta', '1'],
      [27, 'baseTimestamp', '1700000000000'],
      [35, 'maxTimestamp', '1700000000250'],
      [43, 'producerId', '4001'],
      [51, 'producerEpoch', '2'],
      [53, 'baseSequence', '70'],
      [57, 'recordsCount', '2'],
    ]);
  });

  it('finds keys, values and headers where they stand', () => {
    const at = (record: number, name: string): string | null => {
      const part = layout.records[record]?.parts.find((each) => each.name === name);
      return part === undefined ? null : new TextDecoder().decode(bytes.subarray(part.at, part.at + part.length));
    };
    expect([at(0, 'key'), at(0, 'value')]).toEqual(['dmitri', 'a long enough value']);
    expect([at(1, 'key'), at(1, 'value'), at(1, 'header0.key'), at(1, 'header0.value')]).toEqual([
      null,
      null,
      'trace',
      '7',
    ]);
    const texts = layout.records[1]?.parts.map(({ name, text }) => `${name} ${text}`);
    expect(texts).toContain('timestampDelta 250');
    expect(texts).toContain('keyLength -1');
  });

  it('gives every byte to one field', () => {
    const runs = runsOf(layout, 0, bytes.length);
    expect(runs.every(({ field }) => field !== null)).toBe(true);
    expect(runs.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length);
    const row = runsOf(layout, 16, 32);
    expect(row.map(({ field, at, length }) => [field?.name, at, length])).toEqual([
      ['magic', 16, 1],
      ['crc', 17, 4],
      ['attributes', 21, 2],
      ['lastOffsetDelta', 23, 4],
      ['baseTimestamp', 27, 5],
    ]);
  });

  it('keeps compressed records as one field', () => {
    const packed = encodeBatch({ ...batch, compression: 'gzip' });
    const { header, records } = batchLayout(packed);
    expect(records).toEqual([]);
    expect(header.at(-1)).toMatchObject({ name: 'records', at: 61, length: packed.length - 61 });
    expect(header.find(({ name }) => name === 'attributes')?.text).toBe('17 gzip, CreateTime, transactional');
  });

  it('refuses bytes that end too early', () => {
    expect(() => batchLayout(bytes.subarray(0, 40))).toThrow(RangeError);
    expect(() => batchLayout(bytes.subarray(0, bytes.length - 3))).toThrow(RangeError);
  });
});

describe('index files', () => {
  it('say what a look-up finds in them', async () => {
    const disk = writtenDisk();
    const segments = await disk.ask({ type: 'segments', ...WRITTEN });
    if (segments.type !== 'segments') throw new Error(segments.type);
    const active = segments.segments.at(-1)!;
    const read = async (suffix: string): Promise<Uint8Array> => {
      const name = segmentFile(active.baseOffset, suffix);
      const answer = await disk.ask({ type: 'file', ...WRITTEN, name, fromByte: 0, toByte: 4_096 });
      if (answer.type !== 'file') throw new Error(answer.type);
      return answer.bytes;
    };
    const lookup = await disk.ask({ type: 'lookup', ...WRITTEN, target: { timestampMs: active.maxTimestampMs! } });
    if (lookup.type !== 'lookup') throw new Error(lookup.type);
    for (const [index, suffix, count] of [
      ['offset', '.index', active.indexEntries],
      ['time', '.timeindex', active.timeIndexEntries],
    ] as const) {
      const entries = indexEntries(await read(suffix), index, active.baseOffset, count);
      const told = lookup.steps.find((step) => step.type === 'indexed' && step.index === index);
      expect(count).toBeGreaterThan(1);
      expect(told).toMatchObject({ entries: entries.map(({ key, leadsTo }) => ({ key, leadsTo })) });
      // The file has room for more, all zeros: those are no entries.
      expect((await read(suffix)).length).toBe(4_096);
    }
  });
});

describe('names of files', () => {
  it.each([
    ['00000000000000000570.log', ['00000000000000000', '570', '.log', false]],
    ['00000000000000000000.timeindex.deleted', ['0000000000000000000', '0', '.timeindex.deleted', true]],
    ['leader-epoch-checkpoint', ['', '', 'leader-epoch-checkpoint', false]],
    ['meta.properties', ['', '', 'meta.properties', false]],
  ])('%s', (name, parts) => {
    const { zeros, offset, rest, isDeleted } = fileNameParts(name);
    expect([zeros, offset, rest, isDeleted]).toEqual(parts);
  });

  it('tell how a file is read', () => {
    expect(['00000000000000000570.log', '00000000000000000570.index', 'x.log', 'a.log.deleted'].map(fileKind)).toEqual([
      'log',
      'index',
      'bytes',
      'bytes',
    ]);
    expect(segmentOf(segmentFile(1684, '.snapshot'))).toBe(1684);
  });

  it('are not what makes a text', () => {
    expect(textOf(bytesOf('version: 0\ntopic_id: m3V1\n'))).toBe('version: 0\ntopic_id: m3V1\n');
    expect(textOf(bytesOf(''))).toBe('');
    expect(textOf(new Uint8Array([0, 1, 65]))).toBeNull();
    expect(textOf(new Uint8Array([0xff, 0xfe, 65]))).toBeNull();
  });
});
