import { DEFAULT_LOG_CONFIG, type LogConfig } from './config/log-config';
import type { DeletedFiles, DeletedSegmentFiles } from './deleted-files';
import { OffsetOutOfRange, RecordBatchTooLarge } from './errors';
import { DELETED_SUFFIX, fileName, SNAPSHOT_SUFFIX } from './file-names';
import { smallFile, type FileInfo, type FileView } from './file-view';
import { LeaderEpochCache, type EpochEndOffset } from './leader-epoch-cache';
import { LocalLog, type DrawJitterMs, type LoadedSegments } from './local-log';
import { logFileViews } from './log-files';
import { batchAt, readSegments, type LogRead } from './log-read';
import type { AppendResult, DeletedSegment, RetentionResult, Roll } from './log-results';
import { explainOffset, explainTime, type OffsetLookup, type RecordPlace, type TimeLookup } from './lookup';
import { rebuildProducerState } from './producer-rebuild';
import { ProducerState } from './producer-state';
import { deletableSegments, deletionReasons, type RetentionState } from './retention';
import { retentionOutlook, type SegmentOutlook } from './retention-outlook';
import { rollReason, type RollParams, type RollReason } from './roll';
import type { Segment } from './segment';
import type { StoredBatch } from './stored-batch';

export type { LogRead } from './log-read';
export type { AppendResult, RetentionResult, Roll } from './log-results';
export type { StoredBatch } from './stored-batch';

/** producer.id.expiration.ms of 4.2. */
export const PRODUCER_ID_EXPIRATION_MS = 86_400_000;

/** What recovery found on the disk; see `recovery.ts`. */
export interface LoadedLog extends LoadedSegments {
  readonly epochs: LeaderEpochCache;
  readonly producers: ProducerState;
  readonly logStartOffset: number;
}

export interface PartitionLogOptions {
  readonly config?: LogConfig;
  /** Written to partition.metadata; without one there is no such file. */
  readonly topicId?: string;
  /** Epoch ms; 0 for a caller that has no clock, who then gives none to any method. */
  readonly nowMs?: number;
  /** The roll jitter of a new segment. */
  readonly drawJitterMs?: DrawJitterMs;
  readonly producerIdExpirationMs?: number;
  readonly loaded?: LoadedLog;
}

const NOT_ROLLED: AppendResult = { roll: null };

/**
 * One replica's log on disk: segments with their indexes, leader epochs, producers, and the files that these are. It
 * knows no clock and does nothing by itself. Kafka: UnifiedLog.
 */
export class PartitionLog {
  readonly topicId: string | null;
  readonly producerIdExpirationMs: number;
  readonly epochs: LeaderEpochCache;
  readonly producers: ProducerState;
  readonly #local: LocalLog;
  #logStartOffset: number;

  constructor(options: PartitionLogOptions = {}) {
    const { config = DEFAULT_LOG_CONFIG, topicId = null, nowMs = 0, loaded } = options;
    this.topicId = topicId;
    this.producerIdExpirationMs = options.producerIdExpirationMs ?? PRODUCER_ID_EXPIRATION_MS;
    this.epochs = loaded?.epochs ?? new LeaderEpochCache();
    this.producers = loaded?.producers ?? new ProducerState();
    this.#local = new LocalLog(config, nowMs, options.drawJitterMs, loaded);
    this.#logStartOffset = loaded?.logStartOffset ?? 0;
  }

  get config(): LogConfig {
    return this.#local.config;
  }

  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  /** The offset that the next record gets (LEO). */
  get logEndOffset(): number {
    return this.#local.logEndOffset;
  }

  /** Bytes of all .log files that are not deleted. */
  get sizeBytes(): number {
    return this.#local.segments.sizeBytes;
  }

  /** Everything below is on the disk for sure. */
  get recoveryPoint(): number {
    return this.#local.recoveryPoint;
  }

  /** When it was last flushed, or opened, epoch ms. */
  get lastFlushMs(): number {
    return this.#local.lastFlushMs;
  }

  /** Oldest first; the last one is written to. */
  get segments(): readonly Segment[] {
    return this.#local.segments.all;
  }

  get deletedFiles(): DeletedFiles {
    return this.#local.deleted;
  }

  /** Segments that are gone for readers; their files wait to be unlinked. */
  get deletedSegments(): readonly DeletedSegmentFiles[] {
    return this.#local.deleted.segments;
  }

