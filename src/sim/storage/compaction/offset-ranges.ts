import type { BatchSummary, OffsetRange } from '../../../contract/event';
import { decodeRecords } from '../../protocol/batch-decode';
import type { BatchHeader } from '../../protocol/batch-header';

/** Offsets, added in ascending order, as ranges. */
export class OffsetRanges {
  #ranges: OffsetRange[] = [];

  get all(): readonly OffsetRange[] {
    return this.#ranges;
  }

  add(offset: number): void {
    const last = this.#ranges.at(-1);
    if (last?.to === offset) this.#ranges[this.#ranges.length - 1] = { from: last.from, to: offset + 1 };
    else this.#ranges.push({ from: offset, to: offset + 1 });
  }
}

/** What a batch lacks of its offsets, for its summary; empty if it lacks nothing. */
export function gapsOf(
  bytes: Uint8Array,
  baseOffset: number,
  { lastOffsetDelta, recordsCount }: BatchHeader,
): Pick<BatchSummary, 'compacted'> {
  if (recordsCount === lastOffsetDelta + 1) return {};
  const lastOffset = baseOffset + lastOffsetDelta;
  const gaps: OffsetRange[] = [];
  let next = baseOffset;
  for (const { offset } of decodeRecords(bytes)) {
    if (offset > next) gaps.push({ from: next, to: offset });
    next = offset + 1;
  }
  if (next <= lastOffset) gaps.push({ from: next, to: lastOffset + 1 });
  return { compacted: { lastOffset, gaps } };
}
