import type { BatchSummary, OffsetRange, ReplicaStateEvent, SegmentDeletedEvent } from '../contract/event';

/**
 * One replica's log as the journal told it. The batches are an append-only list that all later shelves of the
 * replica share: a shelf sees its first `batchCount` of them.
 */
export interface Shelf {
  readonly role: 'leader' | 'follower';
  readonly batches: readonly BatchSummary[];
  readonly batchCount: number;
  readonly logStartOffset: number;
  /** Log end offset (LEO): the offset that the next record gets. */
  readonly logEndOffset: number;
  /** As this replica has it. */
  readonly highWatermark: number;
  /** What its broker does with it; null before the first word of it. */
  readonly replica: ReplicaStateEvent['state'] | null;
  /** Base offsets of its segments, oldest first; the last one is written to. */
  readonly segments: readonly number[];
  /** The segment that retention took last, and why (`size`, `time`, `log-start`); null: none yet. */
  readonly lastDeleted: Pick<SegmentDeletedEvent, 'baseOffset' | 'endOffset' | 'reason'> | null;
  /**
   * Offsets without a record, as compaction left them: ascending, apart from each other. The batches above still have a
   * place for each, so that nothing moves; see `isGone`.
   */
  readonly gone: readonly OffsetRange[];
  /** Where leader epochs began, oldest first, as Kafka's leader-epoch-checkpoint has it. */
  readonly epochs: readonly EpochStart[];
}

export interface EpochStart {
  readonly epoch: number;
  readonly from: number;
}
