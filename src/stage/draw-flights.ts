import { Container, Graphics, Sprite } from 'pixi.js';
import type { Us } from '../contract/ids';
import type { SentMessage } from '../view/in-flight';
import { KeyOrder } from '../view/key-order';
import type { Marks } from '../view/marks';
import type { View } from '../view/view';
import type { Atlas } from './atlas';
import type { StageLayout } from './boxes';
import { Crowd, streamWidth } from './crowd';
import { flightsOf, isUnderWay, placeAt, type Flight, type Place } from './flight';
import type { Point } from './geometry';
import type { Palette } from './palette';
import { alongPath, dottedPath } from './pen';
import { pathFor, type Way } from './routes';

/** Above this, messages are spines of 3 px without trails. */
const CROWD = 200;
/** Books of one message that are drawn; the rest is a number. */
const BOOKS_SHOWN = 6;
const BOOK = { width: 12, height: 25 } as const;
const SMALL_BOOK = { width: 9, height: 10 } as const;

export interface Drawn {
  readonly flight: Flight;
  readonly place: Place;
}

/** Everything that is under way. */
export class FlightLayer {
  readonly container = new Container();
  private readonly dots = new Container();
  private readonly trails = new Graphics();
  private readonly sprites: Sprite[] = [];
  private readonly books = new Container();
  private readonly crowd = new Crowd();
  private readonly dotted = new Map<Way, Graphics>();
  private flights: readonly Flight[] = [];
  private from: unknown = null;
  private marks: Marks | null = null;
  private keys: View['keys'] = KeyOrder.empty();
  private used = 0;
  private drawn: Drawn[] = [];

  constructor() {
    this.container.addChild(this.dots, this.crowd.container, this.trails, this.books);
  }

  /** Messages that are drawn one by one at the moment, with their places. */
  get shown(): readonly Drawn[] {
    return this.drawn;
  }

  draw(
    view: View,
    nowUs: Us,
    layout: StageLayout,
    marks: Marks,
    atlas: Atlas,
    palette: Palette,
    hot: number | null,
    still: boolean,
  ): void {
    this.collect(view, marks);
    this.used = 0;
    this.drawn = [];
    this.trails.clear();
    if (this.flights.length > CROWD) {
      this.showDots(new Set(), palette);
      this.crowd.show(this.flights, nowUs, layout, this.keys, palette);
    } else {
      this.crowd.hide();
      if (still) this.drawStill(nowUs, layout, atlas, palette);
      else this.drawEach(view, nowUs, layout, atlas, palette, hot);
    }
    for (let rest = this.used; rest < this.sprites.length; rest += 1) {
      const sprite = this.sprites[rest];
      if (sprite !== undefined) sprite.visible = false;
    }
  }

  /** Colours have changed: what was drawn ahead is drawn again. */
  repaint(): void {
    for (const graphics of this.dotted.values()) graphics.destroy();
    this.dotted.clear();
    this.crowd.repaint();
  }

  /** The message near this point; the newest when there are several. */
  at(point: Point, reach: number): Drawn | null {
    return this.drawn.findLast(({ place }) => Math.hypot(place.x - point.x, place.y - point.y) <= reach) ?? null;
  }

  private collect(view: View, marks: Marks): void {
    this.keys = view.keys;
    if (this.from === view.inFlight && this.marks === marks) return;
    this.from = view.inFlight;
    this.marks = marks;
    const flights: Flight[] = [];
    for (const message of view.inFlight.values()) flights.push(...flightsOnce(message, marks));
    this.flights = flights;
  }

  private drawEach(
    view: View,
    nowUs: Us,
    layout: StageLayout,
    atlas: Atlas,
    palette: Palette,
    hot: number | null,
  ): void {
    const furthest = new Map<Way, { part: number; flights: number; hot: boolean }>();
    for (const flight of this.flights) {
      if (!isUnderWay(flight.message, nowUs)) continue;
      const place = placeAt(flight, nowUs, layout, extraOf(view, flight));
      const way = place === null ? null : pathFor(flight.leg, layout);
      if (place === null || way === null) continue;
      this.drawn.push({ flight, place });
      if (place.fallen !== null) continue;
      const known = furthest.get(way);
      const isHot = flight.message.id === hot;
      furthest.set(way, {
        part: Math.max(known?.part ?? 0, place.part),
        flights: (known?.flights ?? 0) + 1,
        hot: isHot || (known?.hot ?? false),
      });
    }
    this.showDots(new Set(furthest.keys()), palette);
    for (const [way, { part, flights }] of furthest) {
      alongPath(this.trails, way.path, part);
      this.trails.stroke({ width: streamWidth(flights), color: palette.hex.ink3 });
    }
    for (const [way, { part, hot: isHot }] of furthest) {
      if (!isHot) continue;
      dottedPath(this.trails, way.path, 2, 3);
      this.trails.stroke({ width: 1.5, color: palette.hex.accent });
      alongPath(this.trails, way.path, part);
      this.trails.stroke({ width: 1.5, color: palette.hex.accent });
    }
    for (const { flight, place } of this.drawn) this.drawLoad(flight, place, atlas, recordsOf(flight));
  }

