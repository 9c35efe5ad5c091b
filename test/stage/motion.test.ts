import { describe, expect, it } from 'vitest';
import type { ShelfBox } from '../../src/stage/boxes';
import { xOf } from '../../src/stage/boxes';
import { changedBetween, leaving } from '../../src/stage/changes';
import { layOut, shelfAt } from './stages';

const box = shelfAt(layOut(), 'Topic-A-1@2');
const other = (change: Partial<ShelfBox>): ShelfBox => ({ ...box, ...change });

describe('what leaves a shelf', () => {
  it('is the colour of all of it when its broker dies', () => {
    expect(leaving(box, other({ offline: true }))).toEqual({ how: 'drains', from: box.from, to: box.end });
    expect(leaving(other({ offline: true }), box)).toBeNull();
  });

  it('is what a truncation cuts off', () => {
    expect(leaving(box, other({ end: box.end - 2 }))).toEqual({ how: 'falls', from: box.end - 2, to: box.end });
  });

  it('is what retention takes', () => {
    expect(leaving(box, other({ start: 3 }))).toEqual({ how: 'fades', from: 0, to: 3 });
  });

  it('is nothing when a record comes, or when the shelf itself has moved', () => {
    expect(leaving(box, other({ end: box.end + 1 }))).toBeNull();
    expect(leaving(box, other({ end: box.end - 2, boardY: box.boardY + 9 }))).toBeNull();
    expect(leaving(box, other({ end: box.end - 2, from: 5 }))).toBeNull();
  });
});

describe('without motion', () => {
  it('outlines what came, what went, or all after an election', () => {
    expect(changedBetween(box, other({ end: box.end + 2 }))).toEqual([xOf(box, box.end), xOf(box, box.end + 2)]);
    expect(changedBetween(box, other({ end: box.end - 2 }))).toEqual([xOf(box, box.end - 2), xOf(box, box.end)]);
    expect(changedBetween(box, other({ leads: false }))).toEqual([box.booksX - 3, box.right - 4]);
    expect(changedBetween(box, other({ highWatermark: 1 }))).toBeNull();
  });
});
