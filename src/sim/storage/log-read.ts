import type { Segment } from './segment';
import type { Segments } from './segments';
import type { StoredBatch } from './stored-batch';

export interface LogRead {
  readonly batches: readonly StoredBatch[];
  readonly bytes: number;
  /**
   * The batch behind them and how many of its bytes still fit what was asked for: Kafka sends them too, since it cuts a
   * file and not batches, and clients drop them. Null when nothing is cut.
   */
  readonly cut: { readonly batch: StoredBatch; readonly bytes: number } | null;
}

const NOTHING: LogRead = { batches: [], bytes: 0, cut: null };

/**
 * Batches from the one that holds `fromOffset` on, of one segment only: the first that has any. All of them lie below
 * `upToOffset`; at most `maxBytes`, but the first one always when `atLeastOne`. Kafka: LocalLog.read.
 */
export function readSegments(
  segments: Segments,
  fromOffset: number,
  upToOffset: number,
  maxBytes: number,
  atLeastOne: boolean,
): LogRead {
  if (fromOffset >= upToOffset) return NOTHING;
  const { all } = segments;
  // After compaction a segment may end, or even be empty, before the offset that it is responsible for.
  for (let i = segments.floorIndex(fromOffset); i >= 0 && i < all.length; i++) {
    const segment = all[i] as Segment;
    const slot = segment.log.slotOfOffset(fromOffset);
    if (slot < segment.log.batches.length) return readSegment(segment, slot, upToOffset, maxBytes, atLeastOne);
  }
  return NOTHING;
}

function readSegment(
  { log }: Segment,
  firstSlot: number,
  upToOffset: number,
  maxBytes: number,
  atLeastOne: boolean,
): LogRead {
  const batches: StoredBatch[] = [];
  let bytes = 0;
  for (let slot = firstSlot; slot < log.batches.length; slot++) {
    const batch = log.batches[slot] as StoredBatch;
    if (batch.lastOffset >= upToOffset) break;
    if (bytes + batch.bytes.length > maxBytes && !(atLeastOne && slot === firstSlot)) {
      const left = maxBytes - bytes;
      return { batches, bytes, cut: left > 0 && slot > firstSlot ? { batch, bytes: left } : null };
    }
    batches.push(batch);
    bytes += batch.bytes.length;
  }
  return { batches, bytes, cut: null };
}

/** The batch that begins at this offset, null if it is not (any more) there. */
export function batchAt(segments: Segments, baseOffset: number): StoredBatch | null {
  const segment = segments.floor(baseOffset);
  const batch = segment?.log.batches[segment.log.slotOfOffset(baseOffset)];
  return batch?.baseOffset === baseOffset ? batch : null;
}
