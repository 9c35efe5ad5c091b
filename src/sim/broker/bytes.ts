import type { LogRead } from '../storage/log-read';

const NO_BYTES = new Uint8Array(0);

/**
 * Batches back to back, as a Fetch response holds them, with what still fits of the one that is cut. A single whole
 * one is not copied: stored bytes never change.
 */
export function joinBatches({ batches, cut }: Pick<LogRead, 'batches' | 'cut'>): Uint8Array {
  const [first] = batches;
  if (first === undefined) return NO_BYTES;
  if (batches.length === 1 && cut === null) return first.bytes;
  const joined = new Uint8Array(batches.reduce((sum, { bytes }) => sum + bytes.length, cut?.bytes ?? 0));
  let at = 0;
  for (const { bytes } of batches) {
    joined.set(bytes, at);
    at += bytes.length;
  }
  if (cut !== null) joined.set(cut.batch.bytes.subarray(0, cut.bytes), at);
  return joined;
}
