/** Something that stands in a column and would like to stand at a certain height. */
export interface Standing {
  readonly height: number;
  /** Top that it would choose; it stands below its predecessor in any case. */
  readonly wanted: number;
}

/**
 * Tops of things that stand one below the other between `top` and `bottom`: each as near as can be to where it wants
 * to be, in the given order, never overlapping. What does not fit goes over the bottom.
 */
export function stack(items: readonly Standing[], top: number, bottom: number, gap: number): number[] {
  const tops: number[] = [];
  let free = top;
  for (const item of items) {
    const y = Math.max(free, item.wanted);
    tops.push(y);
    free = y + item.height + gap;
  }
  let limit = bottom;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    const y = tops[index];
    if (item === undefined || y === undefined) continue;
    const higher = Math.min(y, limit - item.height);
    tops[index] = higher;
    limit = higher - gap;
  }
  const over = top - (tops[0] ?? top);
  return over > 0 ? tops.map((y) => y + over) : tops;
}