  /** Segments from the one that holds `from` to those that begin below `to`. */
  segmentRange(from: number, to: number): readonly Segment[] {
    return this.#local.segments.range(from, to);
  }

  /** When the next `.deleted` file is due to be unlinked, epoch ms; null without any. */
  get nextUnlinkMs(): number | null {
    return this.#local.deleted.nextDueMs;
  }

  /** New settings; segments that exist keep the index settings that they were made with. */
  updateConfig(config: LogConfig): void {
    this.#local.config = config;
  }

  // ---- writing

  /**
   * Appends a leader's batch, in a new segment if the active one is done. Throws RangeError for a batch that does not
   * begin at the log end: offsets have no holes before compaction. Throws RecordBatchTooLarge.
   */
  append(batch: StoredBatch, nowMs = 0): AppendResult {
    if (batch.baseOffset !== this.logEndOffset || batch.lastOffset < batch.baseOffset) {
      throw new RangeError(`batch ${batch.baseOffset}..${batch.lastOffset} at log end ${this.logEndOffset}`);
    }
    if (batch.leaderEpoch >= 0) this.epochs.assign(batch.leaderEpoch, batch.baseOffset);
    const { maxTimestamp: maxTimestampMs, lastOffset } = batch;
    const roll = this.#maybeRoll(batch.baseOffset, {
      sizeBytes: batch.bytes.length,
      maxTimestampMs,
      lastOffset,
      nowMs,
    });
    this.#appendToActive(batch, nowMs);
    this.#maybeFlush(nowMs);
    return roll === null ? NOT_ROLLED : { roll };
  }

  /**
   * Appends what one fetch brought, in one go: whether to roll is asked once for all of it, as in Kafka, so segments of
   * a follower need not be its leader's. Holes are the leader's compaction. Throws RangeError below the log end.
   */
  appendAsFollower(batches: readonly StoredBatch[], nowMs = 0): AppendResult {
    const first = batches[0];
    if (first === undefined) return NOT_ROLLED;
    let expected = this.logEndOffset;
    let sizeBytes = 0;
    let maxTimestampMs = -1;
    for (const batch of batches) {
      if (batch.baseOffset < expected || batch.lastOffset < batch.baseOffset) {
        throw new RangeError(`batch ${batch.baseOffset}..${batch.lastOffset} below the next offset ${expected}`);
      }
      expected = batch.lastOffset + 1;
      sizeBytes += batch.bytes.length;
      maxTimestampMs = Math.max(maxTimestampMs, batch.maxTimestamp);
    }
    for (const { leaderEpoch, baseOffset } of batches) {
      if (leaderEpoch >= 0) this.epochs.assign(leaderEpoch, baseOffset);
    }
    const roll = this.#maybeRoll(first.baseOffset, { sizeBytes, maxTimestampMs, lastOffset: expected - 1, nowMs });
    for (const batch of batches) this.#appendToActive(batch, nowMs);
    this.#maybeFlush(nowMs);
    return roll === null ? NOT_ROLLED : { roll };
  }

  /** A leader begins its epoch at the log end. */
  assignEpoch(leaderEpoch: number, startOffset: number): boolean {
    return this.epochs.assign(leaderEpoch, startOffset);
  }

  endOffsetForEpoch(leaderEpoch: number): EpochEndOffset {
    return this.epochs.endOffsetFor(leaderEpoch, this.logEndOffset);
  }

  /** Writes what is only in the page cache to the disk; returns whether there was anything. */
  flush(nowMs?: number): boolean {
    return this.#local.flushTo(this.logEndOffset, nowMs);
  }

  /** What a broker does to a log before it ends in good order. The log is not written to any more. */
  close(): void {
    this.flush();
    this.producers.takeSnapshot();
    for (const segment of this.#local.segments.all) segment.becomeInactive();
  }

  // ---- reading

  /**
   * Whole batches from the one that holds `fromOffset` up to `upToOffset` (exclusive: high watermark for consumers,
   * log end for followers), at most `maxBytes`, but the first one always when `atLeastOne` (KIP-74). One read never
   * goes over the end of a segment. Throws OffsetOutOfRange outside [log start, log end]. Kafka: LocalLog.read.
   */
  read(fromOffset: number, upToOffset: number, maxBytes: number, atLeastOne: boolean): LogRead {
    if (fromOffset < this.#logStartOffset || fromOffset > this.logEndOffset) {
      throw new OffsetOutOfRange(fromOffset, this.#logStartOffset, this.logEndOffset);
    }
    return readSegments(this.#local.segments, fromOffset, upToOffset, maxBytes, atLeastOne);
  }

  /** The batch that begins at this offset, if it is still there. */
  batchAt(baseOffset: number): StoredBatch | null {
    return batchAt(this.#local.segments, baseOffset);
  }

  /** The first batch with a record of this time or later, null when there is none. */
  firstBatchSince(timestampMs: number): StoredBatch | null {
    for (const { largest, log } of this.#local.segments.all) {
      if (largest.timestampMs < timestampMs) continue;
      const found = log.batches.find(
        ({ maxTimestamp, lastOffset }) => maxTimestamp >= timestampMs && lastOffset >= this.#logStartOffset,
      );
      if (found !== undefined) return found;
    }
    return null;
  }

  /** The first of the batches with the largest timestamp, null in an empty log. */
  batchWithMaxTimestamp(): StoredBatch | null {
    let largest = this.#local.segments.first;
    for (const segment of this.#local.segments.all) {
      if (segment.largest.timestampMs > largest.largest.timestampMs) largest = segment;
    }
    return largest.log.batches.find((batch) => batch.maxTimestamp === largest.largest.timestampMs) ?? null;
  }

  /** The first record of this time or later, found as Kafka finds it; null when there is none. */
  offsetForTimestamp(timestampMs: number): RecordPlace | null {
    return explainTime(this.#local.segments, timestampMs, this.#logStartOffset).found;
  }

  /** The way to the batch of an offset, step by step. */
  explainLookup(offset: number): OffsetLookup {
    return explainOffset(this.#local.segments, offset);
  }

  /** The way to the first record of a time or later, step by step. */
  explainTimeLookup(timestampMs: number): TimeLookup {
    return explainTime(this.#local.segments, timestampMs, this.#logStartOffset);
  }

  // ---- removing

  /**
   * Cuts the log so that it ends at the offset; a batch that goes beyond it goes as a whole. False if it ends there or
   * before already. The caller's high watermark must follow.
   */
  truncateTo(offset: number, nowMs = 0): boolean {
    if (offset < 0) throw new RangeError(`Cannot truncate to a negative offset (${offset}).`);
    if (offset >= this.logEndOffset) {
      // A leader that never wrote may have begun its epoch at the log end.
      this.epochs.truncateFromEnd(this.logEndOffset);
      return false;
    }
    if (this.#local.segments.first.baseOffset > offset) {
      this.truncateFullyAndStartAt(offset, nowMs);
      return true;
    }
    for (const { baseOffset } of this.#local.truncateTo(offset, nowMs)) this.#deleteSnapshot(baseOffset, nowMs);
    this.epochs.truncateFromEnd(offset);
    this.#logStartOffset = Math.min(offset, this.#logStartOffset);
    this.#rebuildProducers(nowMs);
    return true;
  }

  /** Throws the whole log away; it is empty and begins at the offset. */
  truncateFullyAndStartAt(offset: number, nowMs = 0): void {
    this.#local.truncateFullyAndStartAt(offset, nowMs);
    this.epochs.clear();
    this.producers.truncateFullyAndStartAt(offset);
    this.#logStartOffset = offset;
    this.#rebuildProducers(nowMs);
  }

  /**
   * Moves the log start (DeleteRecords, or a follower that learns its leader's); what lies below cannot be read any
   * more, and whole segments of it go with the next retention. True if it moved. Throws OffsetOutOfRange above the high
   * watermark.
   */
  deleteRecordsTo(offset: number, highWatermark: number): boolean {
    if (offset > highWatermark || offset < 0) throw new OffsetOutOfRange(offset, this.#logStartOffset, highWatermark);
    if (offset <= this.#logStartOffset) return false;
    this.#logStartOffset = offset;
    // What is below need not be recovered.
    this.#local.flushTo(offset);
    this.epochs.truncateFromStart(offset);
    this.producers.onLogStartOffsetIncremented(offset);
    return true;
  }

  /**
   * Retention: deletes the oldest segments that break a rule of cleanup.policy. If that is all of them, a new empty one
   * begins first. The task that calls it runs every log.retention.check.interval.ms.
   */
  deleteOldSegments(nowMs: number, highWatermark: number): RetentionResult {
    const deleted: DeletedSegment[] = [];
    let roll: Roll | null = null;
    for (const reason of deletionReasons(this.config)) {
      const going = deletableSegments(reason, this.config, this.#retentionState(nowMs, highWatermark));
      const last = going.at(-1);
      if (last === undefined) continue;
      if (going.length === this.segments.length) roll = this.#roll(this.logEndOffset, 'retention', nowMs);
      const next = this.#local.segments.all[this.#local.segments.floorIndex(last.baseOffset) + 1] as Segment;
      for (const [i, { baseOffset, sizeBytes: bytes, largestTimestampMs }] of going.entries()) {
        const endOffset = going[i + 1]?.baseOffset ?? next.baseOffset;
        deleted.push({ reason, baseOffset, endOffset, sizeBytes: bytes, largestTimestampMs });
      }
      this.deleteRecordsTo(next.baseOffset, highWatermark);
      this.#local.remove(going, nowMs);
      for (const { baseOffset } of going) this.#deleteSnapshot(baseOffset, nowMs);
    }
    return { deleted, roll, logStartOffset: this.#logStartOffset };
  }

  /** What retention would do now, segment by segment, and what keeps the others. */
  explainRetention(nowMs: number, highWatermark: number): SegmentOutlook[] {
    return retentionOutlook(this.config, this.#retentionState(nowMs, highWatermark));
  }

  /** Takes `.deleted` files off the disk whose delay is over; returns their names. */
  unlinkDeleted(nowMs: number): string[] {
    return this.#local.deleted.unlink(nowMs);
  }

  /** Compaction: `cleaned` stands for the old segments from now on, which keep their files for a while as `.deleted`. */
  replaceSegments(cleaned: Segment, old: readonly Segment[], nowMs: number): void {
    this.#local.replace(cleaned, old, nowMs);
    for (const { baseOffset } of old) if (baseOffset !== cleaned.baseOffset) this.#deleteSnapshot(baseOffset, nowMs);
  }

  // ---- the folder

  /** Names and sizes of the files of the partition's folder, as `ls` orders them. */
  files(): FileInfo[] {
    return this.#views().map(({ name, sizeBytes }) => ({ name, sizeBytes }));
  }

  /** Bytes `from` (0) to `to` (the end, not included) of a file; null if there is no such file. */
  fileBytes(name: string, from?: number, to?: number): Uint8Array | null {
    return (
      this.#views()
        .find((file) => file.name === name)
        ?.bytes(from, to) ?? null
    );
  }

  #views(): FileView[] {
    return logFileViews({
      segments: this.#local.segments,
      epochs: this.epochs,
      producers: this.producers,
      deleted: this.#local.deleted,
      topicId: this.topicId,
    });
  }

  // ---- parts

  #appendToActive(batch: StoredBatch, nowMs: number): void {
    this.#local.append(batch, nowMs);
    this.producers.update(batch);
  }

  #maybeFlush(nowMs: number): void {
    if (this.logEndOffset - this.recoveryPoint >= this.config.flushMessages) this.flush(nowMs);
  }

  #maybeRoll(firstOffset: number, params: RollParams): Roll | null {
    const { segmentBytes } = this.config;
    if (params.sizeBytes > segmentBytes) throw new RecordBatchTooLarge(params.sizeBytes, segmentBytes);
    const reason = rollReason(this.#local.segments.active, this.config, params);
    return reason === null ? null : this.#roll(firstOffset, reason, params.nowMs);
  }

  /** Begins a new segment and takes a snapshot of the producers for it. */
  #roll(firstOffset: number, reason: RollReason, nowMs: number): Roll {
    const roll = this.#local.roll(firstOffset, reason, nowMs);
    this.producers.moveEndTo(roll.baseOffset);
    this.producers.takeSnapshot();
    return roll;
  }

  #retentionState(nowMs: number, highWatermark: number): RetentionState {
    const { segments, sizeBytes, logStartOffset, logEndOffset } = this;
    return { segments, sizeBytes, logStartOffset, logEndOffset, highWatermark, nowMs };
  }

  #deleteSnapshot(offset: number, nowMs: number): void {
    const bytes = this.producers.removeSnapshot(offset);
    if (bytes !== null) {
      this.#local.delete([smallFile(fileName(offset, SNAPSHOT_SUFFIX) + DELETED_SUFFIX, bytes)], nowMs);
    }
  }

  #rebuildProducers(nowMs: number): void {
    rebuildProducerState(this.producers, this.#local.segments, {
      logStartOffset: this.#logStartOffset,
      endOffset: this.logEndOffset,
      nowMs,
      expirationMs: this.producerIdExpirationMs,
      afterCleanShutdown: false,
    });
  }
}
