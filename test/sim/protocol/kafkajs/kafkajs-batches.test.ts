import { describe, expect, test } from 'vitest';
import {
  decodeAssignment,
  decodeSubscription,
  encodeAssignment,
  encodeSubscription,
} from '../../../../src/sim/protocol/consumer-protocol';
import {
  crcIsValid,
  decodeRecords,
  encodeBatch,
  readBatchHeader,
  summarizeBatch,
} from '../../../../src/sim/protocol/record-batch';
import { ProtocolError } from '../../../../src/sim/protocol/protocol-error';
import { hexOf, textBytes } from '../hex';
import { encodeRecord, kafkajsDecodeBatch, MemberAssignment, MemberMetadata, RecordBatch } from './kafkajs';

const T = 1700000000000;
const RECORDS = Array.from({ length: 40 }, (_, i) => ({
  key: i % 3 === 0 ? null : textBytes(`ключ-${i % 5}`),
  value: i % 7 === 0 ? null : textBytes(`значение ${i} `.repeat(i)),
  timestampMs: T + i * 1000,
  headers: i % 4 === 0 ? [{ key: 'трасса', value: textBytes(String(i)) }] : [],
}));

function buffer(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes);
}

async function kafkajsBatch(compression: number): Promise<Uint8Array> {
  const records = RECORDS.map((record, i) =>
    encodeRecord({
      offsetDelta: i,
      timestampDelta: record.timestampMs - T,
      key: buffer(record.key),
      value: buffer(record.value),
      headers: Object.fromEntries(record.headers.map((header) => [header.key, buffer(header.value)])),
    }),
  );
  const batch = await RecordBatch({
    compression,
    records,
    firstTimestamp: T,
    maxTimestamp: T + 39000,
    producerId: 700,
    producerEpoch: 2,
    firstSequence: 5,
    lastOffsetDelta: 39,
  });
  return new Uint8Array(batch.buffer);
}

const OURS = {
  leaderEpoch: 0,
  producerId: 700,
  producerEpoch: 2,
  baseSequence: 5,
  records: RECORDS,
};

describe.each([
  ['none', 0],
  ['gzip', 1],
] as const)('record batch, %s', (compression, code) => {
  test('of kafkajs is read', async () => {
    const batch = await kafkajsBatch(code);
    expect(crcIsValid(batch)).toBe(true);
    expect(readBatchHeader(batch)).toMatchObject({
      sizeInBytes: batch.length,
      compression,
      recordsCount: 40,
      lastOffset: 39,
      baseTimestamp: T,
      maxTimestamp: T + 39000,
      producerId: 700,
      producerEpoch: 2,
      baseSequence: 5,
    });
    expect(decodeRecords(batch)).toEqual(RECORDS.map((record, offset) => ({ ...record, offset })));
    const { keys, sizes } = summarizeBatch(batch, 3);
    expect(keys).toEqual([null, 'ключ-1', 'ключ-2']);
    expect(sizes).toEqual(summarizeBatch(encodeBatch(OURS), 3).sizes);
  });

  test('of ours is read by kafkajs', async () => {
    const batch = encodeBatch({ ...OURS, baseOffset: 1000, leaderEpoch: 3, compression });
    const decoded = await kafkajsDecodeBatch(batch);
    expect(decoded).toMatchObject({
      firstOffset: '1000',
      firstTimestamp: String(T),
      partitionLeaderEpoch: 3,
      inTransaction: false,
      isControlBatch: false,
      lastOffsetDelta: 39,
      producerId: '700',
      producerEpoch: 2,
      firstSequence: 5,
      maxTimestamp: String(T + 39000),
    });
    expect(decoded['records']).toMatchObject(
      RECORDS.map((record, i) => ({
        offset: String(1000 + i),
        timestamp: String(record.timestampMs),
        key: buffer(record.key),
        value: buffer(record.value),
        headers: Object.fromEntries(record.headers.map((header) => [header.key, buffer(header.value)])),
      })),
    );
  });
});

test('uncompressed, both write the same bytes', async () => {
  expect(hexOf(encodeBatch(OURS))).toBe(hexOf(await kafkajsBatch(0)));
});

test('a marker is a control record to kafkajs', async () => {
  const marker = encodeBatch({
    transactional: true,
    control: true,
    records: [{ key: new Uint8Array([0, 0, 0, 1]), value: new Uint8Array(6), timestampMs: T }],
  });
  const decoded = await kafkajsDecodeBatch(marker);
  expect(decoded).toMatchObject({ isControlBatch: true, inTransaction: true, records: [{ isControlRecord: true }] });
});

describe('consumer protocol', () => {
  test('subscriptions of kafkajs, both ways', () => {
    expect(decodeSubscription(MemberMetadata.encode({ version: 0, topics: ['orders'] }))).toMatchObject({
      version: 0,
      topics: ['orders'],
    });
    // An assigner of the learner's own may give itself any version; kafkajs writes the fields of v0 under it.
    for (const version of [1, 2, 3, 9]) {
      const bytes = MemberMetadata.encode({ version, topics: ['orders', 'книги'], userData: Buffer.from('data') });
      expect(decodeSubscription(bytes)).toEqual({
        version,
        topics: ['orders', 'книги'],
        userData: Buffer.from('data'),
        ownedPartitions: [],
        generationId: -1,
        rackId: null,
      });
      expect(() => decodeSubscription(bytes.subarray(0, -1))).toThrow(ProtocolError);
    }
    const ours = encodeSubscription(0, { topics: ['orders', 'книги'], userData: textBytes('data') });
    expect(MemberMetadata.decode(Buffer.from(ours))).toEqual({
      version: 0,
      topics: ['orders', 'книги'],
      userData: Buffer.from('data'),
    });
  });

  test('assignments of kafkajs, both ways', () => {
    const bytes = MemberAssignment.encode({ version: 1, assignment: { orders: [0, 2], книги: [1] } });
    expect(decodeAssignment(bytes)).toMatchObject({
      version: 1,
      assignedPartitions: [
        { topic: 'orders', partitions: [0, 2] },
        { topic: 'книги', partitions: [1] },
      ],
    });
    const ours = encodeAssignment(0, { assignedPartitions: [{ topic: 'orders', partitions: [0, 2] }] });
    expect(MemberAssignment.decode(Buffer.from(ours))).toMatchObject({ version: 0, assignment: { orders: [0, 2] } });
  });
});
