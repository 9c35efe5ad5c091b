/** One look at an entry of an index, in the order in which they happen. */
export interface Probe {
  /** Number of the entry, from 0. */
  readonly slot: number;
  /** Slots that were still possible before the look, both included. */
  readonly low: number;
  readonly high: number;
  /** `warm`: the first entry of the warm section; `first`: is there anything at or below the target at all. */
  readonly step: 'warm' | 'first' | 'search';
  /** The entry's key against the target. */
  readonly found: 'below' | 'equal' | 'above';
}

/** Bytes at the end of an index that are searched first: most reads are near the end, and those pages are in memory. */
const WARM_BYTES = 8192;

/**
 * The slot of the greatest key that is not above `target`, -1 if there is none: two looks that choose a section, then
 * a binary search in it. `keyAt` does not decrease. Kafka: AbstractIndex.indexSlotRangeFor.
 */
export function greatestNotAbove(
  entries: number,
  entryBytes: number,
  keyAt: (slot: number) => number,
  target: number,
  probes?: Probe[],
): number {
  if (entries === 0) return -1;
  const warmEntries = Math.floor(WARM_BYTES / entryBytes);
  const firstWarm = Math.max(0, entries - 1 - warmEntries);
  let low = 0;
  let high = entries - 1;
  const compare = (slot: number, step: Probe['step']): number => {
    const difference = keyAt(slot) - target;
    probes?.push({ slot, low, high, step, found: difference < 0 ? 'below' : difference > 0 ? 'above' : 'equal' });
    return difference;
  };
  if (compare(firstWarm, 'warm') < 0) low = firstWarm;
  else {
    high = firstWarm;
    if (compare(0, 'first') > 0) return -1;
  }
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const difference = compare(middle, 'search');
    if (difference === 0) return middle;
    if (difference > 0) high = middle - 1;
    else low = middle;
  }
  return low;
}
