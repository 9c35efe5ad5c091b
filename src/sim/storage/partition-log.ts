import type { BatchSummary } from '../../contract/event';
import { OffsetOutOfRange } from './errors';

/** One record batch as it stands in a log. Its bytes are never changed again and are shared by all replicas. */
export interface StoredBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Largest record timestamp, epoch ms. */
  readonly maxTimestamp: number;
  readonly leaderEpoch: number;
  readonly bytes: Uint8Array;
  /** What the journal says of it. */
  readonly summary: BatchSummary;
}

export interface LogRead {
  readonly batches: readonly StoredBatch[];
  readonly bytes: number;
}

/**
 * One replica's log: batches in order of offset, from the log start offset to the log end offset.
 * Kafka: UnifiedLog. Segments, indexes and files come to stand inside it; who calls it does not notice.
 */
export class PartitionLog {
  #batches: StoredBatch[] = [];
  #logStartOffset = 0;
  #logEndOffset = 0;
  #sizeBytes = 0;

  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  /** The offset that the next record gets (LEO). */
  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Throws RangeError for a batch that does not begin at the log end: offsets have no holes before compaction. */
  append(batch: StoredBatch): void {
    if (batch.baseOffset !== this.#logEndOffset || batch.lastOffset < batch.baseOffset) {
      throw new RangeError(`batch ${batch.baseOffset}..${batch.lastOffset} at log end ${this.#logEndOffset}`);
    }
    this.#batches.push(batch);
    this.#logEndOffset = batch.lastOffset + 1;
    this.#sizeBytes += batch.bytes.length;
  }

  /**
   * Whole batches from the one that holds `fromOffset` up to `upToOffset` (exclusive: high watermark for consumers,
   * log end for followers), at most `maxBytes`, but the first one always when `atLeastOne` (KIP-74).
   * Throws OffsetOutOfRange outside [log start, log end]. Kafka: LocalLog.read.
   */
  read(fromOffset: number, upToOffset: number, maxBytes: number, atLeastOne: boolean): LogRead {
    if (fromOffset < this.#logStartOffset || fromOffset > this.#logEndOffset) {
      throw new OffsetOutOfRange(fromOffset, this.#logStartOffset, this.#logEndOffset);
    }
    const batches: StoredBatch[] = [];
    let bytes = 0;
    if (fromOffset >= upToOffset) return { batches, bytes };
    for (let i = this.#indexOf(fromOffset); i < this.#batches.length; i++) {
      const batch = this.#batches[i] as StoredBatch;
      if (batch.baseOffset >= upToOffset) break;
      const fits = bytes + batch.bytes.length <= maxBytes;
      if (!fits && !(atLeastOne && batches.length === 0)) break;
      batches.push(batch);
      bytes += batch.bytes.length;
    }
    return { batches, bytes };
  }

  /** The batch that begins at this offset, if it is still there. */
  batchAt(baseOffset: number): StoredBatch | null {
    const batch = this.#batches[this.#indexOf(baseOffset)];
    return batch?.baseOffset === baseOffset ? batch : null;
  }

  /** The first batch with a record of this time or later, null when there is none. */
  firstBatchSince(timestampMs: number): StoredBatch | null {
    return this.#batches.find((batch) => batch.maxTimestamp >= timestampMs) ?? null;
  }

  /** The first of the batches with the largest timestamp, null in an empty log. */
  batchWithMaxTimestamp(): StoredBatch | null {
    let found: StoredBatch | null = null;
    for (const batch of this.#batches) if (found === null || batch.maxTimestamp > found.maxTimestamp) found = batch;
    return found;
  }

  /** Index of the batch that holds the offset: the first whose last offset is not below it. */
  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#batches[middle] as StoredBatch).lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
