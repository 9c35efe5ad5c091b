import { gzipSync } from 'fflate';
import {
  ATTRIBUTE,
  ATTRIBUTES_AT,
  BATCH_HEADER_BYTES,
  compressionCode,
  CRC_AT,
  LOG_OVERHEAD_BYTES,
  type TimestampType,
} from './batch-header';
import { crc32c } from './crc32c';
import { ProtocolError } from './protocol-error';
import { utf8Encode } from './utf8';
import { Writer } from './writer';

export interface RecordHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

export interface RecordInit {
  readonly key: Uint8Array | null;
  /** Null is a tombstone on a compacted topic. */
  readonly value: Uint8Array | null;
  readonly timestampMs: number;
  readonly headers?: readonly RecordHeader[];
}

export interface BatchInit {
  /** 0, as a producer sends it. */
  readonly baseOffset?: number;
  /** -1: not known, as a producer sends it. */
  readonly leaderEpoch?: number;
  /** CreateTime. */
  readonly timestampType?: TimestampType;
  /** -1: none. So are epoch and sequence. */
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
  readonly control?: boolean;
  readonly compression?: 'none' | 'gzip';
  /** At least one; their offsets follow each other. */
  readonly records: readonly RecordInit[];
}

/** A record batch of magic 2. */
export function encodeBatch(batch: BatchInit): Uint8Array {
  const { records, compression = 'none' } = batch;
  const first = records[0];
  if (first === undefined) throw new ProtocolError('invalid-value', 'a record batch without records');
  const baseTimestamp = first.timestampMs;
  const body = new Writer(256);
  const scratch = new Writer(256);
  let maxTimestamp = baseTimestamp;
  records.forEach((record, i) => {
    if (record.timestampMs > maxTimestamp) maxTimestamp = record.timestampMs;
    writeRecord(body, scratch, record, record.timestampMs - baseTimestamp, i);
  });
  // Without `mtime` the clock of the machine would be in the bytes.
  const content = compression === 'gzip' ? gzipSync(body.toBytes(), { mtime: 0 }) : body.toBytes();

  const writer = new Writer(BATCH_HEADER_BYTES + content.length);
  writer.int64(batch.baseOffset ?? 0);
  writer.int32(BATCH_HEADER_BYTES - LOG_OVERHEAD_BYTES + content.length);
  writer.int32(batch.leaderEpoch ?? -1);
  writer.int8(2);
  writer.int32(0);
  writer.int16(
    compressionCode(compression) |
      (batch.timestampType === 'LogAppendTime' ? ATTRIBUTE.logAppendTime : 0) |
      (batch.transactional === true ? ATTRIBUTE.transactional : 0) |
      (batch.control === true ? ATTRIBUTE.control : 0),
  );
  writer.int32(records.length - 1);
  writer.int64(baseTimestamp);
  writer.int64(maxTimestamp);
  writer.int64(batch.producerId ?? -1);
  writer.int16(batch.producerEpoch ?? -1);
  writer.int32(batch.baseSequence ?? -1);
  writer.int32(records.length);
  writer.raw(content);
  writer.put32(CRC_AT, crc32c(writer.bytes, ATTRIBUTES_AT, writer.at));
  return writer.toBytes();
}

export function writeRecord(
  writer: Writer,
  scratch: Writer,
  record: RecordInit,
  timestampDelta: number,
  offsetDelta: number,
): void {
  scratch.reset();
  scratch.int8(0);
  scratch.varlong(timestampDelta);
  scratch.varint(offsetDelta);
  writeNullable(scratch, record.key);
  writeNullable(scratch, record.value);
  const headers = record.headers ?? [];
  scratch.varint(headers.length);
  for (const header of headers) {
    writeNullable(scratch, utf8Encode(header.key));
    writeNullable(scratch, header.value);
  }
  writer.varint(scratch.at);
  writer.raw(scratch.bytes.subarray(0, scratch.at));
}

function writeNullable(writer: Writer, bytes: Uint8Array | null): void {
  if (bytes === null) writer.varint(-1);
  else {
    writer.varint(bytes.length);
    writer.raw(bytes);
  }
}
