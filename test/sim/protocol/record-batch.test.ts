import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import {
  crcIsValid,
  decodeRecords,
  encodeBatch,
  forEachBatch,
  readBatchHeader,
  splitBatches,
  stampBatch,
  summarizeBatch,
  type BatchInit,
} from '../../../src/sim/protocol/record-batch';
import { bytesOf, hexOf, textBytes } from './hex';

const T = 1700000000000;

function marker(type: number): BatchInit {
  return {
    baseOffset: 43,
    leaderEpoch: 5,
    producerId: 1000,
    producerEpoch: 2,
    transactional: true,
    control: true,
    records: [{ key: bytesOf(`0000000${type}`), value: bytesOf('000000000009'), timestampMs: T + 100 }],
  };
}

// Batches that the serializers of Apache Kafka 4.2.1 wrote.
const GOLDEN: [string, string, BatchInit][] = [
  [
    'three records without a producer id',
    '0000000000000000000000520000000002ef0dacd00000000000020000018bcfe568000000018bcfe56805ffffffffffffffffffffffffff' +
      'ff000000031e000000026b0476310204686b04687610000a0201047632000e000204026b0100',
    {
      leaderEpoch: 0,
      records: [
        {
          key: textBytes('k'),
          value: textBytes('v1'),
          timestampMs: T,
          headers: [{ key: 'hk', value: textBytes('hv') }],
        },
        { key: null, value: textBytes('v2'), timestampMs: T + 5 },
        { key: textBytes('k'), value: null, timestampMs: T + 1 },
      ],
    },
  ],
  [
    'of a transaction',
    '000000000000002a0000003a00000005022f9e5cae0010000000000000018bcfe568000000018bcfe5680000000000000003e800020000000' +
      '70000000110000000026b027600',
    {
      baseOffset: 42,
      leaderEpoch: 5,
      producerId: 1000,
      producerEpoch: 2,
      baseSequence: 7,
      transactional: true,
      records: [{ key: textBytes('k'), value: textBytes('v'), timestampMs: T }],
    },
  ],
  [
    'COMMIT marker',
    '000000000000002b000000420000000502c6c4ecad0030000000000000018bcfe568640000018bcfe5686400000000000003e80002ffffffff' +
      '000000012000000008000000010c00000000000900',
    marker(1),
  ],
  [
    'ABORT marker',
    '000000000000002b00000042000000050232fa3ae50030000000000000018bcfe568640000018bcfe5686400000000000003e80002ffffffff' +
      '000000012000000008000000000c00000000000900',
    marker(0),
  ],
];

const golden = bytesOf(GOLDEN[0]![1]);

describe.each(GOLDEN)('%s', (_what, hex, init) => {
  test('is written as Kafka writes it', () => {
    expect(hexOf(encodeBatch(init))).toBe(hex);
  });

  test('is read back', () => {
    const batch = bytesOf(hex);
    expect(crcIsValid(batch)).toBe(true);
    const header = readBatchHeader(batch);
    expect(header).toMatchObject({
      baseOffset: init.baseOffset ?? 0,
      sizeInBytes: batch.length,
      leaderEpoch: init.leaderEpoch,
      magic: 2,
      producerId: init.producerId ?? -1,
      producerEpoch: init.producerEpoch ?? -1,
      baseSequence: init.baseSequence ?? -1,
      recordsCount: init.records.length,
      compression: 'none',
      timestampType: 'CreateTime',
      transactional: init.transactional ?? false,
      control: init.control ?? false,
      hasDeleteHorizon: false,
    });
    expect(decodeRecords(batch)).toEqual(
      init.records.map((record, i) => ({ headers: [], ...record, offset: (init.baseOffset ?? 0) + i })),
    );
  });
});

test('header of the first', () => {
  expect(readBatchHeader(golden)).toMatchObject({
    batchLength: 82,
    sizeInBytes: 94,
    crc: 0xef0dacd0,
    lastOffsetDelta: 2,
    lastOffset: 2,
    baseTimestamp: T,
    maxTimestamp: T + 5,
  });
});

