import { brokerOf, processOf, US_PER_MS, type EndpointId } from '../contract/ids';
import { linkFault } from '../view/links';
import { linkBetween, thingKey, type Thing } from '../view/thing';
import type { View } from '../view/view';
import type { CardBox, CaseBox, StageLayout } from './boxes';
import { middle, right, type Point } from './geometry';
import { cubic, pathOf, pointAt, sCurve, type Cubic, type Path } from './path';

/** One way of a link as it is drawn. */
export interface LinkWay {
  readonly state: 'up' | 'cut' | 'slow';
  /** Null: both ways are alike, and one line stands for them. */
  readonly to: EndpointId | null;
  readonly path: Path;
}

/** A link that is to be seen: faulty, or chosen. */
export interface LinkBox {
  readonly thing: Extract<Thing, { readonly kind: 'link' }>;
  readonly ways: readonly LinkWay[];
  /** Where one takes hold of it. */
  readonly middle: Point;
  /** What it adds to each message, in ms; 0: nothing. */
  readonly extraMs: number;
}

/** Between the two ways of a link, in px. */
const APART = 13;
/** A line to a program ends this far above or below its middle. */
const ASIDE = 6;

/** The links of an isolated broker are drawn as that, not one by one. */
export function linksOf(view: View, layout: StageLayout, chosen: Thing | null): LinkBox[] {
  if (layout.cases.length === 0) return [];
  const isolated = new Set(layout.cases.filter((box) => box.isolated).map((box) => `broker:${box.broker}`));
  const things = new Map<string, LinkBox['thing']>();
  for (const { from, to } of view.linkFaults.values()) {
    if (isolated.has(from) || isolated.has(to)) continue;
    const link = linkBetween(from, to);
    things.set(thingKey(link), link);
  }
  if (chosen?.kind === 'link') things.set(thingKey(chosen), chosen);
  return [...things.values()].flatMap((thing) => linkBox(view, layout, thing) ?? []);
}

function linkBox(view: View, layout: StageLayout, thing: LinkBox['thing']): LinkBox | null {
  const { a, b } = thing;
  const [there, back] = [linkFault(view, a, b), linkFault(view, b, a)];
  const alike = (there?.state ?? 'up') === (back?.state ?? 'up') && there?.state !== 'cut';
  const curves = curvesOf(layout, a, b, alike ? 1 : 2);
  if (curves === null) return null;
  const ways = alike
    ? curves.map((curve): LinkWay => ({ state: there?.state ?? 'up', to: null, path: pathOf([curve]) }))
    : curves.map((curve, index): LinkWay => {
        const fault = index === 0 ? there : back;
        return { state: fault?.state ?? 'up', to: index === 0 ? b : a, path: pathOf([curve]) };
      });
  const [first] = ways;
  if (first === undefined) return null;
  const extraUs = Math.max(there?.extraUs ?? 0, back?.extraUs ?? 0);
  return { thing, ways, middle: pointAt(first.path, 0.5), extraMs: Math.round(extraUs / US_PER_MS) };
}

/** One curve for the whole link, or one for each way: from a to b, then from b to a. */
function curvesOf(layout: StageLayout, a: EndpointId, b: EndpointId, count: 1 | 2): Cubic[] | null {
  const [caseA, caseB] = [a, b].map((end) => layout.cases.find((box) => box.broker === brokerOf(end)) ?? null);
  if (caseA !== null && caseA !== undefined && caseB !== null && caseB !== undefined) {
    return betweenCases(caseA, caseB, count);
  }
  const card = cardOf(layout, processOf(a) === null ? b : a);
  const bookcase = caseA ?? caseB ?? null;
  if (card === null || bookcase === null) return null;
  const toBroker = toCase(card, bookcase, count === 1 ? 0 : -ASIDE);
  return count === 1 ? [toBroker] : [toBroker, reversed(toCase(card, bookcase, ASIDE))];
}

/** Beside the right edge, from the middle of one bookcase to the middle of the other; the way back within. */
function betweenCases(a: CaseBox, b: CaseBox, count: 1 | 2): Cubic[] {
  const x = right(a) + 3;
  const [y0, y1] = [middle(a), middle(b)];
  const down = Math.sign(y1 - y0);
  const reach = Math.min(56, 26 + Math.abs(y1 - y0) * 0.14);
  const bow = (from: number, to: number, out: number): Cubic => cubic(x, from, x + out, from, x + out, to, x, to);
  if (count === 1) return [bow(y0, y1, reach)];
  const inset = (APART / 2) * down;
  return [bow(y0 - inset, y1 + inset, reach), bow(y1 - inset, y0 + inset, reach - APART)];
}

function toCase(card: CardBox, bookcase: CaseBox, aside: number): Cubic {
  const fromRight = card.x > bookcase.x;
  const from = { x: fromRight ? card.x - 2 : right(card) + 2, y: middle(card) + aside };
  return sCurve(from, { x: fromRight ? right(bookcase) + 3 : bookcase.x - 3, y: bookcase.y + 13 + aside });
}

function cardOf(layout: StageLayout, end: EndpointId): CardBox | null {
  const id = processOf(end);
  const mine = (card: CardBox): boolean => id !== null && (card.process === id || card.others.includes(id));
  return layout.producers.find(mine) ?? layout.readers.find(mine) ?? null;
}

const reversed = ([a, b, c, d]: Cubic): Cubic => [d, c, b, a];
