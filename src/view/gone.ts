import type { BatchSummary, OffsetRange } from '../contract/event';

/** Whether compaction took the record of this offset. */
export function isGone(gone: readonly OffsetRange[], offset: number): boolean {
  let low = 0;
  let high = gone.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gone[middle] as OffsetRange).to <= offset) low = middle + 1;
    else high = middle;
  }
  const range = gone[low];
  return range !== undefined && range.from <= offset;
}

/** Both, ascending; ranges that meet become one. */
export function withGone(gone: readonly OffsetRange[], more: readonly OffsetRange[]): readonly OffsetRange[] {
  if (more.length === 0) return gone;
  const merged: OffsetRange[] = [];
  for (const range of [...gone, ...more].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else merged.push(range);
  }
  return merged;
}

/** Those of the ranges, or parts of them, that lie within. */
export function goneWithin(gone: readonly OffsetRange[], from: number, to: number): readonly OffsetRange[] {
  if (gone.every((range) => range.from >= from && range.to <= to)) return gone;
  return gone
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }))
    .filter((range) => range.from < range.to);
}

/** A batch as it is told of, with a place for every offset from `logEndOffset` on, and the offsets that have no record. */
export function withPlaces(
  batch: BatchSummary,
  logEndOffset: number,
): { readonly batch: BatchSummary; readonly gone: readonly OffsetRange[] } {
  const { baseOffset, compacted } = batch;
  const before = baseOffset > logEndOffset ? [{ from: logEndOffset, to: baseOffset }] : [];
  if (compacted === undefined) return { batch, gone: before };
  const { lastOffset, gaps } = compacted;
  const keys: (string | null)[] = [];
  const sizes: number[] = [];
  for (let offset = baseOffset, named = 0; named < batch.keys.length && offset <= lastOffset; offset += 1) {
    const isThere = !isGone(gaps, offset);
    keys.push(isThere ? (batch.keys[named] as string | null) : null);
    sizes.push(isThere ? (batch.sizes[named] as number) : 0);
    if (isThere) named += 1;
  }
  return { batch: { ...batch, count: lastOffset + 1 - baseOffset, keys, sizes }, gone: withGone(before, gaps) };
}
