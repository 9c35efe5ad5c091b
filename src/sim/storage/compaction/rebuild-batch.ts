import { gzipSync } from 'fflate';
import { BATCH_KEYS_MAX } from '../../../contract/event';
import { summarizeBatch, type DecodedRecord } from '../../protocol/batch-decode';
import { writeRecord } from '../../protocol/batch-encode';
import {
  ATTRIBUTE,
  ATTRIBUTES_AT,
  BATCH_HEADER_BYTES,
  CRC_AT,
  LOG_OVERHEAD_BYTES,
  readBatchHeader,
  type BatchHeader,
} from '../../protocol/batch-header';
import { crc32c } from '../../protocol/crc32c';
import { Writer } from '../../protocol/writer';
import type { StoredBatch } from '../stored-batch';
import { gapsOf } from './offset-ranges';

const NO_TIMESTAMP = -1;

/**
 * The batch with some of its records only: base offset, last offset, producer and sequence stay, so that neither offsets
 * nor sequences change. `deleteHorizonMs` (-1: none) becomes the base timestamp, to which the records' are relative.
 * Kafka: MemoryRecords.buildRetainedRecordsInto.
 */
export function rebuildBatch(
  batch: StoredBatch,
  header: BatchHeader,
  records: readonly DecodedRecord[],
  deleteHorizonMs: number,
): StoredBatch {
  const baseTimestamp = deleteHorizonMs >= 0 ? deleteHorizonMs : (records[0]?.timestampMs ?? NO_TIMESTAMP);
  const body = new Writer(256);
  const scratch = new Writer(256);
  let maxTimestamp = NO_TIMESTAMP;
  for (const record of records) {
    writeRecord(body, scratch, record, record.timestampMs - baseTimestamp, record.offset - batch.baseOffset);
    if (record.timestampMs > maxTimestamp) maxTimestamp = record.timestampMs;
  }
  // Without `mtime` the clock of the machine would be in the bytes.
  const content = header.compression === 'gzip' ? gzipSync(body.toBytes(), { mtime: 0 }) : body.toBytes();
  const attributes = deleteHorizonMs >= 0 ? header.attributes | ATTRIBUTE.deleteHorizon : header.attributes;
  return write(batch, header, { attributes, baseTimestamp, maxTimestamp, count: records.length, content });
}

/** The batch's header alone: it is kept for its offsets, or for its producer's last sequence. */
export function emptyBatch(batch: StoredBatch, header: BatchHeader): StoredBatch {
  const kept = ATTRIBUTE.logAppendTime | ATTRIBUTE.transactional | ATTRIBUTE.control;
  return write(batch, header, {
    attributes: header.attributes & kept,
    baseTimestamp: NO_TIMESTAMP,
    maxTimestamp: header.maxTimestamp,
    count: 0,
    content: new Uint8Array(0),
  });
}

interface Changed {
  readonly attributes: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly count: number;
  readonly content: Uint8Array;
}

function write(batch: StoredBatch, header: BatchHeader, changed: Changed): StoredBatch {
  const writer = new Writer(BATCH_HEADER_BYTES + changed.content.length);
  writer.int64(header.baseOffset);
  writer.int32(BATCH_HEADER_BYTES - LOG_OVERHEAD_BYTES + changed.content.length);
  writer.int32(header.leaderEpoch);
  writer.int8(header.magic);
  writer.int32(0);
  writer.int16(changed.attributes);
  writer.int32(header.lastOffsetDelta);
  writer.int64(changed.baseTimestamp);
  writer.int64(changed.maxTimestamp);
  writer.int64(header.producerId);
  writer.int16(header.producerEpoch);
  writer.int32(header.baseSequence);
  writer.int32(changed.count);
  writer.raw(changed.content);
  writer.put32(CRC_AT, crc32c(writer.bytes, ATTRIBUTES_AT, writer.at));
  const bytes = writer.toBytes();
  // Where nobody keeps a journal, nobody looked at the keys before.
  const { keys, sizes } =
    batch.summary.keys.length > 0 ? summarizeBatch(bytes, BATCH_KEYS_MAX) : { keys: [], sizes: [] };
  const gaps = gapsOf(bytes, batch.baseOffset, readBatchHeader(bytes));
  return {
    ...batch,
    maxTimestamp: changed.maxTimestamp,
    bytes,
    summary: { ...batch.summary, count: changed.count, bytes: bytes.length, keys, sizes, ...gaps },
  };
}
