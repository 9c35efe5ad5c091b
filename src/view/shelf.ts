import type { BatchSummary } from '../contract/event';

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
}
