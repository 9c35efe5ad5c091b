import type { LogConfig } from './config/log-config';
import { deletableSegments, deletionReasons, type DeletionReason, type RetentionState } from './retention';

/** What retention, if it ran now, would do to one segment. */
export interface SegmentOutlook {
  readonly baseOffset: number;
  readonly sizeBytes: number;
  readonly largestTimestampMs: number;
  /** It is written to. */
  readonly isActive: boolean;
  /** Null: it stays. */
  readonly goesBy: DeletionReason | null;
  /** Its own time is over, but it stays: records at or above the high watermark, or an older segment that stays. */
  readonly heldBy: 'high-watermark' | 'older-segment' | null;
  /** From when on its age is above retention.ms, epoch ms; null without that limit. */
  readonly timeUpAtMs: number | null;
}

/** The rules as `PartitionLog.deleteOldSegments` applies them, without touching anything. */
export function retentionOutlook(config: LogConfig, state: RetentionState): SegmentOutlook[] {
  const goesBy = new Map<number, DeletionReason>();
  let left = state;
  for (const reason of deletionReasons(config)) {
    const going = deletableSegments(reason, config, left);
    for (const { baseOffset } of going) goesBy.set(baseOffset, reason);
    const segments = left.segments.slice(going.length);
    const sizeBytes = going.reduce((bytes, one) => bytes - one.sizeBytes, left.sizeBytes);
    const logStartOffset = Math.max(left.logStartOffset, segments[0]?.baseOffset ?? left.logEndOffset);
    left = { ...left, segments, sizeBytes, logStartOffset };
  }
  const hasTimeLimit = config.cleanupPolicy.delete && config.retentionMs >= 0;
  return state.segments.map(({ baseOffset, sizeBytes, largestTimestampMs }, i) => {
    const reason = goesBy.get(baseOffset) ?? null;
    const timeUpAtMs = hasTimeLimit ? largestTimestampMs + config.retentionMs + 1 : null;
    const isOver = timeUpAtMs !== null && state.nowMs >= timeUpAtMs && sizeBytes > 0;
    const upperBound = state.segments[i + 1]?.baseOffset ?? state.logEndOffset;
    const holder = state.highWatermark < upperBound ? 'high-watermark' : 'older-segment';
    return {
      baseOffset,
      sizeBytes,
      largestTimestampMs,
      isActive: i === state.segments.length - 1,
      goesBy: reason,
      heldBy: reason === null && isOver ? holder : null,
      timeUpAtMs,
    };
  });
}
