import { DEFAULT_LOG_CONFIG, type LogConfig } from './config/log-config';
import { DeletedFiles } from './deleted-files';
import { OffsetOutOfRange, RecordBatchTooLarge } from './errors';
import { DELETED_SUFFIX, fileName, SNAPSHOT_SUFFIX } from './file-names';
import { smallFile, type FileInfo, type FileView } from './file-view';
import { LeaderEpochCache, type EpochEndOffset } from './leader-epoch-cache';
import { logFileViews } from './log-files';
import { batchAt, readSegments, type LogRead } from './log-read';
import type { AppendResult, DeletedSegment, RetentionResult, Roll } from './log-results';
import { explainOffset, explainTime, type OffsetLookup, type RecordPlace, type TimeLookup } from './lookup';
import { rebuildProducerState } from './producer-rebuild';
import { ProducerState } from './producer-state';
import { deletableSegments, deletionReasons } from './retention';
import { rollReason, type RollParams, type RollReason } from './roll';
import { Segment } from './segment';
import { Segments } from './segments';
import type { StoredBatch } from './stored-batch';

export type { LogRead } from './log-read';
export type { AppendResult, DeletedSegment, RetentionResult, Roll } from './log-results';
export type { StoredBatch } from './stored-batch';

/** producer.id.expiration.ms of 4.2. */
export const PRODUCER_ID_EXPIRATION_MS = 86_400_000;

/** What recovery found on the disk; see `recovery.ts`. */
export interface LoadedLog {
  readonly segments: Segments;
  readonly epochs: LeaderEpochCache;
  readonly producers: ProducerState;
  readonly deleted: DeletedFiles;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly recoveryPoint: number;
}

export interface PartitionLogOptions {
  readonly config?: LogConfig;
  /** Written to partition.metadata; without one there is no such file. */
  readonly topicId?: string;
  /** Epoch ms; 0 for a caller that has no clock, who then gives none to any method. */
  readonly nowMs?: number;
  /** A random whole number from 0 up to the bound, which is not included: the roll jitter of a new segment. */
  readonly drawJitterMs?: (boundMs: number) => number;
  readonly producerIdExpirationMs?: number;
  readonly loaded?: LoadedLog;
}

const NOT_ROLLED: AppendResult = { roll: null };

/**
 * One replica's log on disk: segments with their indexes, leader epochs, producers, and the files that these are. It
 * knows no clock and does nothing by itself. Kafka: UnifiedLog and LocalLog.
 */
export class PartitionLog {
  readonly topicId: string | null;
  readonly producerIdExpirationMs: number;
  readonly epochs: LeaderEpochCache;
  readonly producers: ProducerState;
  #config: LogConfig;
  readonly #drawJitterMs: (boundMs: number) => number;
  readonly #segments: Segments;
  readonly #deleted: DeletedFiles;
  #logStartOffset: number;
  #logEndOffset: number;
  #recoveryPoint: number;

  constructor(options: PartitionLogOptions = {}) {
    const { config = DEFAULT_LOG_CONFIG, topicId = null, nowMs = 0, loaded } = options;
    this.#config = config;
    this.topicId = topicId;
    this.#drawJitterMs = options.drawJitterMs ?? (() => 0);
    this.producerIdExpirationMs = options.producerIdExpirationMs ?? PRODUCER_ID_EXPIRATION_MS;
    this.epochs = loaded?.epochs ?? new LeaderEpochCache();
    this.producers = loaded?.producers ?? new ProducerState();
    this.#deleted = loaded?.deleted ?? new DeletedFiles();
    this.#logStartOffset = loaded?.logStartOffset ?? 0;
    this.#logEndOffset = loaded?.logEndOffset ?? 0;
    this.#recoveryPoint = loaded?.recoveryPoint ?? 0;
    this.#segments = loaded?.segments ?? new Segments();
    if (loaded === undefined) this.#segments.add(this.newSegment(0, nowMs));
  }

  get config(): LogConfig {
    return this.#config;
  }

  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  /** The offset that the next record gets (LEO). */
  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  /** Bytes of all .log files that are not deleted. */
  get sizeBytes(): number {
    return this.#segments.sizeBytes;
  }

