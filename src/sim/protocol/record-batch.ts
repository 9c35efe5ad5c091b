/** Record batches of magic 2: the unit that producers send, logs keep and consumers fetch (`DefaultRecordBatch`). */
export { encodeBatch, type BatchInit, type RecordHeader, type RecordInit } from './batch-encode';
export { decodeRecords, summarizeBatch, type DecodedRecord, type RecordsSummary } from './batch-decode';
export {
  BATCH_HEADER_BYTES,
  crcIsValid,
  forEachBatch,
  readBatchHeader,
  splitBatches,
  stampBatch,
  type BatchHeader,
  type Compression,
  type TimestampType,
} from './batch-header';
