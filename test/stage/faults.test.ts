import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../src/contract/event';
import { en } from '../../src/i18n/en/index';
import { booksOn, lostOn } from '../../src/stage/books';
import { xOf, type StageLayout } from '../../src/stage/boxes';
import { right } from '../../src/stage/geometry';
import { labelsOf } from '../../src/stage/labels';
import { layoutOf } from '../../src/stage/layout';
import { linksOf } from '../../src/stage/links';
import { pointAt } from '../../src/stage/path';
import { epochsOn, onlyHere } from '../../src/stage/ruler';
import { linkBetween } from '../../src/view/thing';
import { ALL_MARKS } from '../../src/view/marks';
import { OFFSETS_TOPIC } from '../../src/view/offsets-topic';
import type { View } from '../../src/view/view';
import { TOPIC } from '../support/journal';
import { after, appendedTo } from '../view/views';
import { LESSON, shelfAt, viewOf } from './stages';

const whole = viewOf();
const DOWN = { type: 'node', broker: 2, state: 'down', reason: 'kill -9', atUs: 14_020_000 } as const;
const killed = after(whole, DOWN);
const elected = after(
  killed,
  { type: 'registration', broker: 2, state: 'Unfenced', brokerEpoch: 1 },
  { type: 'registration', broker: 2, state: 'Fenced', brokerEpoch: 1, atUs: 23_040_000 },
  {
    type: 'partition-changed',
    topic: TOPIC,
    partition: 1,
    replicas: [2, 3],
    isr: [3],
    leader: 3,
    leaderEpoch: 1,
    reason: 'leader-elected',
  },
);
const link = (from: string, to: string, state: 'cut' | 'slow' | 'up' = 'cut', extraUs = 0): SimEventBody => ({
  type: 'link',
  from: from as `broker:${number}`,
  to: to as `broker:${number}`,
  state,
  extraUs,
});
const layOut = (view: View): StageLayout => layoutOf(view, LESSON, ALL_MARKS);
const said = (view: View, key: string): string[] =>
  labelsOf(view, view.atUs, layOut(view), ALL_MARKS, en.stage)
    .filter((label) => label.key === key)
    .map((label) => label.parts.map((part) => part.text).join('|'));

describe('a broker that is down', () => {
  it('keeps its place and its shelves, which are out of reach', () => {
    const [before, now] = [layOut(whole), layOut(killed)];
    expect(now.cases.map(({ x, y, height }) => [x, y, height])).toEqual(
      before.cases.map(({ x, y, height }) => [x, y, height]),
    );
    expect(now.cases.map((box) => box.standing)).toEqual(['runs', 'down', 'runs']);
    expect(now.shelves.filter((box) => box.offline).map((box) => box.key)).toEqual(['Topic-A-1@2', 'Topic-A-0@2']);
  });

  it('says when it went, and when the controller found out', () => {
    expect(said(killed, 'broker 2')).toEqual(['Broker 2|killed 00:14.020']);
    expect(said(elected, 'broker 2')).toEqual(['Broker 2|killed 00:14.020, fenced 00:23.040']);
    expect(said(killed, 'Topic-A-1@2 role')).toEqual(['offline|still leader']);
    expect(said(elected, 'Topic-A-1@2 role')).toEqual(['offline']);
    expect(said(elected, 'Topic-A-1@3 role')).toEqual(['leader|ISR 3||']);
  });

  it('shows no high watermark of its own, but where the groups stand', () => {
    expect(said(killed, 'Topic-A-1@2 hw')).toEqual([]);
    expect(said(killed, 'Topic-A-1@2 at billing')).toHaveLength(1);
  });

  it('has a span below what nobody else has', () => {
    const { end } = shelfAt(layOut(whole), 'Topic-A-1@2');
    const alone = after(whole, appendedTo(1, 2, end, ['anna', 'elena']), DOWN);
    const box = shelfAt(layOut(alone), 'Topic-A-1@2');
    const others = shelfAt(layOut(alone), 'Topic-A-1@3');
    expect(onlyHere(alone, box)).toEqual({ from: xOf(box, others.end) + 0.5, to: xOf(box, box.end) - 0.5 });
    expect(said(alone, 'Topic-A-1@2 only')).toEqual(['only here']);
    expect(onlyHere(killed, shelfAt(layOut(killed), 'Topic-A-0@2'))).toBeNull();
  });

  it('begins an epoch on the shelf of its successor', () => {
    const led = after(elected, {
      type: 'replica-state',
      broker: 3,
      topic: TOPIC,
      partition: 1,
      state: 'Leader',
      leaderEpoch: 1,
    });
    const box = shelfAt(layOut(led), 'Topic-A-1@3');
    expect(epochsOn(led, box).map(({ epoch, x }) => [epoch, x + 0.5])).toEqual([
      [0, xOf(box, 0)],
      [1, xOf(box, box.end)],
    ]);
    expect(epochsOn(whole, shelfAt(layOut(whole), 'Topic-A-1@2'))).toEqual([]);
  });
});

describe('lost records', () => {
  const lost = { from: 3, to: 6, keys: ['anna', null, 'elena'] };

  it('keep their places on the leader’s shelf, with their letters', () => {
    const box = shelfAt(layOut(whole), 'Topic-A-0@1');
    const books = lostOn(box, lost, whole.keys);
    expect(books.map((book) => [book.offset, book.name, book.kind])).toEqual([
      [3, 'anna', 'lost'],
      [4, null, 'lost'],
      [5, 'elena', 'lost'],
    ]);
    for (const book of books) {
      expect(book.x).toBeGreaterThanOrEqual(xOf(box, book.offset));
      expect(book.x + book.width).toBeLessThanOrEqual(xOf(box, book.offset + 1));
    }
    expect(lostOn(shelfAt(layOut(whole), 'Topic-A-0@2'), lost, whole.keys)).toEqual([]);
  });
});

