import { gunzipSync } from 'fflate';
import type { RecordHeader } from './batch-encode';
import { BATCH_HEADER_BYTES, readBatchHeader, type BatchHeader } from './batch-header';
import { ProtocolError } from './protocol-error';
import { Reader } from './reader';
import { utf8Decode } from './utf8';

export interface DecodedRecord {
  readonly offset: number;
  /** The append time of the whole batch if its timestamp type is LogAppendTime. */
  readonly timestampMs: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
}

/** A batch as the journal tells of it; see `BatchSummary` of the contract. */
export interface RecordsSummary {
  readonly count: number;
  /** Bytes of the whole batch. */
  readonly bytes: number;
  /** UTF-8 keys of the first records. */
  readonly keys: readonly (string | null)[];
  /** Bytes of the same records, uncompressed. */
  readonly sizes: readonly number[];
}

/** Deflate cannot do better than about 1032 to 1: a claim beyond it is a lie that must not become an allocation. */
const DEFLATE_RATIO_MAX = 1100;

/**
 * The records of one batch; keys and values are views of its memory (or of what was unzipped). The checksum is not
 * looked at (see `crcIsValid`). Throws ProtocolError on anything malformed, and on codecs other than gzip.
 */
export function decodeRecords(batch: Uint8Array): DecodedRecord[] {
  const header = readBatchHeader(batch);
  const reader = recordsReader(batch, header);
  const records: DecodedRecord[] = [];
  for (let i = 0; i < header.recordsCount; i++) records.push(readRecord(reader, header));
  reader.finish();
  return records;
}

/**
 * Checks every record of a batch, as `decodeRecords` does and with the same errors, but makes nothing of them: what a
 * leader has to know of each is told to `visit`. Kafka: DefaultRecordBatch.skipKeyValueIterator.
 */
export function checkRecords(
  batch: Uint8Array,
  visit: (index: number, timestampMs: number, offset: number, hasKey: boolean) => void,
): void {
  const header = readBatchHeader(batch);
  const reader = recordsReader(batch, header);
  for (let i = 0; i < header.recordsCount; i++) {
    const batchEnd = enterRecord(reader);
    const timestampMs = timestampOf(header, reader.varlong());
    const offset = header.baseOffset + reader.varint();
    const hasKey = skipNullable(reader);
    skipNullable(reader);
    skipHeaders(reader);
    leaveRecord(reader, batchEnd);
    visit(i, timestampMs, offset, hasKey);
  }
  reader.finish();
}

/** The first `keysMax` records' keys and sizes; the rest is not decoded. A codec that cannot be read gives none. */
export function summarizeBatch(batch: Uint8Array, keysMax: number): RecordsSummary {
  const header = readBatchHeader(batch);
  const keys: (string | null)[] = [];
  const sizes: number[] = [];
  if (header.compression === 'none' || header.compression === 'gzip') {
    const reader = recordsReader(batch, header);
    for (let i = 0; i < header.recordsCount && i < keysMax; i++) {
      const start = reader.at;
      const length = reader.varint();
      if (length < 0) throw new ProtocolError('invalid-length', `a record of ${length} bytes`);
      const end = reader.at + length;
      skipDeltas(reader);
      const key = readNullable(reader);
      // A control record's key is its type, in binary.
      keys.push(key === null || header.control ? null : utf8Decode(key));
      sizes.push(end - start);
      reader.skip(end - reader.at);
    }
  }
  return { count: header.recordsCount, bytes: header.sizeInBytes, keys, sizes };
}

/** Stands before the first record, uncompressed. */
function recordsReader(batch: Uint8Array, header: BatchHeader): Reader {
  if (header.magic !== 2) throw new ProtocolError('invalid-value', `a batch of magic ${header.magic}, not 2`);
  if (header.sizeInBytes > batch.length) {
    throw new ProtocolError('truncated', `a batch of ${header.sizeInBytes} bytes, ${batch.length} are there`);
  }
  if (header.recordsCount < 0) throw new ProtocolError('invalid-length', `a batch of ${header.recordsCount} records`);
  if (header.compression === 'none') return new Reader(batch, BATCH_HEADER_BYTES, header.sizeInBytes);
  if (header.compression === 'gzip') return new Reader(gunzip(batch.subarray(BATCH_HEADER_BYTES, header.sizeInBytes)));
  throw new ProtocolError(
    'unsupported-compression',
    `records compressed with ${header.compression ?? 'an unknown codec'} cannot be read, only gzip can`,
  );
}

function gunzip(bytes: Uint8Array): Uint8Array {
  // The last four bytes of a gzip member claim its size.
  const tail = new Reader(bytes, Math.max(0, bytes.length - 4));
  const claimed = tail.remaining === 4 ? new DataView(bytes.buffer, bytes.byteOffset + tail.at).getUint32(0, true) : 0;
  if (claimed > bytes.length * DEFLATE_RATIO_MAX) {
    throw new ProtocolError('invalid-length', `${bytes.length} bytes of gzip that claim to hold ${claimed}`);
  }
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new ProtocolError('corrupt', `gzip: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readRecord(reader: Reader, header: BatchHeader): DecodedRecord {
  const batchEnd = enterRecord(reader);
  const timestampMs = timestampOf(header, reader.varlong());
  const offset = header.baseOffset + reader.varint();
  const key = readNullable(reader);
  const value = readNullable(reader);
  const headers = readHeaders(reader);
  leaveRecord(reader, batchEnd);
  return { offset, timestampMs, key, value, headers };
}

/** Length and attributes; nothing beyond the record can be read until it is left. Returns where the batch ends. */
function enterRecord(reader: Reader): number {
  const length = reader.varint();
  if (length < 0) throw new ProtocolError('invalid-length', `a record of ${length} bytes`);
  if (length > reader.remaining) {
    throw new ProtocolError('truncated', `a record of ${length} bytes, ${reader.remaining} left`);
  }
  const batchEnd = reader.end;
  reader.end = reader.at + length;
  reader.int8();
  return batchEnd;
}

function leaveRecord(reader: Reader, batchEnd: number): void {
  reader.finish();
  reader.end = batchEnd;
}

const timestampOf = ({ timestampType, maxTimestamp, baseTimestamp }: BatchHeader, delta: number): number =>
  timestampType === 'LogAppendTime' ? maxTimestamp : baseTimestamp + delta;

function skipDeltas(reader: Reader): void {
  reader.int8();
  reader.varlong();
  reader.varint();
}

function headerCount(reader: Reader): number {
  const count = reader.varint();
  if (count < 0 || count > reader.remaining) {
    throw new ProtocolError('invalid-length', `${count} headers, ${reader.remaining} bytes left`);
  }
  return count;
}

function skipHeaders(reader: Reader): void {
  const count = headerCount(reader);
  for (let i = 0; i < count; i++) {
    reader.skip(reader.varint());
    skipNullable(reader);
  }
}

function readHeaders(reader: Reader): readonly RecordHeader[] {
  const count = headerCount(reader);
  const headers: RecordHeader[] = [];
  for (let i = 0; i < count; i++) {
    const key = reader.utf8(reader.varint());
    headers.push({ key, value: readNullable(reader) });
  }
  return headers;
}

/** varint length, -1 is null. */
function readNullable(reader: Reader): Uint8Array | null {
  const length = reader.varint();
  return length === -1 ? null : reader.raw(length);
}

/** As `readNullable`; false for null. */
function skipNullable(reader: Reader): boolean {
  const length = reader.varint();
  if (length === -1) return false;
  reader.skip(length);
  return true;
}
