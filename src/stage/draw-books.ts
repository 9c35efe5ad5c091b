import { Container, Sprite, type Graphics } from 'pixi.js';
import { KEY_COLOURS } from '../view/selectors';
import type { View } from '../view/view';
import type { Atlas } from './atlas';
import type { BookLook } from './book-art';
import { booksOn, lostOn, type Book } from './books';
import type { ShelfBox } from './boxes';
import { leaving } from './changes';
import { Ghosts } from './ghosts';
import type { Palette } from './palette';
import { partitionOf } from '../view/selectors';

/** Px that a book falls when it lands, and how long that takes. */
const FALL = 6;
const LANDING_MS = 120;

/** A copy that becomes the leader grows. */
const GROWTH_MS = 240;

/** Under 4 px an offset: a line where a batch begins, and how far it goes. */
const LINE = 1.5;
const BATCH_ALPHA = 0.25;

interface Standing {
  readonly sprite: Sprite;
  readonly y: number;
  readonly landsMs: number;
}

/** The books on all shelves, as sprites that are used again. */
export class BookLayer {
  readonly container = new Container();
  private readonly ghosts = new Ghosts();
  private readonly standing = new Container();
  /** Shelves whose broker has just come to lead them, and since when. */
  private readonly growing = new Map<string, number>();
  private readonly sprites: Sprite[] = [];
  private landing: Standing[] = [];
  /** Log ends when last drawn, by shelf: what stands beyond has just landed. */
  private ends = new Map<string, number>();
  private shelves: readonly { readonly box: ShelfBox; readonly books: readonly Book[] }[] = [];

  constructor() {
    this.container.addChild(this.standing, this.ghosts.container);
  }

  /** Anew, after a change of view, layout or theme. Where nothing `moves`, all is there at once: too fast, or too still. */
  update(
    boxes: readonly ShelfBox[],
    view: View,
    highWatermarkOf: ((box: ShelfBox) => number) | null,
    atlas: Atlas,
    lines: Graphics,
    palette: Palette,
    nowMs: number,
    moves: boolean,
  ): void {
    if (moves) this.seeOff(boxes, atlas, nowMs);
    const still = new Map(this.landing.map((each) => [each.sprite.label, each.landsMs]));
    this.landing = [];
    lines.clear();
    let used = 0;
    this.shelves = boxes.map((box) => {
      const partition = partitionOf(view, box.topic, box.partition);
      const shelf = partition?.shelves.get(box.broker);
      if (partition === null || shelf === undefined) return { box, books: [] };
      const seen = highWatermarkOf === null ? shelf : { ...shelf, highWatermark: highWatermarkOf(box) };
      const books = [
        ...booksOn(box, seen, view.keys, highWatermarkOf !== null),
        ...lostOn(box, partition.lost, view.keys),
      ];
      const end = this.ends.get(box.key);
      for (const book of books) {
        if (book.kind === 'line') {
          const y = box.boardY - book.height;
          lines.rect(book.x, y, book.width, book.height).fill({ color: palette.hex.ink3, alpha: BATCH_ALPHA });
          lines.rect(book.x, y, Math.min(book.width, LINE), book.height).fill(palette.hex.ink3);
          continue;
        }
        const sprite = this.spriteAt(used);
        used += 1;
        const y = box.boardY - book.height;
        sprite.texture = atlas.book(lookOf(book, box), heightsOf(book, box));
        const grown = this.growth(box.key, nowMs);
        sprite.scale.y = grown === 1 ? 1 : (box.metrics.copy + (book.height - box.metrics.copy) * grown) / book.height;
        sprite.position.set(book.x, box.boardY - book.height * sprite.scale.y);
        sprite.label = `${box.key} ${book.offset}`;
        const landsMs =
          moves && end !== undefined && book.offset >= end && book.kind !== 'lost' ? nowMs : still.get(sprite.label);
        if (landsMs !== undefined) this.landing.push({ sprite, y, landsMs });
      }
      return { box, books };
    });
    this.ends = new Map(boxes.map((box) => [box.key, box.end]));
    for (let rest = used; rest < this.sprites.length; rest += 1) {
      const sprite = this.sprites[rest];
      if (sprite !== undefined) sprite.visible = false;
    }
  }

  /** Moves what is landing, growing or leaving. True while something is. */
  land(nowMs: number): boolean {
    const goes = this.ghosts.move(nowMs);
    for (const [key, startMs] of this.growing) if (nowMs - startMs >= GROWTH_MS) this.growing.delete(key);
    this.landing = this.landing.filter(({ sprite, y, landsMs }) => {
      const part = Math.min(1, (nowMs - landsMs) / LANDING_MS);
      sprite.y = y - FALL * (1 - part) ** 2;
      return part < 1;
    });
    return this.landing.length > 0 || goes || this.growing.size > 0;
  }

  /** How far a shelf's books have grown, 0 to 1. */
  growth(key: string, nowMs: number): number {
    const startMs = this.growing.get(key);
    return startMs === undefined ? 1 : Math.min(1, Math.max(0, (nowMs - startMs) / GROWTH_MS));
  }

  /** Before the books are drawn anew: what of them goes, and which shelves have a leader from now on. */
  private seeOff(boxes: readonly ShelfBox[], atlas: Atlas, nowMs: number): void {
    const before = new Map(this.shelves.map((each) => [each.box.key, each]));
    for (const box of boxes) {
      const known = before.get(box.key);
      if (known === undefined) continue;
      if (!known.box.leads && box.leads && !box.offline) this.growing.set(box.key, nowMs);
      const goes = leaving(known.box, box);
      if (goes === null) continue;
      const books = known.books.filter(
        ({ kind, offset }) => kind !== 'line' && kind !== 'lost' && offset >= goes.from && offset < goes.to,
      );
      for (const [order, book] of books.entries()) {
        const texture = atlas.book(lookOf(book, known.box), heightsOf(book, known.box));
        this.ghosts.add(goes.how, texture, book, known.box, nowMs, order);
      }
    }
  }

  /** The book at this point, for whoever asks what it is. */
  at(x: number, y: number): { readonly box: ShelfBox; readonly book: Book } | null {
    for (const { box, books } of this.shelves) {
      if (y < box.boardY - box.metrics.bookMax || y > box.boardY + 2) continue;
      const book = books.find((each) => x >= each.x && x < each.x + each.width && y >= box.boardY - each.height);
      if (book !== undefined) return { box, book };
    }
    return null;
  }

  /** Forgets what stood where, so that nothing lands at the next look: another moment, another run. */
  forget(): void {
    this.ends.clear();
    this.landing = [];
    this.shelves = [];
    this.growing.clear();
    this.ghosts.clear();
  }

  private spriteAt(index: number): Sprite {
    let sprite = this.sprites[index];
    if (sprite === undefined) {
      sprite = new Sprite();
      this.sprites.push(sprite);
      this.standing.addChild(sprite);
    }
    sprite.visible = true;
    return sprite;
  }
}

function lookOf(book: Book, box: ShelfBox): BookLook {
  const letter = box.scale.zoom === 'letters';
  return {
    kind: book.kind === 'line' ? 'leader' : book.kind,
    // Without a letter only the colour counts.
    key: book.key === null || letter ? book.key : book.key % KEY_COLOURS,
    width: book.width,
    height: book.height,
    letter,
    closed: false,
  };
}

const heightsOf = (book: Book, { metrics }: ShelfBox): { from: number; to: number } =>
  book.kind === 'copy' || book.kind === 'lost' || book.height === metrics.copy
    ? { from: book.height, to: book.height }
    : { from: metrics.bookMin, to: metrics.bookMax };