describe('the shelf of a group’s offsets', () => {
  const name = (text: string): string =>
    String.fromCharCode(0, 1, 0, 7) +
    'billing' +
    String.fromCharCode(0, 7) +
    'Topic-A' +
    String.fromCharCode(0, 0, 0, text.charCodeAt(0) - 48);
  const marks = { ...ALL_MARKS, offsetsTopic: true };

  it('has books that say whose offset they are, in no key’s colour', () => {
    const partitions = Array.from({ length: 50 }, (_, partition) => ({
      partition,
      replicas: [1],
      isr: [1],
      leader: 1,
      leaderEpoch: 0,
    }));
    const view = after(
      whole,
      { type: 'topic-created', topic: OFFSETS_TOPIC, topicId: '', internal: true, configs: {}, partitions },
      { ...appendedTo(9, 1, 0, [name('0'), name('2')]), topic: OFFSETS_TOPIC },
    );
    const box = shelfAt(layoutOf(view, LESSON, marks), `${OFFSETS_TOPIC}-9@1`);
    const shelf = view.topics.get(OFFSETS_TOPIC)?.partitions[9]?.shelves.get(1) ?? expect.fail();
    expect(booksOn(box, shelf, view.keys, false).map((book) => [book.sign, book.name, book.key])).toEqual([
      ['0', 'billing Topic-A-0', null],
      ['2', 'billing Topic-A-2', null],
    ]);
    expect(view.keys).toBe(whole.keys);
    expect(layoutOf(view, LESSON, ALL_MARKS).shelves).toHaveLength(6);
  });
});

describe('a compacted log', () => {
  it('has no book where a record is gone, and the others stay where they are', () => {
    const box = shelfAt(layOut(whole), 'Topic-A-1@2');
    const shelf = whole.topics.get(TOPIC)?.partitions[1]?.shelves.get(2) ?? expect.fail();
    const books = booksOn(box, shelf, whole.keys, false);
    const fewer = booksOn(box, { ...shelf, gone: [{ from: 2, to: 4 }] }, whole.keys, false);
    expect(fewer).toEqual(books.filter((book) => book.offset !== 2 && book.offset !== 3));
  });
});

describe('links', () => {
  it('are drawn when they are faulty or chosen, and not else', () => {
    expect(linksOf(whole, layOut(whole), null)).toEqual([]);
    const chosen = linkBetween('broker:1', 'broker:2');
    const [box] = linksOf(whole, layOut(whole), chosen);
    expect(box?.ways.map((way) => way.state)).toEqual(['up']);
  });

  it('have two ways when only one is cut, each with its arrow', () => {
    const cut = after(whole, link('broker:2', 'broker:1'));
    const [box] = linksOf(cut, layOut(cut), null);
    expect(box?.ways.map((way) => [way.state, way.to])).toEqual([
      ['up', 'broker:2'],
      ['cut', 'broker:1'],
    ]);
    // Each starts at one bookcase and ends at the other, beside the right edge.
    const [first, second] = layOut(cut).cases;
    for (const way of box?.ways ?? []) {
      expect(pointAt(way.path, 0.5).x).toBeGreaterThan(right(first ?? expect.fail()) + 20);
      const ends = [pointAt(way.path, 0), pointAt(way.path, 1)].map((point) => point.y).sort((a, b) => a - b);
      expect(ends[0]).toBeLessThan((first?.y ?? 0) + (first?.height ?? 0));
      expect(ends[1]).toBeGreaterThan(second?.y ?? 0);
    }
  });

  it('tell what a slow one adds', () => {
    const slow = after(
      whole,
      link('process:checkout-1', 'broker:2', 'slow', 800_000),
      link('broker:2', 'process:checkout-1', 'slow', 800_000),
    );
    const [box] = linksOf(slow, layOut(slow), null);
    expect([box?.extraMs, box?.ways.length]).toEqual([800, 1]);
  });

  it('of an isolated broker are drawn as that', () => {
    const ways = [
      ['broker:1', 'broker:2'],
      ['broker:2', 'broker:3'],
      ...[...whole.processes.keys()].map((id) => ['broker:2', `process:${id}`]),
    ].flatMap(([a = '', b = '']) => [link(a, b), link(b, a)]);
    const isolated = after(whole, ...ways);
    expect(layOut(isolated).cases.map((box) => box.isolated)).toEqual([false, true, false]);
    expect(linksOf(isolated, layOut(isolated), null)).toEqual([]);
    expect(said(isolated, 'broker 2')).toEqual(['Broker 2|isolated']);
  });
});

describe('a broker that stands still', () => {
  it('says for how long, and how many wait', () => {
    const paused = after(whole, { type: 'node', broker: 2, state: 'paused', reason: 'paused' });
    const later = { ...paused, atUs: paused.atUs + 6_200_000 };
    expect(said(later, 'broker 2')).toEqual(['Broker 2|paused 6.2 s']);
    const brokers = new Map(later.brokers);
    brokers.set(2, { ...(later.brokers.get(2) ?? expect.fail()), atDoor: 5 });
    expect(said({ ...later, brokers }, 'door 2')).toEqual(['5 waiting']);
  });
});
