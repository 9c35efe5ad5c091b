import {
  encodeBatch,
  readBatchHeader,
  stampBatch,
  type BatchInit,
  type RecordInit,
} from '../../../src/sim/protocol/record-batch';
import { PartitionLog, type StoredBatch } from '../../../src/sim/storage/partition-log';
import { bytesOf, textBytes } from '../protocol/hex';

/** What a broker would have stored for these bytes. */
export function storedFrom(bytes: Uint8Array): StoredBatch {
  const { baseOffset, lastOffset, maxTimestamp, leaderEpoch, recordsCount } = readBatchHeader(bytes);
  const summary = {
    topic: 'T',
    partition: 0,
    baseOffset,
    count: recordsCount,
    bytes: bytes.length,
    keys: [],
    sizes: [],
  };
  return { baseOffset, lastOffset, maxTimestamp, leaderEpoch, bytes, summary };
}

export const storedFromHex = (hex: string): StoredBatch => storedFrom(bytesOf(hex));

/** A batch in its place, with the leader's stamp. */
export function stored(baseOffset: number, init: BatchInit, leaderEpoch = 0): StoredBatch {
  const bytes = encodeBatch(init);
  stampBatch(bytes, baseOffset, leaderEpoch);
  return storedFrom(bytes);
}

export interface Shape {
  readonly count?: number;
  /** Of the whole batch; the last record is padded. */
  readonly sizeBytes?: number;
  readonly timestampMs?: number;
  readonly leaderEpoch?: number;
}

/** A batch of records without meaning. */
export function batch(baseOffset: number, shape: Shape = {}): StoredBatch {
  const { count = 1, timestampMs = 1_700_000_000_000, leaderEpoch = 0, sizeBytes } = shape;
  const recordsOf = (padding: number): RecordInit[] =>
    Array.from({ length: count }, (_, i) => ({
      key: null,
      value: new Uint8Array(i === count - 1 ? padding : 1),
      timestampMs,
    }));
  let padding = 1;
  let made = stored(baseOffset, { records: recordsOf(padding) }, leaderEpoch);
  // A longer value may need a longer length before it: a second step evens that out.
  while (sizeBytes !== undefined && made.bytes.length !== sizeBytes) {
    padding += sizeBytes - made.bytes.length;
    if (padding < 0) throw new Error(`no batch of ${count} records has ${sizeBytes} bytes`);
    made = stored(baseOffset, { records: recordsOf(padding) }, leaderEpoch);
  }
  return made;
}

/** One record: `key=value`; `key` alone is a tombstone, `=value` has no key. */
export function record(text: string, timestampMs = 1_700_000_000_000): RecordInit {
  const [key = '', value] = text.split('=');
  return {
    key: key === '' ? null : textBytes(key),
    value: value === undefined ? null : textBytes(value),
    timestampMs,
  };
}

export function logOf(...batches: StoredBatch[]): PartitionLog {
  const log = new PartitionLog();
  for (const one of batches) log.append(one);
  return log;
}

export const basesOf = (read: { batches: readonly StoredBatch[] }): number[] =>
  read.batches.map(({ baseOffset }) => baseOffset);

/** Names of a log's files. */
export const namesOf = (log: PartitionLog): string[] => log.files().map(({ name }) => name);

export const textOf = (bytes: Uint8Array | null): string => Buffer.from(bytes!).toString();
