import type { Shelf } from '../../view/shelf';

/** As many as can be told apart in a box of about 130 px. */
const SPINES_MAX = 56;
/** The drawing's own units: as wide as high, stretched to the box. */
const SIDE = 100;
const LOWEST = 45;

/**
 * The batches of a segment as spines side by side, as an SVG path in a square of 100: as wide as their bytes, higher
 * the larger the batch. Empty when the journal does not tell of them. A segment with many batches has some of them in
 * one spine.
 * @param filled part of the square's width that is taken, 0 to 1
 */
export function spines(shelf: Shelf | null, from: number, to: number, filled: number): string {
  if (shelf === null) return '';
  const first = firstFrom(shelf, from);
  const batches: number[] = [];
  for (let at = first; at < shelf.batchCount; at += 1) {
    const batch = shelf.batches[at];
    if (batch === undefined || batch.baseOffset >= to) break;
    batches.push(batch.bytes);
  }
  const bundle = Math.max(1, Math.ceil(batches.length / SPINES_MAX));
  const bars: { bytes: number; mean: number }[] = [];
  for (let at = 0; at < batches.length; at += bundle) {
    const some = batches.slice(at, at + bundle);
    const bytes = some.reduce((sum, each) => sum + each, 0);
    bars.push({ bytes, mean: bytes / some.length });
  }
  const total = bars.reduce((sum, bar) => sum + bar.bytes, 0);
  const largest = Math.max(1, ...bars.map((bar) => bar.mean));
  const scale = (SIDE * Math.max(0.01, Math.min(1, filled))) / Math.max(1, total);
  let x = 0;
  return bars
    .map((bar) => {
      const width = bar.bytes * scale;
      const left = x;
      x += width;
      const height = LOWEST + (SIDE - LOWEST) * (bar.mean / largest);
      return `M${round(left)} ${SIDE}v${round(-height)}h${round(width * 0.8)}v${round(height)}z`;
    })
    .join('');
}

/** Index of the first batch at or behind an offset. */
function firstFrom(shelf: Shelf, offset: number): number {
  let low = 0;
  let high = shelf.batchCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((shelf.batches[middle]?.baseOffset ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keys of a batch's first records, as the journal told them; null where it did not. */
export function keysOfBatch(shelf: Shelf | null, baseOffset: number): readonly (string | null)[] | null {
  if (shelf === null) return null;
  const batch = shelf.batches[firstFrom(shelf, baseOffset)];
  return batch?.baseOffset === baseOffset ? batch.keys : null;
}

const round = (n: number): number => Math.round(n * 100) / 100;
