import { crcIsValid } from '../protocol/batch-header';
import type { LogConfig } from './config/log-config';
import { epochsOf, type LogImage } from './crash';
import { DeletedFiles } from './deleted-files';
import { DELETED_SUFFIX, fileName, SNAPSHOT_SUFFIX } from './file-names';
import { smallFile } from './file-view';
import type { LeaderEpochCache } from './leader-epoch-cache';
import { PartitionLog, PRODUCER_ID_EXPIRATION_MS } from './partition-log';
import { rebuildProducerState } from './producer-rebuild';
import { ProducerState } from './producer-state';
import { Segment } from './segment';
import { Segments } from './segments';

export interface LoadParams {
  readonly config: LogConfig;
  readonly nowMs: number;
  /** .kafka_cleanshutdown was there: nothing is recovered. */
  readonly hadCleanShutdown: boolean;
  /** As the checkpoint says; 0 without an entry. */
  readonly recoveryPoint: number;
  /** As the checkpoint says; 0 without an entry. */
  readonly logStartOffset: number;
  readonly drawJitterMs?: (boundMs: number) => number;
  readonly producerIdExpirationMs?: number;
}

export interface RecoveredSegment {
  readonly baseOffset: number;
  readonly batches: number;
  /** Of the .log file, as it was. */
  readonly sizeBytes: number;
  /** Bytes cut from the end: a torn batch, or one whose checksum is wrong and all behind it. */
  readonly truncatedBytes: number;
}

export interface LoadReport {
  readonly recovered: readonly RecoveredSegment[];
  /** Base offsets of segments behind a corrupt one: all of them go. */
  readonly deletedSegments: readonly number[];
  readonly logStartOffset: number;
  readonly logEndOffset: number;
}

/**
 * Opens the files of a log. After an unclean stop every segment from the recovery point on is read through: cut at the
 * first batch that is torn or corrupt, its indexes, epochs and producers made anew. Kafka: LogLoader.
 */
export function loadLog(image: LogImage, params: LoadParams): { log: PartitionLog; report: LoadReport } {
  return new LogLoader(image, params).load();
}

class LogLoader {
  readonly #segments = new Segments();
  readonly #deleted = new DeletedFiles();
  readonly #epochs: LeaderEpochCache;
  #snapshots: ReadonlyMap<number, Uint8Array>;
  readonly #recovered: RecoveredSegment[] = [];
  readonly #deletedSegments: number[] = [];