  /** Nothing flies: a whole way, still books in its middle, and how many messages it stands for. */
  private drawStill(nowUs: Us, layout: StageLayout, atlas: Atlas, palette: Palette): void {
    const ways = new Map<Way, { flight: Flight; messages: number }>();
    for (const flight of this.flights) {
      const way = isUnderWay(flight.message, nowUs) ? pathFor(flight.leg, layout) : null;
      if (way !== null) ways.set(way, { flight, messages: (ways.get(way)?.messages ?? 0) + 1 });
    }
    this.showDots(new Set(), palette);
    for (const [way, { flight, messages }] of ways) {
      alongPath(this.trails, way.path, 1);
      this.trails.stroke({ width: 1, color: palette.hex.ink3 });
      const middle = { ...flight.message, atUs: -1, arrivesAtUs: 1 };
      const place = placeAt({ ...flight, message: middle }, 0, layout);
      if (place === null) continue;
      this.drawn.push({ flight, place });
      this.drawLoad(flight, place, atlas, recordsOf(flight));
      if (messages > 1) this.drawCount(`×${messages}`, place, atlas);
    }
  }

  private drawLoad(flight: Flight, place: Place, atlas: Atlas, records: number): void {
    if (flight.mark !== 'books') {
      const texture = flight.mark === 'dot' ? atlas.dot() : atlas.slip(flight.mark);
      const sprite = this.spriteAt(texture);
      sprite.rotation = place.lean;
      sprite.position.set(Math.round(place.x), Math.round(place.y));
      if (place.fallen === 1) this.drawCross(place, atlas);
      return;
    }
    const { width, height } = place.tight ? SMALL_BOOK : BOOK;
    const shown = Math.min(records, BOOKS_SHOWN);
    const names = flight.batches.flatMap((batch) =>
      Array.from({ length: Math.min(batch.count, BOOKS_SHOWN) }, (_, at) => batch.keys[at] ?? null),
    );
    for (let index = 0; index < shown; index += 1) {
      const name = names[index] ?? null;
      const key = name === null ? null : (this.keys.get(name) ?? null);
      const look = { kind: 'leader', key, width, height, letter: !place.tight, closed: true } as const;
      const sprite = this.spriteAt(atlas.book(look, { from: height, to: height }));
      const along = (index - (shown - 1) / 2) * width;
      sprite.rotation = place.lean;
      sprite.position.set(place.x + Math.cos(place.lean) * along, place.y + Math.sin(place.lean) * along);
    }
    if (place.fallen === 1) this.drawCross({ ...place, x: place.x + (shown * width) / 2 }, atlas);
    if (records > shown) this.drawCount(`×${records}`, { ...place, x: place.x + (shown * width) / 2 + 18 }, atlas, 0);
  }

  /** Beside what has fallen: it does not arrive. */
  private drawCross(place: Point, atlas: Atlas): void {
    const sprite = this.spriteAt(atlas.cross());
    sprite.rotation = 0;
    sprite.position.set(Math.round(place.x) + 12, Math.round(place.y) + 6);
  }

  private drawCount(text: string, place: Point, atlas: Atlas, up = 22): void {
    const sprite = this.spriteAt(atlas.count(text));
    sprite.rotation = 0;
    sprite.position.set(Math.round(place.x), Math.round(place.y - up));
  }

  private showDots(ways: ReadonlySet<Way>, palette: Palette): void {
    for (const [way, graphics] of this.dotted) {
      if (ways.has(way)) continue;
      // Ways change with the layout: what is not in use is not kept.
      graphics.destroy();
      this.dotted.delete(way);
    }
    for (const way of ways) {
      if (this.dotted.has(way)) continue;
      const graphics = new Graphics();
      dottedPath(graphics, way.path, 2, 3);
      graphics.stroke({ width: 1, color: palette.hex.line2 });
      this.dotted.set(way, graphics);
      this.dots.addChild(graphics);
    }
  }

  private spriteAt(texture: Sprite['texture']): Sprite {
    let sprite = this.sprites[this.used];
    if (sprite === undefined) {
      sprite = new Sprite();
      sprite.anchor.set(0.5);
      this.sprites.push(sprite);
      this.books.addChild(sprite);
    }
    this.used += 1;
    sprite.visible = true;
    sprite.texture = texture;
    return sprite;
  }
}

/** What a slow link adds to this message. */
const extraOf = (view: View, { message }: Flight): Us =>
  view.linkFaults.size === 0 ? 0 : (view.linkFaults.get(`${message.from} ${message.to}`)?.extraUs ?? 0);

const recordsOf = (flight: Flight): number => flight.batches.reduce((sum, batch) => sum + batch.count, 0);

const known = new WeakMap<SentMessage, { marks: Marks; flights: Flight[] }>();

/** A message is looked at again with every change of the view; what is drawn of it stays the same. */
function flightsOnce(message: SentMessage, marks: Marks): Flight[] {
  const before = known.get(message);
  if (before?.marks === marks) return before.flights;
  const flights = flightsOf(message, marks);
  known.set(message, { marks, flights });
  return flights;
}