describe('what a leader does', () => {
  test('stamping leaves the checksum right', () => {
    const batch = golden.slice();
    stampBatch(batch, 2 ** 40 + 7, 12);
    expect(crcIsValid(batch)).toBe(true);
    expect(readBatchHeader(batch)).toMatchObject({ baseOffset: 2 ** 40 + 7, lastOffset: 2 ** 40 + 9, leaderEpoch: 12 });
    expect(decodeRecords(batch).map((record) => record.offset)).toEqual([2 ** 40 + 7, 2 ** 40 + 8, 2 ** 40 + 9]);
    expect(batch.subarray(16)).toEqual(golden.subarray(16));
  });

  test('a view of larger memory is stamped in its place', () => {
    const memory = new Uint8Array(golden.length + 10);
    memory.set(golden, 5);
    stampBatch(memory.subarray(5, 5 + golden.length), 9, 1);
    expect(memory.subarray(0, 5)).toEqual(new Uint8Array(5));
    expect(readBatchHeader(memory, 5).baseOffset).toBe(9);
    expect(crcIsValid(memory, 5)).toBe(true);
  });

  test('any bit that flips behind the leader epoch and the magic is seen', () => {
    for (let i = 17; i < golden.length; i++) {
      const batch = golden.slice();
      batch[i]! ^= 1 << (i % 8);
      expect(crcIsValid(batch)).toBe(false);
    }
  });

  test('a batch that is not whole has no right checksum', () => {
    for (let length = 0; length < golden.length; length++) {
      expect(crcIsValid(golden.subarray(0, length))).toBe(false);
    }
  });
});

describe('record sets', () => {
  const second = encodeBatch({ baseOffset: 3, records: [{ key: null, value: textBytes('x'), timestampMs: T }] });
  const set = new Uint8Array([...golden, ...second]);

  test('are split, and a cut end is left out', () => {
    expect(splitBatches(set)).toEqual([golden, second]);
    for (let length = golden.length; length < set.length; length++) {
      expect(splitBatches(set.subarray(0, length))).toEqual([golden]);
    }
    expect(splitBatches(new Uint8Array(0))).toEqual([]);
  });

  test('say where the last whole batch ends', () => {
    const seen: [number, number, number][] = [];
    const end = forEachBatch(set.subarray(0, set.length - 1), (h, at, to) => seen.push([h.baseOffset, at, to]));
    expect(seen).toEqual([[0, 0, golden.length]]);
    expect(end).toBe(golden.length);
    expect(forEachBatch(set, () => {}, golden.length)).toBe(set.length);
  });

  test('a length that cannot be one is refused, not looped over', () => {
    for (const length of ['00000000', 'ffffffff', '00000030']) {
      const bad = golden.slice();
      bad.set(bytesOf(length), 8);
      expect(() => splitBatches(bad)).toThrow(ProtocolError);
      expect(crcIsValid(bad)).toBe(false);
    }
  });
});

describe('gzip', () => {
  const init: BatchInit = {
    baseOffset: 100,
    compression: 'gzip',
    records: Array.from({ length: 50 }, (_, i) => ({
      key: textBytes(`key-${i % 5}`),
      value: textBytes('the same value again and again'),
      timestampMs: T + i,
    })),
  };
  const batch = encodeBatch(init);

  test('comes back', () => {
    expect(crcIsValid(batch)).toBe(true);
    expect(readBatchHeader(batch)).toMatchObject({ compression: 'gzip', recordsCount: 50, lastOffset: 149 });
    expect(batch.length).toBeLessThan(encodeBatch({ ...init, compression: 'none' }).length / 2);
    expect(decodeRecords(batch)).toEqual(init.records.map((r, i) => ({ ...r, headers: [], offset: 100 + i })));
  });

  test('has no clock in its bytes', () => {
    expect(batch.subarray(61 + 4, 61 + 8)).toEqual(new Uint8Array(4));
    expect(encodeBatch(init)).toEqual(batch);
  });

  test('broken or boasting, it is refused', () => {
    const cut = batch.slice(0, 90);
    new DataView(cut.buffer).setInt32(8, 90 - 12);
    expect(() => decodeRecords(cut)).toThrow(ProtocolError);
    const boast = batch.slice();
    boast.set(bytesOf('ffffffff'), boast.length - 4);
    expect(() => decodeRecords(boast)).toThrow(/claim to hold 4294967295/);
    const garbage = batch.slice();
    garbage.fill(0x55, 61);
    expect(() => decodeRecords(garbage)).toThrow(ProtocolError);
  });
});

