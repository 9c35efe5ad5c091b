import { BATCH_KEYS_MAX } from '../../contract/event';
import { ERROR } from '../protocol/errors';
import { ProtocolError } from '../protocol/protocol-error';
import { crcIsValid, decodeRecords, readBatchHeader, stampBatch, summarizeBatch, type BatchHeader } from '../protocol/record-batch';
import type { StoredBatch } from '../storage/partition-log';

/** A batch that may be appended: header read, checksum right. */
export interface CheckedBatch {
  readonly bytes: Uint8Array;
  readonly header: BatchHeader;
}

export type Checked =
  | { readonly ok: true; readonly batch: CheckedBatch }
  | { readonly ok: false; readonly errorCode: number; readonly message: string };

/**
 * What a leader demands of produced records: exactly one batch of magic 2, base offset 0, whole, with the right
 * CRC-32C. Kafka: LogValidator, ProduceRequest.validateRecords.
 */
export function checkProduced(records: Uint8Array | null, bytesMax: number): Checked {
  if (records === null || records.length === 0) {
    return wrong('INVALID_RECORD', 'Produce requests must have exactly one record batch per partition');
  }
  let header: BatchHeader;
  try {
    header = readBatchHeader(records, 0);
  } catch (error) {
    if (error instanceof ProtocolError) return wrong('CORRUPT_MESSAGE', error.message);
    throw error;
  }
  if (header.magic !== 2) return wrong('INVALID_RECORD', `Record batch has magic ${header.magic}, only 2 is allowed`);
  if (header.sizeInBytes > records.length) return wrong('CORRUPT_MESSAGE', 'Record batch is cut short');
  if (header.sizeInBytes < records.length) {
    return wrong('INVALID_RECORD', 'Produce requests must have exactly one record batch per partition');
  }
  if (records.length > bytesMax) {
    return wrong('MESSAGE_TOO_LARGE', `The record batch of ${records.length} bytes is larger than ${bytesMax} bytes`);
  }
  if (!crcIsValid(records)) return wrong('CORRUPT_MESSAGE', 'Record is corrupt: its CRC-32C does not match');
  if (header.baseOffset !== 0) return wrong('INVALID_RECORD', 'The base offset of a produced batch must be 0');
  if (header.recordsCount <= 0 || header.lastOffsetDelta !== header.recordsCount - 1) {
    return wrong('INVALID_RECORD', 'The number of records does not fit the last offset delta');
  }
  if (!recordsAreWhole(records, header)) {
    return wrong('INVALID_RECORD', 'The records of the batch do not parse, though its checksum is right');
  }
  return { ok: true, batch: { bytes: records, header } };
}

/** Only codecs that can be read here are looked into; the others are stored as they came. */
function recordsAreWhole(bytes: Uint8Array, { compression }: BatchHeader): boolean {
  if (compression !== 'none' && compression !== 'gzip') return compression !== null;
  try {
    decodeRecords(bytes);
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** The batch as it will stand in the log: offset and leader epoch stamped on a copy, all else as it came. */
export function toStored(
  batch: CheckedBatch,
  topic: string,
  partition: number,
  baseOffset: number,
  leaderEpoch: number,
  summarize: boolean,
): StoredBatch {
  const bytes = batch.bytes.slice();
  stampBatch(bytes, baseOffset, leaderEpoch);
  return describeStored(bytes, batch.header, topic, partition, baseOffset, leaderEpoch, summarize);
}

/** What the log keeps beside the bytes. Without a journal nobody looks at keys, so they are not decoded. */
export function describeStored(
  bytes: Uint8Array,
  header: BatchHeader,
  topic: string,
  partition: number,
  baseOffset: number,
  leaderEpoch: number,
  summarize: boolean,
): StoredBatch {
  const summary = summarize
    ? summarizeBatch(bytes, BATCH_KEYS_MAX)
    : { count: header.recordsCount, bytes: bytes.length, keys: [], sizes: [] };
  return {
    baseOffset,
    lastOffset: baseOffset + header.lastOffsetDelta,
    maxTimestamp: header.maxTimestamp,
    leaderEpoch,
    bytes,
    summary: { topic, partition, baseOffset, ...summary },
  };
}

function wrong(error: keyof typeof ERROR, message: string): Checked {
  return { ok: false, errorCode: ERROR[error], message };
}
