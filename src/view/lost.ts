import type { BrokerId } from '../contract/ids';
import type { Shelf } from './shelf';
import type { LostRecords, PartitionView } from './view';

/**
 * What an election of this broker takes back: records below the highest high watermark that any replica knew, which
 * were committed and may have been read, and which the new leader does not have.
 */
export function lostBy(partition: PartitionView, leader: BrokerId): LostRecords | null {
  const from = partition.shelves.get(leader)?.logEndOffset ?? 0;
  let best: Shelf | null = null;
  for (const shelf of partition.shelves.values()) {
    if (shelf.highWatermark > (best?.highWatermark ?? from)) best = shelf;
  }
  if (best === null) return null;
  const to = best.highWatermark;
  return { from, to, keys: Array.from({ length: to - from }, (_, index) => keyAt(best, from + index)) };
}

/** The leader has written up to `end`: what stood there is lost for good, and its place is taken. */
export function lostAfter(lost: LostRecords | null, end: number): LostRecords | null {
  if (lost === null || end <= lost.from) return lost;
  return end >= lost.to ? null : { from: end, to: lost.to, keys: lost.keys.slice(end - lost.from) };
}

function keyAt(shelf: Shelf, offset: number): string | null {
  for (let at = shelf.batchCount - 1; at >= 0; at -= 1) {
    const batch = shelf.batches[at];
    if (batch !== undefined && batch.baseOffset <= offset) return batch.keys[offset - batch.baseOffset] ?? null;
  }
  return null;
}
