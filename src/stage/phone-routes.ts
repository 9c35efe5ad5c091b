import type { CardBox, ShelfBox, StageLayout } from './boxes';
import type { Ends } from './ends';
import { middle, right } from './geometry';
import type { Leg } from './leg';
import { cubic, sCurve, type Cubic } from './path';

/** Between the tags of a shelf and who reads it, in parts of the width: nothing is written there. */
const FREE_FROM = 0.74;
const FREE_TO = 0.8;

/** The ways of the phone: down the left edge, along the air above a shelf, down where nothing is written. */
export function phoneCurves(leg: Leg, ends: Ends, layout: StageLayout): readonly Cubic[] | null {
  if (!leg.records) return null;
  const { fromCard, toCard, fromShelf, toShelf } = ends;
  if (fromCard !== null && toShelf !== null) return intoShelf(fromCard, toShelf, layout.width);
  if (fromShelf !== null && toShelf !== null) return [toCopy(fromShelf, toShelf)];
  // A reader is a few words at the end of the line above the shelf.
  if (fromShelf !== null && toCard === null) return toWords(fromShelf);
  return null;
}

function intoShelf(card: CardBox, shelf: ShelfBox, width: number): readonly Cubic[] {
  const slot = { x: slotX(shelf), y: shelf.boardY - shelf.metrics.bookMin - 1 };
  const down = { x: Math.min(width * FREE_TO, Math.max(width * FREE_FROM, slot.x)), y: shelf.laneY };
  const lines: Cubic[] = [];
  if (shelf.index === 0) {
    const start = { x: right(card), y: middle(card) };
    lines.push(cubic(start.x, start.y, start.x + 40, start.y + 20, down.x - 120, down.y, down.x - 24, down.y));
  } else {
    const y = middle(card);
    lines.push(cubic(card.x, y, card.x - 8, y, 4, y + 4, 4, y + 20));
    lines.push(cubic(4, y + 20, 4, shelf.laneY - 20, 4, shelf.laneY, 24, shelf.laneY));
    lines.push(cubic(24, shelf.laneY, 80, shelf.laneY, down.x - 80, shelf.laneY, down.x - 24, shelf.laneY));
  }
  const top = shelf.boardY - shelf.metrics.post - 2;
  lines.push(cubic(down.x - 24, down.y, down.x, down.y, down.x, down.y, down.x, top));
  if (down.x > slot.x + 20) {
    // Right of the free place the shelf is empty: in from there, under the label of the high watermark.
    const y = shelf.boardY - 14;
    lines.push(cubic(down.x, top, down.x, y, down.x, y, slot.x, y));
  } else {
    lines.push(cubic(down.x, top, down.x, top + 10, slot.x, slot.y - 10, slot.x, slot.y));
  }
  return lines;
}

function toCopy(leader: ShelfBox, copy: ShelfBox): Cubic {
  const [x0, y0] = [slotX(leader) + 6, leader.boardY + 2];
  const [x1, y1] = [slotX(copy), copy.boardY - copy.metrics.copy / 2];
  const out = Math.max(x0, x1) + 22;
  return cubic(x0, y0, out, y0 + 12, out, y1 - 12, x1, y1);
}

function toWords(shelf: ShelfBox): readonly Cubic[] {
  const from = { x: shelf.right - 14, y: shelf.boardY - 12 };
  return [sCurve(from, { x: shelf.right - 30, y: shelf.boardY - shelf.metrics.post - 4 })];
}

const slotX = (shelf: ShelfBox): number =>
  shelf.booksX + (shelf.end - shelf.from) * shelf.scale.place + shelf.scale.place / 2;
