import { BATCH_KEYS_MAX } from '../../contract/event';
import { stampBatch, stampLogAppendTime, summarizeBatch, type BatchHeader } from '../protocol/record-batch';
import { gapsOf } from '../storage/compaction/offset-ranges';
import type { StoredBatch } from '../storage/stored-batch';
import type { CheckedBatch } from './validate-batch';

/**
 * The batch as it will stand in the log: offset and leader epoch stamped on a copy, and the time if the topic wants
 * that; all else as it came.
 */
export function toStored(
  batch: CheckedBatch,
  topic: string,
  partition: number,
  baseOffset: number,
  leaderEpoch: number,
  summarize: boolean,
  /** Null: the producer's own times stay. */
  logAppendTimeMs: number | null,
): StoredBatch {
  const bytes = batch.bytes.slice();
  stampBatch(bytes, baseOffset, leaderEpoch);
  if (logAppendTimeMs === null) {
    return describeStored(bytes, batch.header, topic, partition, baseOffset, leaderEpoch, summarize);
  }
  stampLogAppendTime(bytes, logAppendTimeMs);
  const header = { ...batch.header, maxTimestamp: logAppendTimeMs };
  return describeStored(bytes, header, topic, partition, baseOffset, leaderEpoch, summarize);
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
    ? { ...summarizeBatch(bytes, BATCH_KEYS_MAX), ...gapsOf(bytes, baseOffset, header) }
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
