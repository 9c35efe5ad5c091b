import { xOf, type ShelfBox } from './boxes';

/** Kill: the colour drains. Truncated: books fall off the board. Retention: they fade, from the left. */
export type Leave = 'drains' | 'falls' | 'fades';

/** What of a shelf's books leaves when it goes from one state to the next; null: nothing does, or the shelf has moved. */
export function leaving(
  before: ShelfBox,
  after: ShelfBox,
): { readonly how: Leave; readonly from: number; readonly to: number } | null {
  const stays =
    before.booksX === after.booksX &&
    before.boardY === after.boardY &&
    before.from === after.from &&
    before.scale.place === after.scale.place;
  if (!stays || after.scale.zoom === 'lines') return null;
  if (!before.offline && after.offline) return { how: 'drains', from: before.from, to: before.end };
  if (after.end < before.end) return { how: 'falls', from: after.end, to: before.end };
  if (after.start > before.start) return { how: 'fades', from: before.start, to: after.start };
  return null;
}

/** From where to where, in px, a shelf is not as it was: all of it after an election or a death, else the books at stake. */
export function changedBetween(before: ShelfBox, after: ShelfBox): readonly [number, number] | null {
  if (before.leads !== after.leads || before.offline !== after.offline) return [after.booksX - 3, after.right - 4];
  const from = Math.min(before.end, after.end);
  if (before.end !== after.end) return [xOf(after, from), xOf(after, Math.max(before.end, after.end))];
  if (before.start !== after.start) return [xOf(after, before.start), xOf(after, after.start)];
  return null;
}