  constructor(
    readonly image: LogImage,
    readonly params: LoadParams,
  ) {
    this.#epochs = epochsOf(image);
    this.#snapshots = image.snapshots;
    for (const segment of image.segments) {
      segment.open(params.nowMs, this.#jitterMs());
      this.#segments.add(segment);
    }
  }

  load(): { log: PartitionLog; report: LoadReport } {
    const { config, nowMs, hadCleanShutdown } = this.params;
    if (!hadCleanShutdown) this.#recoverUnflushed();
    this.#startOverBelowLogStart();
    const logEndOffset = this.#segments.active.nextOffset;
    this.#segments.active.becomeActive();
    this.#epochs.truncateFromEnd(logEndOffset);
    this.#epochs.truncateFromStart(this.params.logStartOffset);
    const logStartOffset = Math.max(this.params.logStartOffset, this.#segments.first.baseOffset);
    // What lies below the log start is not there to be recovered.
    const recoveryPoint = hadCleanShutdown
      ? logEndOffset
      : Math.max(logStartOffset, Math.min(this.params.recoveryPoint, logEndOffset));
    const producers = new ProducerState(0, this.#snapshots);
    producers.removeStraySnapshots(this.#segments.all.map(({ baseOffset }) => baseOffset));
    this.#rebuild(producers, logStartOffset, logEndOffset, hadCleanShutdown);
    const log = new PartitionLog({
      config,
      nowMs,
      producerIdExpirationMs: this.#expirationMs,
      ...(this.image.topicId === null ? {} : { topicId: this.image.topicId }),
      ...(this.params.drawJitterMs === undefined ? {} : { drawJitterMs: this.params.drawJitterMs }),
      loaded: {
        segments: this.#segments,
        epochs: this.#epochs,
        producers,
        deleted: this.#deleted,
        logStartOffset,
        logEndOffset,
        recoveryPoint,
      },
    });
    const report = { recovered: this.#recovered, deletedSegments: this.#deletedSegments, logStartOffset, logEndOffset };
    return { log, report };
  }

  #recoverUnflushed(): void {
    const unflushed = this.#segments.range(this.params.recoveryPoint, Number.MAX_SAFE_INTEGER);
    for (const [i, segment] of unflushed.entries()) {
      const truncatedBytes = this.#recoverSegment(segment);
      if (truncatedBytes > 0) {
        this.#delete(unflushed.slice(i + 1));
        return;
      }
    }
  }

  /** Reads one segment through; returns the bytes that were cut from it. Kafka: LogSegment.recover. */
  #recoverSegment(segment: Segment): number {
    const { config, nowMs, logStartOffset } = this.params;
    const producers = new ProducerState(0, this.#snapshots);
    this.#rebuild(producers, logStartOffset, segment.baseOffset, false);
    const whole = new Segment(segment.baseOffset, config, nowMs, segment.rollJitterMs);
    for (const batch of segment.log.batches) {
      if (!crcIsValid(batch.bytes)) break;
      whole.append(batch, segment.lastModifiedMs);
      if (batch.leaderEpoch >= 0 && batch.leaderEpoch > (this.#epochs.latestEpoch ?? -1)) {
        this.#epochs.assign(batch.leaderEpoch, batch.baseOffset);
      }
      producers.update(batch);
    }
    producers.takeSnapshot();
    this.#snapshots = producers.snapshots;
    whole.becomeInactive();
    whole.open(nowMs, segment.rollJitterMs);
    const truncatedBytes = segment.sizeBytes + segment.log.tornBytes - whole.sizeBytes;
    whole.setLastModified(truncatedBytes > 0 ? nowMs : segment.lastModifiedMs);
    this.#segments.add(whole);
    const { baseOffset } = segment;
    const sizeBytes = segment.sizeBytes + segment.log.tornBytes;
    this.#recovered.push({ baseOffset, batches: whole.log.batches.length, sizeBytes, truncatedBytes });
    return truncatedBytes;
  }

  /** A log that ends below its log start (files were lost) begins anew there. */
  #startOverBelowLogStart(): void {
    const { logStartOffset, config, nowMs } = this.params;
    if (this.#segments.active.nextOffset >= logStartOffset) return;
    const old = [...this.#segments.all];
    this.#segments.add(new Segment(logStartOffset, config, nowMs, this.#jitterMs()));
    this.#delete(old);
    this.#epochs.clear();
    this.#snapshots = new Map();
  }

  #delete(segments: readonly Segment[]): void {
    const dueMs = this.params.nowMs + this.params.config.fileDeleteDelayMs;
    const snapshots = new Map(this.#snapshots);
    for (const segment of segments) {
      this.#segments.remove(segment.baseOffset);
      this.#deletedSegments.push(segment.baseOffset);
      this.#deleted.addSegment(segment, dueMs);
      const bytes = snapshots.get(segment.baseOffset);
      if (bytes === undefined) continue;
      snapshots.delete(segment.baseOffset);
      this.#deleted.add([smallFile(fileName(segment.baseOffset, SNAPSHOT_SUFFIX) + DELETED_SUFFIX, bytes)], dueMs);
    }
    this.#snapshots = snapshots;
  }

  #rebuild(producers: ProducerState, logStartOffset: number, endOffset: number, afterCleanShutdown: boolean): void {
    const { nowMs } = this.params;
    const expirationMs = this.#expirationMs;
    rebuildProducerState(producers, this.#segments, {
      logStartOffset,
      endOffset,
      nowMs,
      expirationMs,
      afterCleanShutdown,
    });
  }

  get #expirationMs(): number {
    return this.params.producerIdExpirationMs ?? PRODUCER_ID_EXPIRATION_MS;
  }

  #jitterMs(): number {
    const { config, drawJitterMs } = this.params;
    return config.segmentJitterMs === 0 || drawJitterMs === undefined
      ? 0
      : drawJitterMs(Math.min(config.segmentJitterMs, config.segmentMs));
  }
}
