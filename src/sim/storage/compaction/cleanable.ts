import type { PartitionLog } from '../partition-log';
import type { Segment } from '../segment';

/** What keeps the rest of a log from being compacted. */
export type CleanBound = 'last-stable-offset' | 'active-segment' | 'min-compaction-lag';

/** How much of a log there is to compact, and how badly. Kafka: LogToClean, LogCleanerManager.cleanableOffsets. */
export interface LogToClean {
  /** Below: compacted before. */
  readonly firstDirtyOffset: number;
  /** From here on: not yet, because of `boundedBy`. Where a segment begins. */
  readonly firstUncleanableOffset: number;
  readonly boundedBy: CleanBound;
  /** The checkpoint was not within the log; the cleaner writes `firstDirtyOffset` in its place. */
  readonly resetCheckpoint: boolean;
  readonly cleanBytes: number;
  readonly cleanableBytes: number;
  /** `cleanableBytes` of both; 0 in an empty log. */
  readonly cleanableRatio: number;
  /** The oldest dirty record has waited max.compaction.lag.ms. */
  readonly mustCompactNow: boolean;
}

export interface CleanParams {
  /** The log's entry in cleaner-offset-checkpoint, null without one. */
  readonly checkpoint: number | null;
  /** High watermark, or the start of the oldest open transaction below it. */
  readonly lastStableOffset: number;
  readonly nowMs: number;
}

export function logToClean(log: PartitionLog, { checkpoint, lastStableOffset, nowMs }: CleanParams): LogToClean {
  const { segments, logStartOffset, logEndOffset } = log;
  const active = segments.at(-1) as Segment;
  const isWithin = checkpoint === null || (checkpoint >= logStartOffset && checkpoint <= logEndOffset);
  const firstDirtyOffset = isWithin ? (checkpoint ?? logStartOffset) : logStartOffset;
  const dirty = log.segmentRange(firstDirtyOffset, active.baseOffset);
  const bound = boundOf(log, dirty, active, lastStableOffset, nowMs);
  const uncleanable = Math.max(firstDirtyOffset, bound.offset);
  // Only whole segments are compacted: one that is uncleanable in part is not.
  const firstUncleanable = log.segmentRange(uncleanable, active.baseOffset)[0] ?? active;
  const firstUncleanableOffset = firstUncleanable.baseOffset;
  const cleanBytes = sum(segments.filter(({ baseOffset }) => baseOffset < firstDirtyOffset));
  const cleanableBytes = sum(
    log.segmentRange(Math.min(firstDirtyOffset, firstUncleanableOffset), firstUncleanableOffset),
  );
  const totalBytes = cleanBytes + cleanableBytes;
  return {
    firstDirtyOffset,
    firstUncleanableOffset,
    boundedBy: bound.by,
    resetCheckpoint: !isWithin,
    cleanBytes,
    cleanableBytes,
    cleanableRatio: totalBytes === 0 ? 0 : cleanableBytes / totalBytes,
    mustCompactNow: waitedTooLong(dirty, nowMs - Math.max(log.config.maxCompactionLagMs, 0)),
  };
}

/** Whether the cleaner takes it: dirty enough, or overdue. */
export function isCleanable(toClean: LogToClean, minCleanableDirtyRatio: number): boolean {
  const { mustCompactNow, cleanBytes, cleanableBytes, cleanableRatio } = toClean;
  if (cleanBytes + cleanableBytes === 0) return false;
  return (mustCompactNow && cleanableBytes > 0) || cleanableRatio > minCleanableDirtyRatio;
}

function boundOf(
  { config }: PartitionLog,
  dirty: readonly Segment[],
  active: Segment,
  lastStableOffset: number,
  nowMs: number,
): { readonly offset: number; readonly by: CleanBound } {
  const { minCompactionLagMs } = config;
  let offset = active.baseOffset;
  let by: CleanBound = 'active-segment';
  if (lastStableOffset < offset) {
    offset = lastStableOffset;
    by = 'last-stable-offset';
  }
  const young =
    minCompactionLagMs > 0
      ? dirty.find(({ largestTimestampMs }) => largestTimestampMs > nowMs - minCompactionLagMs)
      : undefined;
  if (young !== undefined && young.baseOffset < offset) {
    offset = young.baseOffset;
    by = 'min-compaction-lag';
  }
  return { offset, by };
}

function waitedTooLong(dirty: readonly Segment[], beforeMs: number): boolean {
  return dirty.some(({ firstBatchTimestampMs: first }) => first > 0 && first < beforeMs);
}

const sum = (segments: readonly Segment[]): number => segments.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
