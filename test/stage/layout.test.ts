import { describe, expect, it } from 'vitest';
import type { StageLayout } from '../../src/stage/boxes';
import { xOf } from '../../src/stage/boxes';
import { bottom, right, type Rect } from '../../src/stage/geometry';
import { layoutOf } from '../../src/stage/layout';
import { modeFor } from '../../src/stage/mode';
import { ROW_MIN } from '../../src/stage/metrics';
import { ALL_MARKS, marksOf, NO_MARKS } from '../../src/view/marks';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { GROUP, PROGRAMS, scenarioOf, TOPIC } from '../support/journal';
import { EIGHT_ROWS, layOut, LESSON, shelfAt, viewOf } from './stages';

const overlap = (a: Rect, b: Rect): boolean => a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

/** Everything that must not stand on one another. */
function blocks(layout: StageLayout): (Rect & { readonly what: string })[] {
  return [
    ...layout.cases.map((box) => ({ ...box, what: `broker ${box.broker}` })),
    ...layout.producers.map((box) => ({ ...box, what: box.key })),
    ...layout.readers.map((box) => ({ ...box, what: box.key })),
    ...layout.groups.map((box) => ({ ...box, what: box.group })),
  ];
}

function expectTidy(layout: StageLayout): void {
  const all = blocks(layout);
  for (const [index, a] of all.entries()) {
    for (const b of all.slice(index + 1)) expect(overlap(a, b), `${a.what} on ${b.what}`).toBe(false);
    expect(a.x, a.what).toBeGreaterThanOrEqual(0);
    expect(right(a), a.what).toBeLessThanOrEqual(layout.width);
    expect(bottom(a), a.what).toBeLessThanOrEqual(layout.height);
  }
  const rows = layout.shelves.map((shelf) => ({
    ...shelf,
    x: shelf.left,
    y: shelf.top,
    width: shelf.right - shelf.left,
  }));
  for (const [index, a] of rows.entries()) {
    for (const b of rows.slice(index + 1))
      expect(overlap(a, b) && a.partition !== b.partition, `${a.key} on ${b.key}`).toBe(false);
    expect(a.boardY - a.metrics.bookMax, a.key).toBeGreaterThan(a.top - (layout.mode === 'phone' ? 0 : 21));
    expect(a.booksX + a.scale.place * 5, a.key).toBeLessThan(a.right);
  }
  for (const shelf of layout.shelves) {
    const bookcase = layout.cases.find((each) => each.broker === shelf.broker);
    if (bookcase !== undefined) expect(shelf.top + shelf.height).toBeLessThanOrEqual(bottom(bookcase));
  }
}

describe('the stage of a lesson at 1440 px', () => {
  const layout = layOut();

  it('is as drawn: columns, bookcases, boards', () => {
    expect(layout.mode).toBe('desktop');
    expect(layout.height).toBe(560);
    expect(layout.cases.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [184, 11, 584, 170],
      [184, 196, 584, 170],
      [184, 381, 584, 170],
    ]);
    expect(layout.shelves.map(({ key, top, height, boardY }) => [key, top, height, boardY])).toEqual([
      ['Topic-A-0@1', 36, 70, 86],
      ['Topic-A-2@1', 110, 70, 160],
      ['Topic-A-1@2', 221, 70, 271],
      ['Topic-A-0@2', 295, 70, 345],
      ['Topic-A-2@3', 406, 70, 456],
      ['Topic-A-1@3', 480, 70, 530],
    ]);
    expect(layout.producers.map(({ x, width, height }) => [x, width, height])).toEqual([
      [20, 112, 44],
      [20, 112, 44],
    ]);
    expect(layout.readers.map(({ x, width, height }) => [x, width, height])).toEqual(Array(4).fill([840, 200, 66]));
  });

  it('starts books 136 px from the left edge of the case, 15 px a place', () => {
    const shelf = shelfAt(layout, 'Topic-A-0@1');
    expect([shelf.booksX, shelf.scale.place]).toEqual([320, 15]);
    expect(xOf(shelf, 16)).toBe(560);
  });

  it('stands readers beside the leaders that they read from, the idle one below', () => {
    const tops = layout.readers.map(({ process, y }) => [process, y]);
    expect(tops).toEqual([
      ['billing-1', 64],
      ['billing-2', 234],
      ['billing-3', 402],
      ['billing-4', 480],
    ]);
  });

  it('flies to a first row above the case and to a lower row between the rows', () => {
    expect(shelfAt(layout, 'Topic-A-1@2').laneY).toBe(188);
    expect(shelfAt(layout, 'Topic-A-2@3').laneY).toBe(373);
    expect(shelfAt(layout, 'Topic-A-1@3').laneY).toBe(477.5);
    expect(shelfAt(layout, 'Topic-A-1@3').laneTight).toBe(true);
  });

  it('is tidy', () => expectTidy(layout));
});

