import { describe, expect, it } from 'vitest';
import type { BatchSummary } from '../../src/contract/event';
import { booksOn } from '../../src/stage/books';
import { bookHeight, rowMetrics } from '../../src/stage/metrics';
import { chooseScale, scaleOf, stepOf, windowOf } from '../../src/stage/scale';
import type { Shelf } from '../../src/view/shelf';
import { TOPIC } from '../support/journal';
import { layOut, shelfAt } from './stages';

const box = shelfAt(layOut(), 'Topic-A-0@1');
const keys = new Map([
  ['cesar', 2],
  ['dmitri', 3],
]);

/** A log of batches with so many records each. */
function logOf(...counts: readonly number[]): Shelf {
  let offset = 0;
  const batches = counts.map((count): BatchSummary => {
    const batch = {
      topic: TOPIC,
      partition: 0,
      baseOffset: offset,
      count,
      bytes: 61 + 64 * count,
      keys: Array.from({ length: Math.min(16, count) }, (_, index) => (index % 2 === 0 ? 'cesar' : 'dmitri')),
      sizes: Array.from({ length: Math.min(16, count) }, () => 64),
    };
    offset += count;
    return batch;
  });
  return {
    role: 'leader',
    batches,
    batchCount: batches.length,
    logStartOffset: 0,
    logEndOffset: offset,
    replica: 'Leader',
    segments: [0],
    gone: [],
    epochs: [],
    lastDeleted: null,
    highWatermark: offset,
  };
}

describe('books on a shelf', () => {
  it('stand as drawn: a batch touches, air around it', () => {
    const books = booksOn({ ...box, from: 0 }, logOf(2, 1, 1, 2), keys, true);
    expect(books.map(({ x, width }) => [x - 320, width])).toEqual([
      [2, 13],
      [15, 13],
      [31, 13],
      [46, 13],
      [62, 13],
      [75, 13],
    ]);
  });

  it('of a long batch touch each other and keep their places to a few px', () => {
    const books = booksOn(box, logOf(9), keys, true);
    for (const [index, book] of books.entries()) {
      const next = books[index + 1];
      if (next !== undefined) expect(next.x).toBe(book.x + book.width);
      expect(Math.abs(book.x - (320 + index * 15))).toBeLessThanOrEqual(2);
    }
  });

  it('are hatched from the high watermark on, if that is shown', () => {
    const log = { ...logOf(2, 2), highWatermark: 2 };
    expect(booksOn(box, log, keys, true).map((book) => book.kind)).toEqual(['leader', 'leader', 'unseen', 'unseen']);
    expect(booksOn(box, log, keys, false).map((book) => book.kind)).toEqual(Array(4).fill('leader'));
  });

  it('are gone once they are deleted, though the journal told of them', () => {
    expect(booksOn({ ...box, start: 3 }, logOf(2, 2, 1), keys, true).map(({ offset }) => offset)).toEqual([3, 4]);
    expect(booksOn({ ...box, start: 5 }, logOf(2, 2, 1), keys, true)).toEqual([]);
  });

  it('of a follower are low copies, whatever their size', () => {
    const copies = booksOn({ ...box, leads: false }, logOf(3), keys, true);
    expect(copies.map(({ kind, height }) => [kind, height])).toEqual(Array(3).fill(['copy', 21]));
  });

  it('have the letter of their key, and none where the journal names none', () => {
    const books = booksOn(box, logOf(18), keys, true);
    expect(books.slice(0, 3).map((book) => book.key)).toEqual([2, 3, 2]);
    expect(books.slice(16).map((book) => [book.key, book.name, book.bytes])).toEqual(Array(2).fill([null, null, 64]));
  });

  it('before the window are not drawn, though their batch reaches into it', () => {
    const books = booksOn({ ...box, from: 3 }, logOf(2, 4), keys, true);
    expect(books.map((book) => book.offset)).toEqual([3, 4, 5]);
    expect(books[0]?.x).toBeGreaterThanOrEqual(box.booksX - 1);
  });

  it('are one line a batch where an offset has less than 4 px', () => {
    const lines = booksOn({ ...box, scale: scaleOf(0.5) }, logOf(100, 200), keys, true);
    expect(lines.map(({ kind, records, x, width }) => [kind, records, x, width])).toEqual([
      ['line', 100, 320, 49.5],
      ['line', 200, 370, 99.5],
    ]);
  });
});

describe('height', () => {
  const metrics = rowMetrics(70, false);
  it('grows by one px for each doubling of the size, from 29 to 35', () => {
    expect([1, 32, 64, 128, 256, 512, 1024, 2048, 1e6].map((bytes) => bookHeight(bytes, metrics))).toEqual([
      29, 29, 30, 31, 32, 33, 34, 35, 35,
    ]);
  });
  it('is smaller on lower rows', () => {
    const low = rowMetrics(51, false);
    expect([bookHeight(1, low), bookHeight(1e6, low), low.copy]).toEqual([22, 26, 15]);
  });
});

describe('scale', () => {
  it('is as wide as it may while the last batches fit', () => {
    expect(chooseScale(415, 15, [logOf(1, 2, 3)])).toEqual({ place: 15, zoom: 'letters' });
    expect(chooseScale(415, 15, [logOf(20, 20, 20)])).toEqual({ place: 5, zoom: 'colours' });
    expect(chooseScale(415, 15, [logOf(1), logOf(300, 300, 300)])).toEqual({ place: 0.25, zoom: 'lines' });
    expect(chooseScale(415, 15, [])).toEqual({ place: 15, zoom: 'letters' });
  });
});

describe('window', () => {
  const scale = scaleOf(15);
  it('is the whole log and one free place while there is room', () => {
    expect(windowOf(0, 26, 415, scale)).toEqual({ from: 0, hidden: 0, indent: 0 });
  });
  it('is the last books and a card with the number of the others after that', () => {
    expect(windowOf(0, 27, 415, scale)).toEqual({ from: 10, hidden: 10, indent: 75 });
    expect(windowOf(0, 1516, 415, scale)).toEqual({ from: 1495, hidden: 1495, indent: 75 });
  });
  it('moves on in steps, so that a record more does not move all others', () => {
    const froms = [40, 41, 42, 43, 44].map((end) => windowOf(0, end, 415, scale).from);
    expect(new Set(froms).size).toBeLessThanOrEqual(2);
  });
  it('always has the log end in it', () => {
    for (let end = 0; end < 200; end += 1) {
      const { from, indent } = windowOf(0, end, 415, scale);
      expect((end + 1 - from) * 15 + indent, `end ${end}`).toBeLessThanOrEqual(415);
    }
  });
  it('shows a few deleted places before the log start', () => {
    expect(windowOf(1000, 1010, 415, scale)).toEqual({ from: 994, hidden: 0, indent: 0 });
  });
});

it('steps are 1, 2, 5, 10 … offsets, five at least where there are letters', () => {
  expect([15, 8, 5, 1, 0.5].map((place) => stepOf(place, 40))).toEqual([5, 5, 10, 50, 100]);
});
