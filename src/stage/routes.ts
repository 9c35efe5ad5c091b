import { brokerOf, processOf, type EndpointId } from '../contract/ids';
import { xOf, type CardBox, type CaseBox, type ShelfBox, type StageLayout } from './boxes';
import type { Ends } from './ends';
import type { Leg } from './leg';
import { middle, right, type Point } from './geometry';
import { cubic, pathOf, sCurve, type Cubic, type Path } from './path';
import { phoneCurves } from './phone-routes';

/** The way of a leg on this layout, and whether only small books fit along it. */
export interface Way {
  readonly path: Path;
  readonly tight: boolean;
  /** Part of the way at which a message falls when the link is cut: between two things, not over one of them. */
  readonly cutPart: number;
}

const known = new WeakMap<StageLayout, Map<string, Way | null>>();

/** Null when one of its ends is not on the stage. Messages of one leg share the way. */
export function pathFor(leg: Leg, layout: StageLayout): Way | null {
  let ways = known.get(layout);
  if (ways === undefined) known.set(layout, (ways = new Map()));
  let way = ways.get(leg.key);
  if (way === undefined) {
    const ends = endsOf(leg, layout);
    // Of one partition from near, what is for others is not shown.
    const elsewhere = layout.single && leg.shelf !== null && ends.fromShelf === null && ends.toShelf === null;
    const curves = elsewhere ? null : layout.mode === 'phone' ? phoneCurves(leg, ends, layout) : deskCurves(leg, ends);
    way = null;
    if (curves !== null) {
      const path = pathOf(curves);
      // Records from a card go on within the bookcase: the first curve is the link.
      const [link] = curves;
      const part = curves.length === 1 || link === undefined ? 1 : pathOf([link]).length / path.length;
      way = { path, tight: isTight(leg, ends, layout), cutPart: part / 2 };
    }
    ways.set(leg.key, way);
  }
  return way;
}

function endsOf(leg: Leg, layout: StageLayout): Ends {
  const card = (end: EndpointId): CardBox | null => {
    const id = processOf(end);
    if (id === null) return null;
    const mine = (each: CardBox): boolean => each.process === id || each.others.includes(id);
    return layout.producers.find(mine) ?? layout.readers.find(mine) ?? null;
  };
  const shelf = (end: EndpointId): ShelfBox | null =>
    layout.shelves.find((each) => leg.shelf !== null && each.key === `${leg.shelf}@${brokerOf(end)}`) ?? null;
  const bookcase = (end: EndpointId): CaseBox | null =>
    layout.cases.find((each) => each.broker === brokerOf(end)) ?? null;
  return {
    fromCard: card(leg.from),
    toCard: card(leg.to),
    fromCase: bookcase(leg.from),
    toCase: bookcase(leg.to),
    fromShelf: shelf(leg.from),
    toShelf: shelf(leg.to),
  };
}

/** The first free place of a shelf, where the next record comes to stand; just above a book of middle height. */
const slotOf = (shelf: ShelfBox): Point => ({
  x: xOf(shelf, shelf.end) + shelf.scale.place / 2,
  y: shelf.boardY - (shelf.leads ? shelf.metrics.bookMin : shelf.metrics.copy) - 1,
});

const isTight = (leg: Leg, ends: Ends, layout: StageLayout): boolean =>
  layout.mode === 'phone'
    ? (ends.toShelf?.laneTight ?? true)
    : leg.records && ends.fromCard !== null && (ends.toShelf?.laneTight ?? false);

function deskCurves(leg: Leg, ends: Ends): readonly Cubic[] | null {
  const { fromCard, toCard, fromCase, toCase } = ends;
  if (fromCase !== null && toCase !== null) return [betweenBrokers(leg, ends, fromCase, toCase)];
  if (fromCard !== null && toCase !== null) {
    return leg.records && ends.toShelf !== null
      ? intoShelf(fromCard, toCase, ends.toShelf)
      : [aside(fromCard, toCase, ends.toShelf, 8)];
  }
  if (toCard !== null && fromCase !== null) {
    if (leg.records && ends.fromShelf !== null && isRightOf(toCard, fromCase))
      return [toReader(ends.fromShelf, toCard)];
    return [reversed(aside(toCard, fromCase, ends.fromShelf, -6))];
  }
  return null;
}

const isRightOf = (card: CardBox, bookcase: CaseBox): boolean => card.x > bookcase.x;

/** From a card over the bookcase, or between two of its rows, and down to the free place. */
function intoShelf(card: CardBox, bookcase: CaseBox, shelf: ShelfBox): readonly Cubic[] {
  const fromRight = isRightOf(card, bookcase);
  const start = { x: fromRight ? card.x : right(card), y: middle(card) };
  const lane = { x: fromRight ? right(bookcase) + 2 : bookcase.x - 2, y: shelf.laneY };
  const dx = lane.x - start.x;
  const slot = slotOf(shelf);
  const along = slot.x - lane.x;
  // Level until shortly before the free place, then down in a bend.
  const bend = Math.sign(along) * Math.min(BEND, Math.abs(along) * 0.5);
  const down = slot.x - bend;
  return [
    cubic(start.x, start.y, start.x + dx * 0.6, start.y, lane.x - dx * 0.72, lane.y, lane.x, lane.y),
    cubic(lane.x, lane.y, lane.x + (down - lane.x) / 3, lane.y, down - (down - lane.x) / 3, lane.y, down, lane.y),
    cubic(
      down,
      lane.y,
      slot.x - bend * 0.35,
      lane.y,
      slot.x - bend * 0.08,
      lane.y + (slot.y - lane.y) * 0.25,
      slot.x,
      slot.y,
    ),
  ];
}

/** Slips: between a card and the near side of a bookcase, at the height of its name or of the shelf in question. */
function aside(card: CardBox, bookcase: CaseBox, shelf: ShelfBox | null, down: number): Cubic {
  const fromRight = isRightOf(card, bookcase);
  const start = { x: fromRight ? card.x : right(card), y: middle(card) + down };
  const y = shelf === null ? bookcase.y + 13 : shelf.boardY - 14;
  return sCurve(start, { x: fromRight ? right(bookcase) + 1 : bookcase.x, y });
}

/** Px before the free place at which the way turns down to it. */
const BEND = 170;

/** Height above the board at which the line to a reader leaves the bookcase. */
const LINK_UP = 18;

export function toReader(shelf: ShelfBox, card: CardBox): Cubic {
  return sCurve({ x: shelf.right + 1, y: shelf.boardY - LINK_UP }, { x: card.x, y: middle(card) });
}

/** Outside the right edge, further out the longer the way. */
function betweenBrokers(leg: Leg, ends: Ends, from: CaseBox, to: CaseBox): Cubic {
  const x = right(from) + 1;
  const y0 = ends.fromShelf === null ? from.y + 13 : ends.fromShelf.boardY - 7;
  const y1 = ends.toShelf === null ? to.y + 13 : ends.toShelf.boardY - 10;
  const dy = y1 - y0;
  const reach = Math.min(63, 24 + Math.abs(dy) * 0.155);
  // Slips keep nearer to the bookcases than records; lower rows a little nearer than those above them.
  const out = reach * (leg.records ? 1 : 0.6) - (ends.fromShelf?.index ?? 0) * 7;
  return cubic(x, y0, x + out, y0 + dy * 0.063, x + out, y1 - dy * 0.078, x, y1);
}

const reversed = ([a, b, c, d]: Cubic): Cubic => [d, c, b, a];
