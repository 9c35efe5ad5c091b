import type { BatchSummary } from '../../contract/event';

/** One record batch as it stands in a log. Its bytes are never changed again and are shared by all replicas. */
export interface StoredBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Largest record timestamp, epoch ms; -1 when the batch has none. */
  readonly maxTimestamp: number;
  readonly leaderEpoch: number;
  readonly bytes: Uint8Array;
  /** What the journal says of it. */
  readonly summary: BatchSummary;
}