describe('three brokers, four partitions, two copies', () => {
  it('fit 560 px with rows of 51 px or more', () => {
    const layout = layOut(EIGHT_ROWS);
    expect(layout.shelves).toHaveLength(8);
    expect(layout.height).toBe(560);
    expect(new Set(layout.shelves.map((shelf) => shelf.height))).toEqual(new Set([51]));
    expectTidy(layout);
  });

  it.each([
    ['1440 px', { width: 1060, height: 560 }],
    ['1440 px, lesson collapsed', { width: 1396, height: 560 }],
    ['1024 px', { width: 643, height: 461 }],
    ['1024 px, lesson collapsed', { width: 980, height: 461 }],
    ['390 px', { width: 390, height: 338 }],
    ['390 px, tall', { width: 390, height: 700 }],
    ['320 px', { width: 320, height: 338 }],
    ['the home page', { width: 856, height: 412 }],
  ])('do not touch one another at %s', (_, size) => {
    for (const marks of [ALL_MARKS, NO_MARKS, marksOf(['bookmarks']), marksOf(['groups', 'roles'])]) {
      expectTidy(layOut(EIGHT_ROWS, size, marks));
    }
  });

  it('scroll where rows cannot shrink further', () => {
    const layout = layOut(EIGHT_ROWS, { width: 1060, height: 300 });
    expect(layout.height).toBeGreaterThan(300);
    expect(layout.shelves.every((shelf) => shelf.height === ROW_MIN)).toBe(true);
  });

  it('has no label of one row where digits of the row above are', () => {
    const layout = layOut(EIGHT_ROWS);
    const [first, second] = [shelfAt(layout, 'Topic-A-0@1'), shelfAt(layout, 'Topic-A-3@1')];
    const digitsEnd = first.boardY + first.metrics.number;
    const labelTop = second.boardY - second.metrics.label - 8;
    expect(digitsEnd).toBeLessThan(second.laneY);
    expect(second.laneY).toBeLessThan(labelTop);
  });
});

describe('other sizes', () => {
  it.each([
    [390, 'phone'],
    [559, 'phone'],
    [560, 'embed'],
    [899, 'embed'],
    [900, 'desktop'],
  ])('%i px wide: %s', (width, mode) => expect(modeFor({ width, height: 500 })).toBe(mode));

  it('home page: smaller places, lower rows, nothing but names beside the books', () => {
    const layout = layOut({ readers: 3 }, { width: 856, height: 412 }, NO_MARKS);
    expect(layout.height).toBe(412);
    expect(layout.shelves[0]).toMatchObject({ scale: { place: 14 }, captionX: layout.cases[0]!.x + 14 });
    expect(layout.readers.map((card) => card.detail)).toEqual(['plain', 'plain', 'plain']);
    expect(layout.legend).toBeNull();
  });

  it('embedded, 760 by 424: fits without scrolling', () => {
    const layout = layOut({}, { width: 760, height: 424 });
    expect(layout.height).toBe(424);
    expect(layout.shelves[0]?.scale.place).toBe(13);
    expectTidy(layout);
  });

  it('phone: a shelf a partition, over the full width; copies only where there is room', () => {
    const low = layOut({}, { width: 390, height: 338 });
    expect(low.shelves.map((shelf) => [shelf.key, shelf.boardY])).toEqual([
      ['Topic-A-0@1', 112],
      ['Topic-A-1@2', 209],
      ['Topic-A-2@3', 306],
    ]);
    expect(low.shelves.every((shelf) => shelf.left === 8 && shelf.right === 382)).toBe(true);
    const tall = layOut({}, { width: 390, height: 520 });
    expect(tall.shelves.map((shelf) => shelf.leads)).toEqual([true, false, true, false, true, false]);
  });
});

