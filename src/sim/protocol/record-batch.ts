/** Record batches of magic 2: the unit that producers send, logs keep and consumers fetch (`DefaultRecordBatch`). */
export { checkRecords, decodeRecords, summarizeBatch, type DecodedRecord } from './batch-decode';
export { encodeBatch, type BatchInit, type RecordInit } from './batch-encode';
export {
  crcIsValid,
  forEachBatch,
  readBatchHeader,
  splitBatches,
  stampBatch,
  stampLogAppendTime,
  type BatchHeader,
} from './batch-header';