  /** Everything below is on the disk for sure. */
  get recoveryPoint(): number {
    return this.#recoveryPoint;
  }

  /** Oldest first; the last one is written to. */
  get segments(): readonly Segment[] {
    return this.#segments.all;
  }

  /** Segments from the one that holds `from` to those that begin below `to`. */
  segmentRange(from: number, to: number): readonly Segment[] {
    return this.#segments.range(from, to);
  }

  /** When the next `.deleted` file is due to be unlinked, epoch ms; null without any. */
  get nextUnlinkMs(): number | null {
    return this.#deleted.nextDueMs;
  }

  /** New settings; segments that exist keep the index settings that they were made with. */
  updateConfig(config: LogConfig): void {
    this.#config = config;
  }

  /** A segment as this log would make it, not part of it. */
  newSegment(baseOffset: number, nowMs: number): Segment {
    const { segmentJitterMs, segmentMs } = this.#config;
    const jitterMs = segmentJitterMs === 0 ? 0 : this.#drawJitterMs(Math.min(segmentJitterMs, segmentMs));
    return new Segment(baseOffset, this.#config, nowMs, jitterMs);
  }

  // ---- writing

  /**
   * Appends a leader's batch, in a new segment if the active one is done. Throws RangeError for a batch that does not
   * begin at the log end: offsets have no holes before compaction. Throws RecordBatchTooLarge.
   */
  append(batch: StoredBatch, nowMs = 0): AppendResult {
    if (batch.baseOffset !== this.#logEndOffset || batch.lastOffset < batch.baseOffset) {
      throw new RangeError(`batch ${batch.baseOffset}..${batch.lastOffset} at log end ${this.#logEndOffset}`);
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
    this.#maybeFlush();
    return roll === null ? NOT_ROLLED : { roll };
  }

  /**
   * Appends what one fetch brought, in one go: whether to roll is asked once for all of it, as in Kafka, so segments of
   * a follower need not be its leader's. Holes are the leader's compaction. Throws RangeError below the log end.
   */
  appendAsFollower(batches: readonly StoredBatch[], nowMs = 0): AppendResult {
    const first = batches[0];
    if (first === undefined) return NOT_ROLLED;
    let expected = this.#logEndOffset;
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
    for (const { leaderEpoch, baseOffset } of batches)
      if (leaderEpoch >= 0) this.epochs.assign(leaderEpoch, baseOffset);
    const roll = this.#maybeRoll(first.baseOffset, { sizeBytes, maxTimestampMs, lastOffset: expected - 1, nowMs });
    for (const batch of batches) this.#appendToActive(batch, nowMs);
    this.#maybeFlush();
    return roll === null ? NOT_ROLLED : { roll };
  }

  /** A leader begins its epoch at the log end. */
  assignEpoch(leaderEpoch: number, startOffset: number): boolean {
    return this.epochs.assign(leaderEpoch, startOffset);
  }

  endOffsetForEpoch(leaderEpoch: number): EpochEndOffset {
    return this.epochs.endOffsetFor(leaderEpoch, this.#logEndOffset);
  }

  /** Writes what is only in the page cache to the disk; returns whether there was anything. */
  flush(): boolean {
    if (this.#logEndOffset <= this.#recoveryPoint) return false;
    this.#recoveryPoint = this.#logEndOffset;
    return true;
  }

  /** What a broker does to a log before it ends in good order. The log is not written to any more. */
  close(): void {
    this.flush();
    this.producers.takeSnapshot();
    for (const segment of this.#segments.all) segment.becomeInactive();
  }

  // ---- reading

  /**
   * Whole batches from the one that holds `fromOffset` up to `upToOffset` (exclusive: high watermark for consumers,
   * log end for followers), at most `maxBytes`, but the first one always when `atLeastOne` (KIP-74). One read never
   * goes over the end of a segment. Throws OffsetOutOfRange outside [log start, log end]. Kafka: LocalLog.read.
   */
  read(fromOffset: number, upToOffset: number, maxBytes: number, atLeastOne: boolean): LogRead {
    if (fromOffset < this.#logStartOffset || fromOffset > this.#logEndOffset) {
      throw new OffsetOutOfRange(fromOffset, this.#logStartOffset, this.#logEndOffset);
    }
    return readSegments(this.#segments, fromOffset, upToOffset, maxBytes, atLeastOne);
  }

  /** The batch that begins at this offset, if it is still there. */
  batchAt(baseOffset: number): StoredBatch | null {
    return batchAt(this.#segments, baseOffset);
  }

  /** The first batch with a record of this time or later, null when there is none. */
  firstBatchSince(timestampMs: number): StoredBatch | null {
    const segment = this.#segments.all.find(({ largest }) => largest.timestampMs >= timestampMs);
    return segment?.log.batches.find((batch) => batch.maxTimestamp >= timestampMs) ?? null;
  }

  /** The first of the batches with the largest timestamp, null in an empty log. */
  batchWithMaxTimestamp(): StoredBatch | null {
    let largest = this.#segments.first;
    for (const segment of this.#segments.all) {
      if (segment.largest.timestampMs > largest.largest.timestampMs) largest = segment;
    }
    return largest.log.batches.find((batch) => batch.maxTimestamp === largest.largest.timestampMs) ?? null;
  }

  /** The first record of this time or later, found as Kafka finds it; null when there is none. */
  offsetForTimestamp(timestampMs: number): RecordPlace | null {
    return explainTime(this.#segments, timestampMs, this.#logStartOffset).found;
  }

  /** The way to the batch of an offset, step by step. */
  explainLookup(offset: number): OffsetLookup {
    return explainOffset(this.#segments, offset);
  }

  /** The way to the first record of a time or later, step by step. */
  explainTimeLookup(timestampMs: number): TimeLookup {
    return explainTime(this.#segments, timestampMs, this.#logStartOffset);
  }

  // ---- removing

  /**
   * Cuts the log so that it ends at the offset; a batch that goes beyond it goes as a whole. False if it ends there or
   * before already. The caller's high watermark must follow.
   */
  truncateTo(offset: number, nowMs = 0): boolean {
    if (offset < 0) throw new RangeError(`Cannot truncate to a negative offset (${offset}).`);
    if (offset >= this.#logEndOffset) {
      // A leader that never wrote may have begun its epoch at the log end.
      this.epochs.truncateFromEnd(this.#logEndOffset);
      return false;
    }
    if (this.#segments.first.baseOffset > offset) {
      this.truncateFullyAndStartAt(offset, nowMs);
      return true;
    }
    const above = this.#segments.all.filter(({ baseOffset }) => baseOffset > offset);
    this.#removeSegments(above, nowMs);
    this.#segments.active.truncateTo(offset, nowMs);
    this.#setLogEnd(offset);
    this.epochs.truncateFromEnd(offset);
    this.#logStartOffset = Math.min(offset, this.#logStartOffset);
    this.#rebuildProducers(nowMs);
    return true;
  }

  /** Throws the whole log away; it is empty and begins at the offset. */
  truncateFullyAndStartAt(offset: number, nowMs = 0): void {
    const old = [...this.#segments.all];
    const dueMs = nowMs + this.#config.fileDeleteDelayMs;
    for (const segment of old) this.#deleted.add(segment.files(DELETED_SUFFIX), dueMs);
    this.#segments.add(this.newSegment(offset, nowMs));
    for (const { baseOffset } of old) if (baseOffset !== offset) this.#segments.remove(baseOffset);
    this.epochs.clear();
    this.producers.truncateFullyAndStartAt(offset);
    this.#logStartOffset = offset;
    this.#setLogEnd(offset);
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
    this.#recoveryPoint = Math.max(this.#recoveryPoint, offset);
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
    for (const reason of deletionReasons(this.#config)) {
      const { sizeBytes, logStartOffset, logEndOffset } = this;
      const segments = this.#segments.all;
      const state = { segments, sizeBytes, logStartOffset, logEndOffset, highWatermark, nowMs };
      const going = deletableSegments(reason, this.#config, state);
      const last = going.at(-1);
      if (last === undefined) continue;
      if (going.length === segments.length) roll = this.#roll(logEndOffset, 'retention', nowMs);
      const next = this.#segments.all[this.#segments.floorIndex(last.baseOffset) + 1] as Segment;
      for (const [i, { baseOffset, sizeBytes: bytes, largestTimestampMs }] of going.entries()) {
        const endOffset = going[i + 1]?.baseOffset ?? next.baseOffset;
        deleted.push({ reason, baseOffset, endOffset, sizeBytes: bytes, largestTimestampMs });
      }
      this.deleteRecordsTo(next.baseOffset, highWatermark);
      this.#removeSegments(going, nowMs);
    }
    return { deleted, roll, logStartOffset: this.#logStartOffset };
  }

  /** Takes `.deleted` files off the disk whose delay is over; returns their names. */
  unlinkDeleted(nowMs: number): string[] {
    return this.#deleted.unlink(nowMs);
  }

  /** Compaction: `cleaned` stands for the old segments from now on, which keep their files for a while as `.deleted`. */
  replaceSegments(cleaned: Segment, old: readonly Segment[], nowMs: number): void {
    const dueMs = nowMs + this.#config.fileDeleteDelayMs;
    for (const segment of old) {
      this.#deleted.add(segment.files(DELETED_SUFFIX), dueMs);
      if (segment.baseOffset === cleaned.baseOffset) continue;
      this.#segments.remove(segment.baseOffset);
      this.#deleteSnapshot(segment.baseOffset, dueMs);
    }
    this.#segments.add(cleaned);
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
      segments: this.#segments,
      epochs: this.epochs,
      producers: this.producers,
      deleted: this.#deleted,
      topicId: this.topicId,
    });
  }

  // ---- parts

  #appendToActive(batch: StoredBatch, nowMs: number): void {
    this.#segments.active.append(batch, nowMs);
    this.#logEndOffset = batch.lastOffset + 1;
    this.producers.update(batch);
  }

  #maybeFlush(): void {
    if (this.#logEndOffset - this.#recoveryPoint >= this.#config.flushMessages) this.flush();
  }

  #maybeRoll(firstOffset: number, params: RollParams): Roll | null {
    const { segmentBytes } = this.#config;
    if (params.sizeBytes > segmentBytes) throw new RecordBatchTooLarge(params.sizeBytes, segmentBytes);
    const reason = rollReason(this.#segments.active, this.#config, params);
    return reason === null ? null : this.#roll(firstOffset, reason, params.nowMs);
  }

  /** Begins a new segment, takes a snapshot of the producers and flushes what is before. */
  #roll(firstOffset: number, reason: RollReason, nowMs: number): Roll {
    const baseOffset = Math.max(firstOffset, this.#logEndOffset);
    const previous = this.#segments.active;
    if (previous.baseOffset === baseOffset) {
      // Still empty, and yet full: indexes of one entry or none. It is made anew (KAFKA-6388).
      this.#deleted.add(previous.files(DELETED_SUFFIX), nowMs + this.#config.fileDeleteDelayMs);
    } else previous.becomeInactive();
    this.#segments.add(this.newSegment(baseOffset, nowMs));
    this.producers.moveEndTo(baseOffset);
    this.producers.takeSnapshot();
    this.#recoveryPoint = Math.max(this.#recoveryPoint, baseOffset);
    return { reason, baseOffset, previousBaseOffset: previous.baseOffset };
  }

  #removeSegments(segments: readonly Segment[], nowMs: number): void {
    const dueMs = nowMs + this.#config.fileDeleteDelayMs;
    for (const segment of segments) {
      this.#segments.remove(segment.baseOffset);
      this.#deleted.add(segment.files(DELETED_SUFFIX), dueMs);
      this.#deleteSnapshot(segment.baseOffset, dueMs);
    }
  }

  #deleteSnapshot(offset: number, dueMs: number): void {
    const bytes = this.producers.removeSnapshot(offset);
    if (bytes !== null) {
      this.#deleted.add([smallFile(fileName(offset, SNAPSHOT_SUFFIX) + DELETED_SUFFIX, bytes)], dueMs);
    }
  }

  #setLogEnd(offset: number): void {
    this.#logEndOffset = offset;
    this.#recoveryPoint = Math.min(this.#recoveryPoint, offset);
  }

  #rebuildProducers(nowMs: number): void {
    rebuildProducerState(this.producers, this.#segments, {
      logStartOffset: this.#logStartOffset,
      endOffset: this.#logEndOffset,
      nowMs,
      expirationMs: this.producerIdExpirationMs,
      afterCleanShutdown: false,
    });
  }
}
