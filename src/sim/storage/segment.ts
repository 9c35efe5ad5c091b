import { fileName, LOG_SUFFIX, OFFSET_INDEX_SUFFIX, TIME_INDEX_SUFFIX } from './file-names';
import type { FileView } from './file-view';
import { LogFile } from './log-file';
import type { LogConfig } from './config/log-config';
import { OffsetIndex } from './offset-index';
import type { StoredBatch } from './stored-batch';
import { TimeIndex, type TimeIndexEntry } from './time-index';

/** What a segment keeps of the configuration that there was when it was made. */
export type SegmentConfig = Pick<LogConfig, 'indexIntervalBytes' | 'segmentIndexBytes'>;

/** One piece of a log: `.log`, `.index` and `.timeindex` with the base offset as their name. Kafka: LogSegment. */
export class Segment {
  readonly log = new LogFile();
  readonly offsetIndex: OffsetIndex;
  readonly timeIndex: TimeIndex;
  readonly #indexIntervalBytes: number;
  #createdMs: number;
  #lastModifiedMs: number;
  #rollJitterMs: number;
  #bytesSinceIndexEntry = 0;
  #largest: TimeIndexEntry;

  constructor(
    readonly baseOffset: number,
    config: SegmentConfig,
    nowMs: number,
    rollJitterMs: number,
  ) {
    this.offsetIndex = new OffsetIndex(baseOffset, config.segmentIndexBytes);
    this.timeIndex = new TimeIndex(baseOffset, config.segmentIndexBytes);
    this.#indexIntervalBytes = config.indexIntervalBytes;
    this.#createdMs = nowMs;
    this.#lastModifiedMs = nowMs;
    this.#rollJitterMs = rollJitterMs;
    this.#largest = this.timeIndex.lastEntry;
  }

  /** Bytes of the .log file. */
  get sizeBytes(): number {
    return this.log.sizeBytes;
  }

  /** When the .log file was last written, epoch ms. */
  get lastModifiedMs(): number {
    return this.#lastModifiedMs;
  }

  get rollJitterMs(): number {
    return this.#rollJitterMs;
  }

  /** The offset behind the last batch; the base offset while there is none. */
  get nextOffset(): number {
    const last = this.log.batches.at(-1);
    return last === undefined ? this.baseOffset : last.lastOffset + 1;
  }

  /** The largest timestamp so far, with the last offset of its batch; timestamp -1 when there is none. */
  get largest(): TimeIndexEntry {
    return this.#largest;
  }

  /** What retention and look-ups by time go by: the largest record timestamp, or when the file was written last. */
  get largestTimestampMs(): number {
    const { timestampMs } = this.largest;
    return timestampMs >= 0 ? timestampMs : this.#lastModifiedMs;
  }

  /** Largest timestamp of the first batch; -1 without a batch or a timestamp. Segments roll by their age from it. */
  get firstBatchTimestampMs(): number {
    return this.log.batches[0]?.maxTimestamp ?? -1;
  }

  /** How old the segment is for a batch with this largest timestamp, ms. Kafka: timeWaitedForRoll. */
  waitedForRollMs(nowMs: number, maxTimestampMs: number): number {
    const first = this.firstBatchTimestampMs;
    return first >= 0 ? maxTimestampMs - first : nowMs - this.#createdMs;
  }

