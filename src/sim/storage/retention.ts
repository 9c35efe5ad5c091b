import type { LogConfig } from './config/log-config';
import type { Segment } from './segment';

/** Why a segment goes. */
export type DeletionReason = 'log-start' | 'size' | 'time';

/** The rules that hold for a log, in Kafka's order: each is a pass of its own over what the one before left. */
export function deletionReasons({ cleanupPolicy, retentionBytes, retentionMs }: LogConfig): readonly DeletionReason[] {
  const reasons: DeletionReason[] = ['log-start'];
  if (cleanupPolicy.delete) {
    if (retentionBytes >= 0) reasons.push('size');
    if (retentionMs >= 0) reasons.push('time');
  }
  return reasons;
}

export interface RetentionState {
  readonly segments: readonly Segment[];
  readonly sizeBytes: number;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly highWatermark: number;
  readonly nowMs: number;
}

/**
 * The oldest segments that break the rule: from the first one on while it holds, never past the high watermark, and
 * never an empty active segment. Kafka: UnifiedLog.deletableSegments.
 */
export function deletableSegments(reason: DeletionReason, config: LogConfig, state: RetentionState): Segment[] {
  const { segments, logEndOffset, highWatermark } = state;
  const breaks = ruleOf(reason, config, state);
  const deletable: Segment[] = [];
  for (const [i, segment] of segments.entries()) {
    const next = segments[i + 1];
    const upperBound = next?.baseOffset ?? logEndOffset;
    if (highWatermark < upperBound || !breaks(segment, next)) break;
    if (next === undefined && segment.sizeBytes === 0) break;
    deletable.push(segment);
  }
  return deletable;
}

type Rule = (segment: Segment, next: Segment | undefined) => boolean;

function ruleOf(reason: DeletionReason, config: LogConfig, state: RetentionState): Rule {
  switch (reason) {
    case 'log-start':
      return (_segment, next) => next !== undefined && next.baseOffset <= state.logStartOffset;
    case 'size': {
      // A segment goes only if what is left still has retention.bytes.
      let surplus = state.sizeBytes - config.retentionBytes;
      return ({ sizeBytes }) => {
        if (surplus - sizeBytes < 0) return false;
        surplus -= sizeBytes;
        return true;
      };
    }
    case 'time':
      // A timestamp in the future keeps its segment, and all behind it.
      return ({ largestTimestampMs }) => state.nowMs - largestTimestampMs > config.retentionMs;
  }
}
