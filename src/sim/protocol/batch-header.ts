import { crc32c } from './crc32c';
import { ProtocolError } from './protocol-error';
import { Reader } from './reader';

/** Bytes of a batch before its records. */
export const BATCH_HEADER_BYTES = 61;
/** Base offset and batch length: what `batchLength` does not count. */
export const LOG_OVERHEAD_BYTES = 12;
/** Where the checksum stands; it covers everything from ATTRIBUTES_AT on. */
export const CRC_AT = 17;
export const ATTRIBUTES_AT = 21;
const MAX_TIMESTAMP_AT = 35;

export const ATTRIBUTE = {
  compressionMask: 0x07,
  logAppendTime: 0x08,
  transactional: 0x10,
  control: 0x20,
  deleteHorizon: 0x40,
} as const;

/** Codec names by their number in the attributes. */
const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type Compression = (typeof COMPRESSIONS)[number];
export type TimestampType = 'CreateTime' | 'LogAppendTime';

/** Header of a record batch of magic 2 (Kafka's `DefaultRecordBatch`). Timestamps are milliseconds, -1 is none. */
export interface BatchHeader {
  readonly baseOffset: number;
  /** Bytes after this field. */
  readonly batchLength: number;
  /** Bytes of the whole batch: header and records. */
  readonly sizeInBytes: number;
  readonly leaderEpoch: number;
  /** 2, or the batch is of another format and the fields below mean nothing. */
  readonly magic: number;
  readonly crc: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  /** `baseOffset + lastOffsetDelta`. */
  readonly lastOffset: number;
  /** Of the first record; or the delete horizon, see `hasDeleteHorizon`. */
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordsCount: number;
  /** Null: a codec that Kafka does not have. */
  readonly compression: Compression | null;
  readonly timestampType: TimestampType;
  readonly transactional: boolean;
  readonly control: boolean;
  readonly hasDeleteHorizon: boolean;
}

/** Throws ProtocolError if no header fits from `at` on, or its length cannot be one. The records need not be there. */
export function readBatchHeader(bytes: Uint8Array, at = 0): BatchHeader {
  const reader = new Reader(bytes, at);
  if (reader.remaining < BATCH_HEADER_BYTES) {
    throw new ProtocolError(
      'truncated',
      `a batch header has ${BATCH_HEADER_BYTES} bytes, ${reader.remaining} are left`,
    );
  }
  const baseOffset = reader.int64();
  const batchLength = reader.int32();
  if (batchLength < BATCH_HEADER_BYTES - LOG_OVERHEAD_BYTES) {
    throw new ProtocolError('invalid-length', `a record batch with a length of ${batchLength}`);
  }
  const leaderEpoch = reader.int32();
  const magic = reader.int8();
  const crc = reader.uint32();
  const attributes = reader.int16();
  const lastOffsetDelta = reader.int32();
  return {
    baseOffset,
    batchLength,
    sizeInBytes: LOG_OVERHEAD_BYTES + batchLength,
    leaderEpoch,
    magic,
    crc,
    attributes,
    lastOffsetDelta,
    lastOffset: baseOffset + lastOffsetDelta,
    baseTimestamp: reader.int64(),
    maxTimestamp: reader.int64(),
    producerId: reader.int64(),
    producerEpoch: reader.int16(),
    baseSequence: reader.int32(),
    recordsCount: reader.int32(),
    compression: COMPRESSIONS[attributes & ATTRIBUTE.compressionMask] ?? null,
    timestampType: (attributes & ATTRIBUTE.logAppendTime) !== 0 ? 'LogAppendTime' : 'CreateTime',
    transactional: (attributes & ATTRIBUTE.transactional) !== 0,
    control: (attributes & ATTRIBUTE.control) !== 0,
    hasDeleteHorizon: (attributes & ATTRIBUTE.deleteHorizon) !== 0,
  };
}

export function compressionCode(compression: Compression): number {
  return COMPRESSIONS.indexOf(compression);
}

/**
 * Calls `visit` for each whole batch of a record set (batches back to back), from `at` on, and returns where the last
 * of them ends: a fetch may cut the batch that follows. Throws ProtocolError on a length that cannot be one.
 */
export function forEachBatch(
  bytes: Uint8Array,
  visit: (header: BatchHeader, at: number, end: number) => void,
  at = 0,
): number {
  let start = at;
  while (bytes.length - start >= BATCH_HEADER_BYTES) {
    const header = readBatchHeader(bytes, start);
    const end = start + header.sizeInBytes;
    if (end > bytes.length) break;
    visit(header, start, end);
    start = end;
  }
  return start;
}

/** The whole batches of a record set, as views of its memory; one that is cut at the end is left out. */
export function splitBatches(bytes: Uint8Array): Uint8Array[] {
  const batches: Uint8Array[] = [];
  forEachBatch(bytes, (_header, at, end) => batches.push(bytes.subarray(at, end)));
  return batches;
}

/**
 * What a leader does to a batch: writes base offset and leader epoch, in place. The checksum does not cover them.
 * `bytes` must be the caller's own.
 */
export function stampBatch(bytes: Uint8Array, baseOffset: number, leaderEpoch: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, BATCH_HEADER_BYTES);
  view.setInt32(0, Math.floor(baseOffset / 0x1_0000_0000));
  view.setUint32(4, baseOffset >>> 0);
  view.setInt32(LOG_OVERHEAD_BYTES, leaderEpoch);
}

/** What a topic with LogAppendTime does to a batch: its own time for all records, and the checksum that fits. In place. */
export function stampLogAppendTime(bytes: Uint8Array, timeMs: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, BATCH_HEADER_BYTES);
  view.setInt16(ATTRIBUTES_AT, view.getInt16(ATTRIBUTES_AT) | ATTRIBUTE.logAppendTime);
  view.setBigInt64(MAX_TIMESTAMP_AT, BigInt(timeMs));
  view.setUint32(CRC_AT, crc32c(bytes, ATTRIBUTES_AT, bytes.length));
}

/** Whether the checksum of the batch at `at` fits; false also if the batch is not whole. */
export function crcIsValid(bytes: Uint8Array, at = 0): boolean {
  if (bytes.length - at < BATCH_HEADER_BYTES) return false;
  const reader = new Reader(bytes, at + LOG_OVERHEAD_BYTES - 4);
  const end = at + LOG_OVERHEAD_BYTES + reader.int32();
  if (end < at + BATCH_HEADER_BYTES || end > bytes.length) return false;
  reader.at = at + CRC_AT;
  return reader.uint32() === crc32c(bytes, at + ATTRIBUTES_AT, end);
}