describe('before and besides', () => {
  it('shows bookcases before there is anything on them', () => {
    const view = emptyView(scenarioOf(), PROGRAMS);
    const layout = layoutOf(view, LESSON, ALL_MARKS);
    expect(layout.cases.map((box) => box.y)).toEqual([11, 196, 381]);
    expect(layout.shelves).toEqual([]);
    expect(layout.producers.map((card) => [card.key, card.process])).toEqual([['checkout', null]]);
    expect(layout.readers.map((card) => [card.key, card.process])).toEqual([['billing', null]]);
  });

  it('does not draw what Kafka keeps for itself', () => {
    const view = fold(viewOf(), {
      type: 'topic-created',
      topic: '__consumer_offsets',
      topicId: 'x',
      internal: true,
      configs: {},
      partitions: Array.from({ length: 50 }, (_, partition) => ({
        partition,
        replicas: [1],
        isr: [1],
        leader: 1,
        leaderEpoch: 0,
      })),
      atUs: 13_000_000,
      seq: 9_999,
    });
    expect(layoutOf(view, LESSON, ALL_MARKS).shelves).toHaveLength(6);
  });

  it('keeps readers in their places while their group rebalances', () => {
    const view = viewOf();
    const group = view.groups.get(GROUP) ?? expect.fail();
    const members = group.members.map((member) => ({ ...member, assignment: [] }));
    const rebalancing = fold(view, {
      ...group,
      type: 'group',
      state: 'PreparingRebalance',
      members,
      atUs: view.atUs,
      seq: 0,
    });
    expect(layoutOf(rebalancing, LESSON, ALL_MARKS).readers.map((card) => card.y)).toEqual(
      layoutOf(view, LESSON, ALL_MARKS).readers.map((card) => card.y),
    );
  });

  it('keeps every row where it is when a leader changes', () => {
    const view = viewOf();
    const elected = fold(view, {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 1,
      replicas: [2, 3],
      isr: [3],
      leader: 3,
      leaderEpoch: 1,
      reason: 'leader-elected',
      atUs: view.atUs,
      seq: 0,
    });
    const rows = (of: StageLayout): unknown => of.shelves.map(({ key, top }) => [key, top]);
    expect(rows(layoutOf(elected, LESSON, ALL_MARKS))).toEqual(rows(layoutOf(view, LESSON, ALL_MARKS)));
    expect(shelfAt(layoutOf(elected, LESSON, ALL_MARKS), 'Topic-A-1@3').leads).toBe(true);
  });

  it('has room for thirty readers: smaller cards, and a number for those that do not fit', () => {
    const layout = layOut({ readers: 30, partitions: 3 });
    expectTidy(layout);
    const shown = layout.readers.length + layout.readers.reduce((sum, card) => sum + card.others.length, 0);
    expect(shown).toBe(30);
  });

  it('has room for sixty producers', () => {
    const layout = layOut({ producers: 60, untilUs: 9_000_000 });
    expectTidy(layout);
    const shown = layout.producers.length + layout.producers.reduce((sum, card) => sum + card.others.length, 0);
    expect(shown).toBe(60);
  });
});
