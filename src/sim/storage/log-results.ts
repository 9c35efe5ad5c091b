import type { DeletionReason } from './retention';
import type { RollReason } from './roll';

/** A new segment began. */
export interface Roll {
  readonly reason: RollReason;
  /** Of the new segment. */
  readonly baseOffset: number;
  /** Of the one that was written to before. */
  readonly previousBaseOffset: number;
}

export interface AppendResult {
  readonly roll: Roll | null;
}

export interface DeletedSegment {
  readonly reason: DeletionReason;
  readonly baseOffset: number;
  /** The offset behind the segment: where the next one begins. */
  readonly endOffset: number;
  readonly sizeBytes: number;
  readonly largestTimestampMs: number;
}

export interface RetentionResult {
  readonly deleted: readonly DeletedSegment[];
  readonly roll: Roll | null;
  readonly logStartOffset: number;
}