test('append time is the time of every record', () => {
  const batch = encodeBatch({
    timestampType: 'LogAppendTime',
    records: [
      { key: null, value: null, timestampMs: T },
      { key: null, value: null, timestampMs: T + 9 },
    ],
  });
  expect(readBatchHeader(batch).timestampType).toBe('LogAppendTime');
  expect(decodeRecords(batch).map((record) => record.timestampMs)).toEqual([T + 9, T + 9]);
});

test('times may go backwards and far apart', () => {
  const times = [T, 0, T + 1, 4102444800000];
  const batch = encodeBatch({ records: times.map((timestampMs) => ({ key: null, value: null, timestampMs })) });
  expect(decodeRecords(batch).map((record) => record.timestampMs)).toEqual(times);
  expect(readBatchHeader(batch)).toMatchObject({ baseTimestamp: T, maxTimestamp: 4102444800000 });
});

describe('summary', () => {
  test('keys and sizes of the first records', () => {
    expect(summarizeBatch(golden, 16)).toEqual({ count: 3, bytes: 94, keys: ['k', null, 'k'], sizes: [16, 9, 8] });
    expect(summarizeBatch(golden, 2)).toEqual({ count: 3, bytes: 94, keys: ['k', null], sizes: [16, 9] });
    // What the header leaves is the records.
    expect(16 + 9 + 8).toBe(golden.length - 61);
  });

  test('of gzip and of text beyond ASCII', () => {
    const batch = encodeBatch({
      compression: 'gzip',
      records: [{ key: textBytes('заказ-1'), value: textBytes('x'), timestampMs: T }],
    });
    expect(summarizeBatch(batch, 16)).toEqual({ count: 1, bytes: batch.length, keys: ['заказ-1'], sizes: [20] });
  });

  test('records behind the asked ones are not looked at', () => {
    const broken = golden.slice();
    broken.fill(0xff, golden.length - 8);
    expect(summarizeBatch(broken, 2).keys).toEqual(['k', null]);
    expect(() => summarizeBatch(broken, 3)).toThrow(ProtocolError);
  });

  test('a codec that cannot be read, and a marker, give no keys', () => {
    const lz4 = golden.slice();
    lz4[22] = 3;
    expect(summarizeBatch(lz4, 16)).toEqual({ count: 3, bytes: 94, keys: [], sizes: [] });
    expect(readBatchHeader(lz4).compression).toBe('lz4');
    expect(() => decodeRecords(lz4)).toThrow('lz4');
    expect(summarizeBatch(encodeBatch(marker(1)), 16).keys).toEqual([null]);
  });
});

describe('malformed', () => {
  test('every truncation is refused', () => {
    for (let length = 0; length < golden.length; length++) {
      expect(() => decodeRecords(golden.subarray(0, length))).toThrow(ProtocolError);
    }
  });

  test('a count that does not fit the records is refused', () => {
    for (const count of ['00000002', '00000004', 'ffffffff', '7fffffff']) {
      const bad = golden.slice();
      bad.set(bytesOf(count), 57);
      expect(() => decodeRecords(bad)).toThrow(ProtocolError);
    }
  });

  test('any byte set to anything: records or a ProtocolError', () => {
    for (let i = 0; i < golden.length; i++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const bad = golden.slice();
        bad[i] = value;
        try {
          decodeRecords(bad);
          summarizeBatch(bad, 16);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }
    }
  });

  test('another magic is not read as this one', () => {
    const old = golden.slice();
    old[16] = 1;
    expect(readBatchHeader(old).magic).toBe(1);
    expect(() => decodeRecords(old)).toThrow('magic 1');
  });

  test('no records, no batch', () => {
    expect(() => encodeBatch({ records: [] })).toThrow(ProtocolError);
  });
});
