import { describe, expect, it } from 'vitest';
import { bottom } from '../../src/stage/geometry';
import { ru } from '../../src/i18n/ru/index';
import { widthOf } from '../../src/stage/label';
import { labelsOf } from '../../src/stage/labels';
import { layoutOf } from '../../src/stage/layout';
import { pathFor } from '../../src/stage/routes';
import { partitionsInScope, sceneOf } from '../../src/stage/scene';
import { isSplit } from '../../src/stage/split';
import { emptyView } from '../../src/view/empty-view';
import { ALL_MARKS } from '../../src/view/marks';
import type { Scope } from '../../src/view/scope';
import { SEVEN_PROGRAMS, sevenBrokers, sevenBrokersRun } from '../support/seven-brokers';
import { after } from '../view/views';
import { EIGHT_ROWS, LESSON, viewOf } from './stages';

const view = after(emptyView(sevenBrokers, SEVEN_PROGRAMS), ...sevenBrokersRun());
const ORDERS_1: Scope = { kind: 'partition', topic: 'orders', partition: 1 };
const { replicas } = view.topics.get('orders')?.partitions[1] ?? expect.fail();
const SIZE = { width: 1396, height: 340 };
const layout = layoutOf(view, SIZE, ALL_MARKS, 'desktop', ORDERS_1);

describe('a large cluster', () => {
  it('is split where more than twelve shelves do not fit', () => {
    expect(isSplit(view, { width: 1440, height: 700 }, ALL_MARKS)).toBe(true);
    expect(isSplit(viewOf(), LESSON, ALL_MARKS)).toBe(false);
    // Fewer than that scroll.
    expect(isSplit(viewOf(EIGHT_ROWS), { width: 1060, height: 300 }, ALL_MARKS)).toBe(false);
    const many = viewOf({ brokers: 3, partitions: 9 });
    expect(isSplit(many, { width: 1060, height: 560 }, ALL_MARKS)).toBe(true);
    expect(isSplit(many, { width: 1060, height: 1400 }, ALL_MARKS)).toBe(false);
    // More than twelve in one bookcase, however high the stage is.
    expect(isSplit(viewOf({ brokers: 2, partitions: 14 }), { width: 1060, height: 4000 }, ALL_MARKS)).toBe(true);
  });

  it('is split on a phone where partitions would go on and on', () => {
    expect(isSplit(view, { width: 390, height: 338 }, ALL_MARKS)).toBe(true);
    expect(isSplit(viewOf(), { width: 390, height: 338 }, ALL_MARKS)).toBe(false);
    expect(isSplit(view, { width: 0, height: 0 }, ALL_MARKS)).toBe(false);
  });
});

describe('one partition from near', () => {
  it('has its replicas under one another, the leader on top, on one scale', () => {
    expect(layout.cases.map((box) => box.broker)).toEqual(replicas);
    expect(layout.shelves.map((shelf) => [shelf.broker, shelf.leads])).toEqual(
      replicas.map((broker, at) => [broker, at === 0]),
    );
    expect(new Set(layout.shelves.map((shelf) => shelf.booksX)).size).toBe(1);
    expect(layout.height).toBe(SIZE.height);
    for (const box of layout.cases) expect(bottom(box)).toBeLessThanOrEqual(SIZE.height);
  });

  it('has who writes left and who reads right, and nobody else', () => {
    expect(layout.producers.map((card) => card.key)).toEqual(['checkout-1', 'checkout-2', 'checkout-3']);
    expect(layout.readers.map((card) => card.process)).toEqual(['billing-1']);
    expect(layout.groups.map((box) => box.group)).toEqual(['billing']);
  });

  it('shows no message that is for another partition', () => {
    const leg = (shelf: string) =>
      ({ key: shelf, from: 'process:checkout-1', to: `broker:${replicas[0] ?? 1}`, shelf, records: true }) as const;
    expect(pathFor(leg('orders-1'), layout)).not.toBeNull();
    expect(pathFor(leg('orders-8'), layout)).toBeNull();
  });

  it('keeps the leader on top after an election', () => {
    const [old = 1, next = 2, third = 3] = replicas;
    const elected = after(view, {
      type: 'partition-changed',
      topic: 'orders',
      partition: 1,
      replicas,
      isr: [next, third],
      leader: next,
      leaderEpoch: 1,
      reason: 'leader-elected',
    });
    expect(sceneOf(elected, ALL_MARKS, ORDERS_1).brokers).toEqual([next, old, third]);
  });
});

describe('other parts', () => {
  it('a broker has all its shelves, and the programs of those that it leads', () => {
    const scene = sceneOf(view, ALL_MARKS, { kind: 'broker', broker: 4 });
    expect(scene.brokers).toEqual([4]);
    expect(scene.replicasOf(4).length).toBeGreaterThan(8);
    expect(scene.replicasOf(5)).toEqual([]);
  });

  it('a reader has the leaders that it reads from', () => {
    const near = layoutOf(view, SIZE, ALL_MARKS, 'desktop', { kind: 'process', process: 'billing-2' });
    expect(near.shelves.map((shelf) => `${shelf.topic}-${shelf.partition}`).sort()).toEqual(
      [4, 5, 6, 7].map((partition) => `orders-${partition}`),
    );
    expect(near.shelves.every((shelf) => shelf.leads)).toBe(true);
    expect(near.readers.map((card) => card.process)).toEqual(['billing-2']);
    expect(near.producers).toEqual([]);
  });

  it('on a phone a topic or a broker has its partitions', () => {
    expect(partitionsInScope(view, ALL_MARKS, { kind: 'topic', topic: 'clicks' })).toHaveLength(6);
    expect(partitionsInScope(view, ALL_MARKS, { kind: 'broker', broker: 4 })).toHaveLength(
      sceneOf(view, ALL_MARKS, { kind: 'broker', broker: 4 }).replicasOf(4).length,
    );
    expect(partitionsInScope(view, ALL_MARKS, null)).toHaveLength(24);
  });

  it('on a phone the tags of three replicas and the words of a reader stand apart, and only the topic’s producers are counted', () => {
    const near = layoutOf(view, { width: 390, height: 338 }, ALL_MARKS, 'phone', { kind: 'topic', topic: 'orders' });
    expect(near.producers.map(({ others }) => others.length)).toEqual([2]);
    const all = labelsOf(view, view.atUs, near, ALL_MARKS, ru.stage);
    const names = all.filter(({ key }) => key.endsWith(' name') && key.startsWith('orders-'));
    expect(names).toHaveLength(12);
    for (const name of names) {
      const readers = all.find(({ key }) => key === name.key.replace(' name', ' readers')) ?? expect.fail();
      const tags = name.parts.slice(1);
      expect(tags.map(({ text }) => text).join(' ')).toMatch(/лидер: брокер \d реплики: \d, \d/);
      const taken = widthOf(name.parts.slice(0, 1), 12) + 0.9 * widthOf(tags, 11);
      expect(name.x + taken + Math.min(readers.room ?? 0, 0.9 * widthOf(readers.parts, 11))).toBeLessThan(readers.x);
      expect(readers.parts.map(({ text }) => text).join()).toMatch(/billing-\d/);
    }
  });

  it('what is gone shows nothing, and does not fail', () => {
    expect(
      layoutOf(view, SIZE, ALL_MARKS, 'desktop', { kind: 'partition', topic: 'gone', partition: 0 }).cases,
    ).toEqual([]);
  });
});