  /**
   * Appends a batch; an index entry only if more than index.interval.bytes were written since the last one, so the
   * first batch never gets one.
   */
  append(batch: StoredBatch, nowMs: number): void {
    const position = this.log.sizeBytes;
    this.log.append(batch, nowMs);
    if (batch.maxTimestamp > this.#largest.timestampMs) {
      this.#largest = { timestampMs: batch.maxTimestamp, offset: batch.lastOffset };
    }
    if (this.#bytesSinceIndexEntry > this.#indexIntervalBytes) {
      this.offsetIndex.append(batch.lastOffset, position);
      this.timeIndex.maybeAppend(this.#largest.timestampMs, this.#largest.offset);
      this.#bytesSinceIndexEntry = 0;
    }
    this.#bytesSinceIndexEntry += batch.bytes.length;
    this.#lastModifiedMs = nowMs;
  }

  /** Cuts everything from the batch that holds the offset on; the segment is written to from now on. */
  truncateTo(offset: number, nowMs: number): number {
    const cut = this.log.truncateToSlot(this.log.slotOfOffset(offset));
    this.offsetIndex.truncateTo(offset);
    this.timeIndex.truncateTo(offset);
    this.offsetIndex.resizeToMax();
    this.timeIndex.resizeToMax();
    if (this.log.sizeBytes === 0) this.#createdMs = nowMs;
    this.#bytesSinceIndexEntry = 0;
    if (this.#largest.timestampMs >= 0) this.#largest = this.#readLargest();
    if (cut > 0) this.#lastModifiedMs = nowMs;
    return cut;
  }

  /** The power went, and this many bytes of the .log file had reached the disk; of the indexes what belongs to them. */
  tear(keptBytes: number): void {
    // The batch that holds the first missing byte.
    const slot = this.log.slotOfPosition(keptBytes + 1) - 1;
    const { baseOffset, bytes } = this.log.batches[slot] as StoredBatch;
    const torn = bytes.slice(0, keptBytes - this.log.positionOf(slot));
    this.truncateTo(baseOffset, this.#lastModifiedMs);
    this.log.tear(torn);
  }

  /** It is not written to any more, for another segment is or the process ends: the last entry of the time index, and indexes cut to what they hold. */
  becomeInactive(): void {
    this.timeIndex.maybeAppend(this.#largest.timestampMs, this.#largest.offset, true);
    this.offsetIndex.trim();
    this.timeIndex.trim();
  }

  /** A new process opens the files: what was only in memory is lost. */
  open(nowMs: number, rollJitterMs: number): void {
    this.#createdMs = nowMs;
    this.#rollJitterMs = rollJitterMs;
    this.#bytesSinceIndexEntry = 0;
    this.#largest = this.timeIndex.lastEntry;
  }

  /** Gives the indexes their full size: this is the segment that is written to. */
  becomeActive(): void {
    this.offsetIndex.resizeToMax();
    this.timeIndex.resizeToMax();
  }

  /** As `touch -d` does: a compacted segment keeps the time of the files that it stands for. */
  setLastModified(ms: number): void {
    this.#lastModifiedMs = ms;
  }

  /** Its files; `suffix` comes behind their names, as `.deleted` does. */
  files(suffix = ''): FileView[] {
    const { baseOffset, log, offsetIndex, timeIndex } = this;
    const view = (
      kind: string,
      sizeBytes: number,
      file: { bytes(from?: number, to?: number): Uint8Array },
    ): FileView => ({
      name: fileName(baseOffset, kind) + suffix,
      sizeBytes,
      bytes: (from, to) => file.bytes(from, to),
    });
    return [
      view(OFFSET_INDEX_SUFFIX, offsetIndex.sizeBytes, offsetIndex),
      view(LOG_SUFFIX, log.sizeBytes + log.tornBytes, log),
      view(TIME_INDEX_SUFFIX, timeIndex.sizeBytes, timeIndex),
    ];
  }

  /** The time index's last entry, or a larger timestamp in the batches behind it. */
  #readLargest(): TimeIndexEntry {
    const last = this.timeIndex.lastEntry;
    let largest = last;
    const { batches } = this.log;
    const from = this.log.slotOfPosition(this.offsetIndex.lookup(last.offset).position);
    for (let slot = from; slot < batches.length; slot++) {
      const batch = batches[slot] as StoredBatch;
      if (batch.maxTimestamp > largest.timestampMs) {
        largest = { timestampMs: batch.maxTimestamp, offset: batch.lastOffset };
      }
    }
    return largest;
  }
}
