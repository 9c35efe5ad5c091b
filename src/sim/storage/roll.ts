import type { LogConfig } from './config/log-config';
import type { Segment } from './segment';

/** Why a new segment begins. `retention`: the whole log was due to be deleted, and a log has always one segment. */
export type RollReason = 'size' | 'time' | 'offset-index-full' | 'time-index-full' | 'offset-overflow' | 'retention';

/** What is about to be appended. */
export interface RollParams {
  readonly sizeBytes: number;
  readonly maxTimestampMs: number;
  readonly lastOffset: number;
  readonly nowMs: number;
}

/** After this much time a segment is rolled, before jitter. max.compaction.lag.ms bounds it: only closed segments are compacted. */
export function maxSegmentMs({ cleanupPolicy, maxCompactionLagMs, segmentMs }: LogConfig): number {
  return cleanupPolicy.compact && maxCompactionLagMs > 0 ? Math.min(maxCompactionLagMs, segmentMs) : segmentMs;
}

/** Why the batches do not go into this segment any more, null if they do. Kafka: LogSegment.shouldRoll. */
export function rollReason(segment: Segment, config: LogConfig, params: RollParams): RollReason | null {
  const { sizeBytes, offsetIndex, timeIndex, rollJitterMs } = segment;
  if (sizeBytes > config.segmentBytes - params.sizeBytes) return 'size';
  if (
    sizeBytes > 0 &&
    segment.waitedForRollMs(params.nowMs, params.maxTimestampMs) > maxSegmentMs(config) - rollJitterMs
  ) {
    return 'time';
  }
  if (offsetIndex.isFull) return 'offset-index-full';
  if (timeIndex.isFull) return 'time-index-full';
  if (!offsetIndex.canAppend(params.lastOffset)) return 'offset-overflow';
  return null;
}
