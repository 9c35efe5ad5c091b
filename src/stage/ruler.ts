import { onlyHereFrom } from '../view/broker-standing';
import { committedOf, partitionOf, shownGroups } from '../view/selectors';
import type { View } from '../view/view';
import { xOf, type ShelfBox } from './boxes';
import { part, widthOf } from './label';
import { stepOf } from './scale';

export interface Tick {
  readonly x: number;
  readonly offset: number;
  readonly major: boolean;
}

/** Ticks below a leader's board, one a place as long as there is room, longer ones at round offsets. */
export function ticksOf(box: ShelfBox): Tick[] {
  const major = stepOf(box.scale.place, 40);
  const minor = box.scale.place >= 8 ? 1 : major / 5;
  const first = Math.max(box.from, box.start);
  const ticks: Tick[] = [];
  for (let offset = Math.ceil(first / minor) * minor; offset <= box.end; offset += minor) {
    ticks.push({ offset, x: tickX(box, offset), major: offset % major === 0 });
  }
  return ticks;
}

export const tickX = (box: ShelfBox, offset: number): number =>
  Math.round(xOf(box, offset) + box.scale.place / 2 + 0.5) + 0.5;

/** Where leader epochs began, as far as one sees; none while there has been only the first. */
export function epochsOn(view: View, box: ShelfBox): { readonly epoch: number; readonly x: number }[] {
  const epochs = partitionOf(view, box.topic, box.partition)?.shelves.get(box.broker)?.epochs ?? [];
  if ((epochs.at(-1)?.epoch ?? 0) === 0) return [];
  return epochs
    .filter(({ from }) => from >= Math.max(box.from, box.start))
    .map(({ epoch, from }) => ({ epoch, x: Math.round(xOf(box, from)) - 0.5 }));
}

/** On the shelf of a broker that is down: from where to where its records are nobody else's. */
export function onlyHere(view: View, box: ShelfBox): { readonly from: number; readonly to: number } | null {
  const from = onlyHereFrom(view, box.topic, box.partition, box.broker);
  return from === null ? null : { from: Math.round(xOf(box, from)) + 0.5, to: Math.round(xOf(box, box.end)) - 0.5 };
}

/** A group's bookmark on a shelf. */
export interface Ribbon {
  readonly group: string;
  readonly offset: number;
  /** Middle of its stem. */
  readonly x: number;
  /** 1, 2 or 3: a plain end, two notches, three. */
  readonly notches: number;
  /** Ribbons at one offset hang side by side; only the first has a stem. */
  readonly stem: boolean;
  /** Null where the tools print `-`. */
  readonly lag: number | null;
}

/** More groups than that are listed elsewhere, not drawn. */
const RIBBONS_MAX = 3;
const RIBBON_WIDTH = 8;

export function ribbonsOn(view: View, box: ShelfBox): Ribbon[] {
  const ribbons: Ribbon[] = [];
  if (!box.leads) return ribbons;
  for (const group of shownGroups(view)) {
    const offset = committedOf(group, box.topic, box.partition);
    if (offset === null || ribbons.length === RIBBONS_MAX) continue;
    const beside = ribbons.filter((each) => each.offset === offset).length;
    ribbons.push({
      group: group.group,
      offset,
      x: Math.round(xOf(box, offset)) + beside * (RIBBON_WIDTH + 1),
      notches: ribbons.length + 1,
      stem: beside === 0,
      lag: Math.max(0, box.highWatermark - offset),
    });
  }
  return ribbons;
}

/** Room for the lag's number in its bracket. */
export const bracketGap = (text: string): number => widthOf([part('accent', text)], 11) + 6;

/** Whether the number has room in the bracket; else it stands left of it. */
export const isBracketOpen = (from: number, to: number, text: string): boolean => to - from - 3 > bracketGap(text) + 6;
