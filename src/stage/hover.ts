import {
  brokerEndpoint,
  brokerOf,
  partitionName,
  processEndpoint,
  processOf,
  TOOL_ENDPOINT,
  type EndpointId,
} from '../contract/ids';
import type { SentMessage } from '../view/in-flight';
import { shortName } from '../view/selectors';
import { linkBetween, type Thing } from '../view/thing';
import type { View } from '../view/view';
import type { Book } from './books';
import type { ShelfBox, StageLayout } from './boxes';
import type { Drawn } from './draw-flights';
import type { Point, Rect } from './geometry';
import { pathOf } from './path';
import { toReader } from './routes';
import type { StageWords } from './words';

/** What the pointer is on. */
export type Target =
  | { readonly type: 'message'; readonly message: SentMessage }
  | {
      readonly type: 'record';
      readonly topic: string;
      readonly partition: number;
      readonly broker: number;
      readonly offset: number;
    }
  | { readonly type: 'shelf'; readonly topic: string; readonly partition: number; readonly broker: number }
  | { readonly type: 'broker'; readonly broker: number }
  | { readonly type: 'process'; readonly process: string }
  | { readonly type: 'link'; readonly link: Link };

type Link = Extract<Thing, { readonly kind: 'link' }>;

/** The link that one takes hold of with this: itself, or the one that a message flies along. */
export function linkOf(target: Target): Link | null {
  if (target.type === 'link') return target.link;
  if (target.type !== 'message') return null;
  const { from, to } = target.message;
  return from === TOOL_ENDPOINT || to === TOOL_ENDPOINT ? null : linkBetween(from, to);
}

/** A small card: a head and lines, each with something left and something right. */
export interface HoverCard {
  readonly at: Point;
  readonly rows: readonly (readonly [string, string])[];
}

export function messageCard({ flight, place }: Drawn, view: View, words: StageWords): HoverCard {
  const { message } = flight;
  const { api, kind, apiVersion, details, arrivesAtUs, atUs } = message;
  const rows: [string, string][] = [
    [kind === 'request' ? words.request(api) : words.response(api), `v${apiVersion}`],
    [
      `${nameOf(message.from, view, words)} → ${nameOf(message.to, view, words)}`,
      arrivesAtUs === null ? '' : words.milliseconds(Math.round((arrivesAtUs - atUs) / 1000)),
    ],
  ];
  for (const batch of flight.batches) {
    const at = batch.baseOffset < 0 ? '' : ` @${batch.baseOffset}`;
    rows.push([partitionName(batch.topic, batch.partition), `${words.records(batch.count)}${at}`]);
  }
  const told = details.partitions?.find((each) => flight.leg.shelf === partitionName(each.topic, each.partition));
  if (flight.batches.length === 0 && told !== undefined)
    rows.push([partitionName(told.topic, told.partition), `@${told.offset}`]);
  if (told?.highWatermark !== undefined) rows.push([words.highWatermark, String(told.highWatermark)]);
  if (details.acks !== undefined) rows.push(['acks', String(details.acks)]);
  if (details.group !== undefined)
    rows.push([
      words.group(details.group),
      details.generation === undefined ? '' : words.generation(details.generation),
    ]);
  if (details.error !== undefined) rows.push([words.error, details.error]);
  return { at: place, rows };
}

export function bookCard(box: ShelfBox, book: Book, words: StageWords): HoverCard {
  const head: [string, string] = [partitionName(box.topic, box.partition), `@${book.offset}`];
  const at = { x: book.x + book.width / 2, y: box.boardY - book.height };
  if (book.kind === 'line') return { at, rows: [head, [words.records(book.records), words.bytes(book.bytes)]] };
  return {
    at,
    rows: [head, [words.key, book.name ?? words.noKey], [words.size, words.bytes(Math.round(book.bytes))]],
  };
}

/** What stands still at this point, from the smallest to the largest. */
export function standingAt(point: Point, layout: StageLayout): Target | null {
  const card = [...layout.producers, ...layout.readers].find((each) => inside(point, each));
  if (card !== undefined) return card.process === null ? null : { type: 'process', process: card.process };
  const shelf = layout.shelves.find(
    (each) => point.x >= each.left && point.x <= each.right && point.y >= each.top && point.y <= each.top + each.height,
  );
  if (shelf !== undefined)
    return { type: 'shelf', topic: shelf.topic, partition: shelf.partition, broker: shelf.broker };
  const bookcase = layout.cases.find((each) => inside(point, each));
  return bookcase === undefined ? readerLineAt(point, layout) : { type: 'broker', broker: bookcase.broker };
}

/** How near to a line between a shelf and its reader one must come, in px. */
const LINE_REACH = 5;

function readerLineAt(point: Point, layout: StageLayout): Target | null {
  if (layout.mode === 'phone') return null;
  for (const card of layout.readers) {
    if (card.process === null || point.x > card.x) continue;
    for (const { topic, partition } of card.reads) {
      const shelf = layout.shelves.find((each) => each.leads && each.topic === topic && each.partition === partition);
      if (shelf === undefined || point.x < shelf.right) continue;
      const { points } = pathOf([toReader(shelf, card)]);
      for (let at = 0; at < points.length; at += 2) {
        if (Math.hypot((points[at] ?? 0) - point.x, (points[at + 1] ?? 0) - point.y) > LINE_REACH) continue;
        return { type: 'link', link: linkBetween(brokerEndpoint(shelf.broker), processEndpoint(card.process)) };
      }
    }
  }
  return null;
}

const inside = ({ x, y }: Point, rect: Rect): boolean =>
  x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;

function nameOf(end: EndpointId, view: View, words: StageWords): string {
  const broker = brokerOf(end);
  if (broker !== null) return words.brokerShort(broker);
  const process = processOf(end);
  return process === null ? end : shortName(view, process);
}

/** The card as an element over the stage, beside what it tells of and within the stage. */
export class HoverCardElement {
  readonly element = document.createElement('div');

  constructor() {
    this.element.className = 'stage-card';
    this.element.hidden = true;
  }

  show(card: HoverCard | null, stage: { readonly width: number; readonly height: number }): void {
    this.element.hidden = card === null;
    if (card === null) return;
    const said = JSON.stringify(card.rows);
    if (this.element.dataset['said'] !== said) {
      this.element.dataset['said'] = said;
      this.element.replaceChildren(...card.rows.map(rowElement));
    }
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const beside = card.at.x + 24 + width <= stage.width ? card.at.x + 24 : card.at.x - 24 - width;
    const x = Math.max(4, Math.min(beside, stage.width - width - 4));
    const y = Math.max(4, Math.min(card.at.y - height / 2, stage.height - height - 4));
    this.element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }
}

function rowElement([left, right]: readonly [string, string]): HTMLElement {
  const row = document.createElement('div');
  for (const text of [left, right]) {
    const span = document.createElement('span');
    span.textContent = text;
    row.append(span);
  }
  return row;
}
