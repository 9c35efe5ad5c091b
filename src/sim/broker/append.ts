import { BATCH_KEYS_MAX } from '../../contract/event';
import { ERROR } from '../protocol/errors';
import { ProtocolError } from '../protocol/protocol-error';
import {
  crcIsValid,
  decodeRecords,
  readBatchHeader,
  stampBatch,
  summarizeBatch,
  type BatchHeader,
} from '../protocol/record-batch';
import type { LogConfig } from '../storage/config/log-config';
import type { StoredBatch } from '../storage/stored-batch';

/** A batch that may be appended: header read, checksum right. */
export interface CheckedBatch {
  readonly bytes: Uint8Array;
  readonly header: BatchHeader;
}

/** What of a topic's settings matters for what may be appended. */
export type AppendConfig = Pick<LogConfig, 'maxMessageBytes' | 'segmentBytes' | 'cleanupPolicy'>;

export type Checked =
  | { readonly ok: true; readonly batch: CheckedBatch }
  | { readonly ok: false; readonly errorCode: number; readonly message: string };

/**
 * What a leader demands of produced records: exactly one batch of magic 2, base offset 0, whole, with the right
 * CRC-32C. Kafka: LogValidator, ProduceRequest.validateRecords.
 */
export function checkProduced(records: Uint8Array | null, config: AppendConfig): Checked {
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
  if (records.length > config.maxMessageBytes) {
    const message = `The record batch of ${records.length} bytes is larger than ${config.maxMessageBytes} bytes`;
    return wrong('MESSAGE_TOO_LARGE', message);
  }
  if (!crcIsValid(records)) return wrong('CORRUPT_MESSAGE', 'Record is corrupt: its CRC-32C does not match');
  if (header.baseOffset !== 0) return wrong('INVALID_RECORD', 'The base offset of a produced batch must be 0');
  if (header.recordsCount <= 0 || header.lastOffsetDelta !== header.recordsCount - 1) {
    return wrong('INVALID_RECORD', 'The number of records does not fit the last offset delta');
  }
  if (records.length > config.segmentBytes) {
    const message = `The record batch of ${records.length} bytes is larger than a segment of ${config.segmentBytes} bytes`;
    return wrong('RECORD_LIST_TOO_LARGE', message);
  }
  const problem = recordsProblem(records, header, config.cleanupPolicy.compact);
  return problem === null ? { ok: true, batch: { bytes: records, header } } : wrong('INVALID_RECORD', problem);
}

/** Only codecs that can be read here are looked into; the others are stored as they came. */
function recordsProblem(bytes: Uint8Array, { compression }: BatchHeader, isCompacted: boolean): string | null {
  if (compression !== 'none' && compression !== 'gzip') return compression === null ? 'Unknown compression' : null;
  try {
    const records = decodeRecords(bytes);
    if (!isCompacted || records.every(({ key }) => key !== null)) return null;
    return 'Compacted topic cannot accept message without key';
  } catch (error) {
    if (error instanceof ProtocolError) return 'The records of the batch do not parse, though its checksum is right';
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
