import type { LogConfig } from './config/log-config';
import { DeletedFiles } from './deleted-files';
import type { FileView } from './file-view';
import type { Roll } from './log-results';
import type { RollReason } from './roll';
import { Segment } from './segment';
import { Segments } from './segments';
import type { StoredBatch } from './stored-batch';

/** What was found on the disk; see `recovery.ts`. */
export interface LoadedSegments {
  readonly segments: Segments;
  readonly deleted: DeletedFiles;
  readonly logEndOffset: number;
  readonly recoveryPoint: number;
}

/** A random whole number from 0 up to the bound, which is not included. */
export type DrawJitterMs = (boundMs: number) => number;

/** The segments of a log and where it ends; the files that segments leave behind. Kafka: LocalLog. */
export class LocalLog {
  readonly segments: Segments;
  readonly deleted: DeletedFiles;
  readonly #drawJitterMs: DrawJitterMs;
  #logEndOffset: number;
  #recoveryPoint: number;
  #lastFlushMs: number;

  constructor(
    public config: LogConfig,
    nowMs: number,
    drawJitterMs: DrawJitterMs | undefined,
    loaded: LoadedSegments | undefined,
  ) {
    this.#drawJitterMs = drawJitterMs ?? (() => 0);
    this.#logEndOffset = loaded?.logEndOffset ?? 0;
    this.#recoveryPoint = loaded?.recoveryPoint ?? 0;
    this.#lastFlushMs = nowMs;
    this.deleted = loaded?.deleted ?? new DeletedFiles();
    this.segments = loaded?.segments ?? new Segments();
    if (loaded === undefined) this.#begin(0, nowMs);
  }

  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  get recoveryPoint(): number {
    return this.#recoveryPoint;
  }

  /** When it was last flushed, or opened. */
  get lastFlushMs(): number {
    return this.#lastFlushMs;
  }

  append(batch: StoredBatch, nowMs: number): void {
    this.segments.active.append(batch, nowMs);
    this.#logEndOffset = batch.lastOffset + 1;
  }

  /** Everything below is on the disk from now on; false if it was already. */
  flushTo(offset: number, nowMs = this.#lastFlushMs): boolean {
    if (offset <= this.#recoveryPoint) return false;
    this.#lastFlushMs = nowMs;
    this.#recoveryPoint = offset;
    return true;
  }

  /** Begins a new segment, at the log end or, behind a hole, at the first offset to come; flushes what is before. */
  roll(firstOffset: number, reason: RollReason, nowMs: number): Roll {
    const baseOffset = Math.max(firstOffset, this.#logEndOffset);
    const previous = this.segments.active;
    // Still empty, and yet full: indexes of one entry or none. It is made anew (KAFKA-6388).
    if (previous.baseOffset === baseOffset) this.#deleteSegment(previous, nowMs);
    else previous.becomeInactive();
    this.#begin(baseOffset, nowMs);
    this.flushTo(baseOffset, nowMs);
    return { reason, baseOffset, previousBaseOffset: previous.baseOffset };
  }

  /** Takes segments out; their files wait to be unlinked. */
  remove(segments: readonly Segment[], nowMs: number): void {
    for (const segment of segments) {
      this.segments.remove(segment.baseOffset);
      this.#deleteSegment(segment, nowMs);
    }
  }

  /** Puts one segment in the place of others. */
  replace(cleaned: Segment, old: readonly Segment[], nowMs: number): void {
    for (const segment of old) {
      this.#deleteSegment(segment, nowMs);
      if (segment.baseOffset !== cleaned.baseOffset) this.segments.remove(segment.baseOffset);
    }
    this.segments.add(cleaned);
  }

  /** Cuts the log behind the offset, which must not lie before the first segment; returns the segments that went. */
  truncateTo(offset: number, nowMs: number): readonly Segment[] {
    const above = this.segments.all.filter(({ baseOffset }) => baseOffset > offset);
    this.remove(above, nowMs);
    this.segments.active.truncateTo(offset, nowMs);
    this.#setLogEnd(offset);
    return above;
  }

  truncateFullyAndStartAt(offset: number, nowMs: number): void {
    const old = [...this.segments.all];
    for (const segment of old) this.#deleteSegment(segment, nowMs);
    this.#begin(offset, nowMs);
    for (const { baseOffset } of old) if (baseOffset !== offset) this.segments.remove(baseOffset);
    this.#setLogEnd(offset);
  }

  /** These files carry `.deleted` now, for file.delete.delay.ms. */
  delete(files: readonly FileView[], nowMs: number): void {
    this.deleted.add(files, nowMs + this.config.fileDeleteDelayMs);
  }

  #deleteSegment(segment: Segment, nowMs: number): void {
    this.deleted.addSegment(segment, nowMs + this.config.fileDeleteDelayMs);
  }

  #begin(baseOffset: number, nowMs: number): void {
    const { segmentJitterMs, segmentMs } = this.config;
    const jitterMs = segmentJitterMs === 0 ? 0 : this.#drawJitterMs(Math.min(segmentJitterMs, segmentMs));
    this.segments.add(new Segment(baseOffset, this.config, nowMs, jitterMs));
  }

  #setLogEnd(offset: number): void {
    this.#logEndOffset = offset;
    this.#recoveryPoint = Math.min(this.#recoveryPoint, offset);
  }
}
