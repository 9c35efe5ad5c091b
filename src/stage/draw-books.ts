import { Container, Sprite, type Graphics } from 'pixi.js';
import { KEY_COLOURS } from '../view/selectors';
import type { View } from '../view/view';
import type { Atlas } from './atlas';
import type { BookLook } from './book-art';
import { booksOn, lostOn, type Book } from './books';
import type { ShelfBox } from './boxes';
import type { Palette } from './palette';
import { partitionOf } from '../view/selectors';

/** Px that a book falls when it lands, and how long that takes. */
const FALL = 6;
const LANDING_MS = 120;

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
  private readonly sprites: Sprite[] = [];
  private landing: Standing[] = [];
  /** Log ends when last drawn, by shelf: what stands beyond has just landed. */
  private ends = new Map<string, number>();
  private shelves: readonly { readonly box: ShelfBox; readonly books: readonly Book[] }[] = [];

  /** Anew, after a change of view, layout or theme. `nowMs` is null where nothing lands: too fast, or too still. */
  update(
    boxes: readonly ShelfBox[],
    view: View,
    highWatermarkOf: ((box: ShelfBox) => number) | null,
    atlas: Atlas,
    lines: Graphics,
    palette: Palette,
    nowMs: number | null,
  ): void {
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
        sprite.position.set(book.x, y);
        sprite.label = `${box.key} ${book.offset}`;
        const landsMs =
          nowMs !== null && end !== undefined && book.offset >= end && book.kind !== 'lost'
            ? nowMs
            : still.get(sprite.label);
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

  /** Moves what is landing. True while something is. */
  land(nowMs: number): boolean {
    this.landing = this.landing.filter(({ sprite, y, landsMs }) => {
      const part = Math.min(1, (nowMs - landsMs) / LANDING_MS);
      sprite.y = y - FALL * (1 - part) ** 2;
      return part < 1;
    });
    return this.landing.length > 0;
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
  }

  private spriteAt(index: number): Sprite {
    let sprite = this.sprites[index];
    if (sprite === undefined) {
      sprite = new Sprite();
      this.sprites.push(sprite);
      this.container.addChild(sprite);
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
    sign: book.sign,
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
