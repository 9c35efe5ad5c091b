import type { BatchSummary } from '../contract/event';
import type { Shelf } from '../view/shelf';

/** How much room one offset gets, and so what a book can show. */
export interface Scale {
  /** Px an offset. */
  readonly place: number;
  readonly zoom: 'letters' | 'colours' | 'lines';
}

/** Which offsets of a log stand on its shelf. */
export interface Window {
  /** Offset at the first place. */
  readonly from: number;
  /** Records of the log left of it, which a card counts. */
  readonly hidden: number;
  /** Px from where books may start to the first place. */
  readonly indent: number;
}

/** The card that counts what a shelf no longer shows, and the air after it. */
export const COUNT_CARD = { width: 60, room: 75 } as const;

const LETTERS_MIN = 12;
const COLOURS_MIN = 4;
const NARROWER = [12, 10, 8, 6, 5, 4, 3, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01] as const;
/** A shelf is no use that cannot show a few batches beside each other. */
const BATCHES_SHOWN = 3;

export const scaleOf = (place: number): Scale => ({
  place,
  zoom: place >= LETTERS_MIN ? 'letters' : place >= COLOURS_MIN ? 'colours' : 'lines',
});

/** One scale for the whole stage: as wide as it likes to be, narrower when batches are too long for that. */
export function chooseScale(room: number, widest: number, shelves: Iterable<Shelf>): Scale {
  let needed = 0;
  for (const shelf of shelves) {
    let records = 0;
    for (let back = 1; back <= BATCHES_SHOWN; back += 1) records += batchFromEnd(shelf, back)?.count ?? 0;
    needed = Math.max(needed, records);
  }
  const fits = (place: number): boolean => (room - COUNT_CARD.room) / place >= needed + 1;
  const place = fits(widest) ? widest : (NARROWER.find((each) => each < widest && fits(each)) ?? 0.01);
  return scaleOf(place);
}

const batchFromEnd = (shelf: Shelf, back: number): BatchSummary | undefined =>
  shelf.batchCount < back ? undefined : shelf.batches[shelf.batchCount - back];

/** Deleted places that are still drawn, left of the log start. */
const DELETED_SHOWN = 6;

/**
 * All of a log when there is room, else its last books, moving on in steps, so that a record more does not move all
 * others. `end` is the furthest of its replicas: they stand on one scale.
 */
export function windowOf(start: number, end: number, room: number, { place }: Scale): Window {
  const fits = (from: number): boolean => (end + 1 - from) * place <= room;
  if (fits(0)) return { from: 0, hidden: 0, indent: 0 };
  const withDeleted = Math.max(0, start - DELETED_SHOWN);
  if (start > 0 && fits(withDeleted)) return { from: withDeleted, hidden: 0, indent: 0 };
  const places = Math.max(1, Math.floor((room - COUNT_CARD.room) / place));
  const step = places < 20 ? Math.min(2, stepOf(place, 20)) : stepOf(place, 20);
  const from = Math.ceil((end + 1 - places) / step) * step;
  return { from, hidden: Math.max(0, from - start), indent: COUNT_CARD.room };
}

/** The next of 1, 2, 5, 10, 20 … offsets that is at least `px` wide; from letters on, never less than 5. */
export function stepOf(place: number, px: number): number {
  let step = place >= LETTERS_MIN ? 5 : 1;
  while (step * place < px) step *= /^5/.test(String(step)) ? 2 : /^2/.test(String(step)) ? 2.5 : 2;
  return step;
}
