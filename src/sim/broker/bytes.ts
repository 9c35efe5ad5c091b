import type { StoredBatch } from '../storage/stored-batch';

const NO_BYTES = new Uint8Array(0);

/** Batches back to back, as a Fetch response holds them. A single one is not copied: stored bytes never change. */
export function joinBatches(batches: readonly StoredBatch[]): Uint8Array {
  const [first] = batches;
  if (first === undefined) return NO_BYTES;
  if (batches.length === 1) return first.bytes;
  const joined = new Uint8Array(batches.reduce((sum, batch) => sum + batch.bytes.length, 0));
  let at = 0;
  for (const batch of batches) {
    joined.set(batch.bytes, at);
    at += batch.bytes.length;
  }
  return joined;
}
