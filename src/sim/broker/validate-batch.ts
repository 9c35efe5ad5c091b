import { ERROR } from '../protocol/errors';
import { ProtocolError } from '../protocol/protocol-error';
import { checkRecords, crcIsValid, readBatchHeader, type BatchHeader } from '../protocol/record-batch';
import type { LogConfig } from '../storage/config/log-config';

/** A batch that may be appended: header read, checksum right. */
export interface CheckedBatch {
  readonly bytes: Uint8Array;
  readonly header: BatchHeader;
}

/** What of a topic's settings matters for what may be appended. */
export type AppendConfig = Pick<
  LogConfig,
  | 'maxMessageBytes'
  | 'segmentBytes'
  | 'cleanupPolicy'
  | 'messageTimestampType'
  | 'messageTimestampBeforeMaxMs'
  | 'messageTimestampAfterMaxMs'
>;

/** A record that is the reason of a refusal, by its place in the batch. Kafka: RecordError. */
export interface RecordError {
  readonly batchIndex: number;
  readonly batchIndexErrorMessage: string;
}

export interface Refusal {
  readonly ok: false;
  readonly errorCode: number;
  /** What the client is told; Kafka says nothing more than the code in most cases. */
  readonly errorMessage: string | null;
  readonly recordErrors: readonly RecordError[];
  /** The log itself refused, and says where it begins. */
  readonly byLog: boolean;
}

export type Checked = { readonly ok: true; readonly batch: CheckedBatch } | Refusal;

/** Where a batch of any format says which one. */
const MAGIC_AT = 16;
const MAGIC = 2;
/** Record errors that a message names. Kafka: LogAppendResult, ProduceResponse. */
const ERRORS_NAMED_MAX = 3;

/**
 * What a leader demands of produced records: exactly one batch of magic 2, base offset 0, whole, with the right
 * CRC-32C, of records that fit the topic. In Kafka's order, with Kafka's codes.
 * Kafka: ProduceRequest.validateRecords, UnifiedLog.analyzeAndValidateRecords, LogValidator.
 */
export function checkProduced(
  records: Uint8Array | null,
  config: AppendConfig,
  nowMs: number,
  partition: string,
): Checked {
  const header = records === null ? null : onlyBatch(records);
  if (records === null || header === null) return refuse('INVALID_RECORD', { byLog: false });
  if (header.baseOffset !== 0) return refuse('INVALID_RECORD');
  if (records.length > config.maxMessageBytes) return refuse('MESSAGE_TOO_LARGE', { byLog: false });
  if (!crcIsValid(records)) return refuse('CORRUPT_MESSAGE', { byLog: false });
  if (header.recordsCount <= 0 || header.lastOffsetDelta !== header.recordsCount - 1) return refuse('INVALID_RECORD');
  if (header.control) return refuse('INVALID_RECORD');
  if (header.producerId >= 0 && header.baseSequence < 0) return refuse('INVALID_RECORD');
  const refused = refuseRecords(records, header, config, nowMs, partition);
  if (refused !== null) return refused;
  if (records.length > config.segmentBytes) return refuse('RECORD_LIST_TOO_LARGE', { byLog: false });
  return { ok: true, batch: { bytes: records, header } };
}

/** The header of the one whole batch of magic 2 that the bytes are; null when they are anything else. */
function onlyBatch(records: Uint8Array): BatchHeader | null {
  if (records[MAGIC_AT] !== MAGIC) return null;
  try {
    const header = readBatchHeader(records, 0);
    return header.sizeInBytes === records.length ? header : null;
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** Only codecs that can be read here are looked into; the others are stored as they came. */
function refuseRecords(
  bytes: Uint8Array,
  { compression }: BatchHeader,
  config: AppendConfig,
  nowMs: number,
  partition: string,
): Refusal | null {
  if (compression === null) return refuse('INVALID_RECORD');
  if (compression !== 'none' && compression !== 'gzip') return null;
  const keyless: RecordError[] = [];
  const untimely: RecordError[] = [];
  try {
    checkRecords(bytes, (batchIndex, timestampMs, offset, hasKey) => {
      if (config.cleanupPolicy.compact && !hasKey) {
        const message = `Compacted topic cannot accept message without key in topic partition ${partition}`;
        keyless.push({ batchIndex, batchIndexErrorMessage: message });
      }
      const problem = timestampProblem(timestampMs, offset, config, nowMs);
      if (problem !== null) untimely.push({ batchIndex, batchIndexErrorMessage: problem });
    });
  } catch (error) {
    if (error instanceof ProtocolError) return refuse('INVALID_RECORD');
    throw error;
  }
  if (untimely.length > 0) {
    const errorMessage = 'One or more records have been rejected due to invalid timestamp';
    return refuse('INVALID_TIMESTAMP', { errorMessage, recordErrors: untimely });
  }
  if (keyless.length === 0) return null;
  return refuse('INVALID_RECORD', { errorMessage: tooManyToName(keyless), recordErrors: keyless });
}

function timestampProblem(timestampMs: number, offset: number, config: AppendConfig, nowMs: number): string | null {
  if (config.messageTimestampType === 'LogAppendTime' || timestampMs === -1) return null;
  const earliest = nowMs - config.messageTimestampBeforeMaxMs;
  const latest = nowMs + config.messageTimestampAfterMaxMs;
  if (timestampMs >= earliest && timestampMs <= latest) return null;
  return (
    `Timestamp ${timestampMs} of message with offset ${offset} is out of range. ` +
    `The timestamp should be within [${earliestText(nowMs, config)}, ${latest}]`
  );
}

/** Of a limit that Kafka has at Long.MAX_VALUE, Kafka's own number. */
function earliestText(nowMs: number, { messageTimestampBeforeMaxMs: before }: AppendConfig): string {
  return before === Number.MAX_SAFE_INTEGER ? String(BigInt(nowMs) - 0x7fff_ffff_ffff_ffffn) : String(nowMs - before);
}

function tooManyToName(errors: readonly RecordError[]): string {
  const named = errors
    .slice(0, ERRORS_NAMED_MAX)
    .map(
      ({ batchIndex, batchIndexErrorMessage }) =>
        `RecordError(batchIndex=${batchIndex}, message='${batchIndexErrorMessage}')`,
    );
  return (
    `One or more records have been rejected due to ${errors.length} record errors in total, ` +
    `and only showing the first three errors at most: [${named.join(', ')}]`
  );
}

function refuse(error: keyof typeof ERROR, more: Partial<Omit<Refusal, 'ok' | 'errorCode'>> = {}): Refusal {
  return { ok: false, errorCode: ERROR[error], errorMessage: null, recordErrors: [], byLog: true, ...more };
}
