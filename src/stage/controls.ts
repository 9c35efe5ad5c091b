import { partitionName } from '../contract/ids';
import { thingKey, type Thing } from '../view/thing';
import type { View } from '../view/view';
import type { CardBox, CaseBox, ShelfBox, StageLayout } from './boxes';
import { right, type Rect } from './geometry';
import type { LinkBox } from './links';
import type { StageWords } from './words';

/** Something to take hold of on the stage: it opens the menu of a thing, or does one act of it at once. */
export interface Control extends Rect {
  readonly key: string;
  readonly thing: Thing;
  readonly look: 'case' | 'shelf' | 'card' | 'link' | 'start';
  /** What it is called. */
  readonly label: string;
  /** Seen; else only its label is there. */
  readonly text: string | null;
  /** Id of the act that it does without a menu. */
  readonly act: string | null;
  /** From the left edge to where its three dots stand, when they stand after a name. */
  readonly dotsX: number | null;
}

/** Fingers need this much. */
const TOUCH = 44;

/** In the order in which one reads: writers, bookcases with their shelves, links, readers. */
export function controlsOf(
  view: View,
  layout: StageLayout,
  links: readonly LinkBox[],
  words: StageWords,
  touch: boolean,
): Control[] {
  const controls: Control[] = [];
  for (const card of layout.producers) controls.push(...cardControl(view, card, words));
  for (const box of layout.cases) {
    controls.push(...caseControls(box, words));
    for (const shelf of layout.shelves) if (shelf.broker === box.broker) controls.push(shelfControl(shelf, words));
  }
  if (layout.cases.length === 0) {
    for (const shelf of layout.shelves) if (shelf.leads) controls.push(phoneControl(shelf, layout, words));
  }
  for (const link of links) controls.push(linkControl(link, words));
  for (const card of layout.readers) controls.push(...cardControl(view, card, words));
  return touch ? controls.map(forFingers) : controls;
}

function caseControls(box: CaseBox, words: StageWords): Control[] {
  const thing: Thing = { kind: 'broker', broker: box.broker };
  const name = words.broker(box.broker);
  const at = { y: box.y + 1, height: 24, thing, dotsX: null } as const;
  const menu: Control = {
    ...at,
    key: thingKey(thing),
    look: 'case',
    x: right(box) - 36,
    width: 28,
    label: words.menuOf(name),
    text: null,
    act: null,
  };
  if (box.standing !== 'down') return [menu];
  const start: Control = {
    ...at,
    key: `${menu.key} start`,
    look: 'start',
    x: menu.x - 124,
    width: 120,
    label: `${words.startBroker}: ${name}`,
    text: words.startBroker,
    act: 'start',
  };
  return [start, menu];
}

function shelfControl(box: ShelfBox, words: StageWords): Control {
  const thing: Thing = { kind: 'shelf', topic: box.topic, partition: box.partition, broker: box.broker };
  const name = partitionName(box.topic, box.partition);
  const y = box.boardY - box.metrics.name - 13;
  return {
    key: thingKey(thing),
    thing,
    look: 'shelf',
    x: box.captionX - 6,
    y,
    width: Math.min(box.captionRoom + 4, 128),
    height: Math.max(24, box.boardY - 4 - y),
    label: words.menuOf(`${name}, ${words.brokerShort(box.broker)}`),
    text: null,
    act: null,
    dotsX: 6 + name.length * LETTER + 2,
  };
}

/** Width of a letter of a shelf's name. */
const LETTER = 7.3;

/** The line above the books. */
function phoneControl(box: ShelfBox, layout: StageLayout, words: StageWords): Control {
  const thing: Thing = { kind: 'shelf', topic: box.topic, partition: box.partition, broker: null };
  return {
    key: thingKey(thing),
    thing,
    look: 'shelf',
    x: 8,
    y: box.top - 6,
    width: Math.round(layout.width * 0.72),
    height: TOUCH,
    label: words.menuOf(partitionName(box.topic, box.partition)),
    text: null,
    act: null,
    dotsX: null,
  };
}

function cardControl(view: View, card: CardBox, words: StageWords): Control[] {
  const process = card.process ?? (view.programs.some((each) => each.name === card.key) ? `${card.key}-1` : null);
  if (process === null) return [];
  const thing: Thing = { kind: 'process', process };
  const { x, y, width, height } = card;
  const label = words.menuOf(process);
  return [
    { key: thingKey(thing), thing, look: 'card', x, y, width, height, label, text: null, act: null, dotsX: null },
  ];
}

function linkControl({ thing, middle }: LinkBox, words: StageWords): Control {
  const ends = [thing.a, thing.b].map((end) => end.replace('broker:', '').replace('process:', ''));
  return {
    key: thingKey(thing),
    thing,
    look: 'link',
    x: Math.round(middle.x) - 14,
    y: Math.round(middle.y) - 14,
    width: 28,
    height: 28,
    label: words.menuOf(words.linkOf(ends[0] ?? '', ends[1] ?? '')),
    text: null,
    act: null,
    dotsX: null,
  };
}

/** As large as a finger, around the same middle. */
function forFingers(control: Control): Control {
  const [width, height] = [Math.max(TOUCH, control.width), Math.max(TOUCH, control.height)];
  return {
    ...control,
    x: control.x - (width - control.width) / 2,
    y: control.y - (height - control.height) / 2,
    width,
    height,
  };
}
