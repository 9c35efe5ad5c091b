import { describe, expect, it } from 'vitest';
import { overviewOf, ROW, type Overview } from '../../../src/panels/scale/overview';
import { emptyView } from '../../../src/view/empty-view';
import type { View } from '../../../src/view/view';
import { SEVEN_PROGRAMS, sevenBrokers, sevenBrokersRun } from '../../support/seven-brokers';
import { after } from '../../view/views';

const view = after(emptyView(sevenBrokers, SEVEN_PROGRAMS), ...sevenBrokersRun());
const WIDTH = 1082;
const rows = ({ cases }: Overview) => cases.flatMap((box) => box.rows);
const row = (of: View, key: string) =>
  rows(overviewOf(of, WIDTH, null)).find((each) => each.key === key) ?? expect.fail(key);

describe('the overview of seven brokers', () => {
  const overview = overviewOf(view, WIDTH, null);

  it('has every replica once, each with a name', () => {
    expect(rows(overview)).toHaveLength(72);
    expect(new Set(rows(overview).map((each) => each.key)).size).toBe(72);
    expect(rows(overview).every((each) => each.look === 'row')).toBe(true);
  });

  it('stands in one line, evenly, as wide as it may be', () => {
    expect(new Set(overview.cases.map((box) => box.y)).size).toBe(1);
    expect(new Set(overview.cases.map((box) => box.width)).size).toBe(1);
    const last = overview.cases.at(-1) ?? expect.fail();
    expect(last.x + last.width).toBeLessThanOrEqual(WIDTH);
    expect(last.x + last.width).toBeGreaterThan(WIDTH - 8);
    for (const [at, box] of overview.cases.entries()) {
      const next = overview.cases[at + 1];
      if (next !== undefined) expect(next.x - box.x - box.width).toBe(10);
    }
  });

  it('has rows of 23 px that stay within their bookcase', () => {
    for (const box of overview.cases) {
      for (const [at, each] of box.rows.entries()) expect(each.y).toBe(25 + at * ROW);
      expect((box.rows.at(-1)?.y ?? 0) + ROW).toBeLessThan(box.height);
    }
  });

  it('lists by topic, then by number, wherever they lead', () => {
    const names = overview.cases[0]?.rows.map((each) => each.name) ?? [];
    const order = sevenBrokers.topics.flatMap((topic) =>
      Array.from({ length: topic.partitions }, (_, partition) => `${topic.name}-${partition}`),
    );
    expect(names).toEqual(order.filter((name) => names.includes(name)));
  });

  it('counts who leads, and names the controller', () => {
    const leads = overview.cases.flatMap(({ note }) => (note.kind === 'lead' ? [note] : []));
    expect(leads).toHaveLength(6);
    expect(overview.cases[1]?.note).toEqual({ kind: 'controller' });
    for (const note of leads) expect(note.leads).toBeLessThan(note.of);
  });
});

describe('a row', () => {
  it('has the last batches of a leader and its ribbon, of a copy only how long it is', () => {
    const leader = rows(overviewOf(view, WIDTH, null)).find((each) => each.leads && each.topic === 'orders');
    expect(leader?.bars).toHaveLength(16);
    expect(leader?.bars.every((bar) => bar > 0 && bar <= 1)).toBe(true);
    expect(leader?.ribbon).toBeGreaterThan(0.8);
    const copy = rows(overviewOf(view, WIDTH, null)).find((each) => !each.leads);
    expect([copy?.bars, copy?.length, copy?.ribbon]).toEqual([[], 1, null]);
  });

  it('is sick when its copy is out of the ISR, and says what it lacks', () => {
    const { partitions } = view.topics.get('orders') ?? expect.fail();
    const { replicas, leader } = partitions[1] ?? expect.fail();
    const broker = replicas[2] ?? -1;
    const shrunk = after(view, {
      type: 'partition-changed',
      topic: 'orders',
      partition: 1,
      replicas,
      isr: replicas.slice(0, 2),
      leader,
      leaderEpoch: 0,
      reason: 'isr-shrunk',
    });
    expect(row(shrunk, `orders-1@${broker}`)).toMatchObject({ sick: true, behind: 0 });
    expect(row(shrunk, `orders-1@${replicas[1]}`).sick).toBe(false);
    expect(row(shrunk, `orders-1@${leader}`).sick).toBe(true);
  });
});

describe('a filter', () => {
  it('folds what it leaves out to hairlines, counted by topic', () => {
    const overview = overviewOf(view, WIDTH, 'orders');
    const named = rows(overview).filter((each) => each.look === 'row');
    expect(named).toHaveLength(36);
    expect(new Set(named.map((each) => each.topic))).toEqual(new Set(['orders']));
    expect(rows(overview)).toHaveLength(72);
    for (const box of overview.cases) {
      const lines = box.rows.filter((each) => each.look === 'line');
      expect(box.folded?.topics.reduce((sum, [, count]) => sum + count, 0)).toBe(lines.length);
      for (const [at, line] of lines.entries()) {
        const next = lines[at + 1];
        if (next !== undefined) expect(next.y - line.y).toBe(6);
      }
    }
    expect(overview.height).toBeLessThan(overviewOf(view, WIDTH, null).height);
  });
});

describe('more than that', () => {
  it('goes on in a second line where names would not fit', () => {
    const overview = overviewOf(view, 560, null);
    expect(new Set(overview.cases.map((box) => box.y)).size).toBe(2);
    for (const box of overview.cases) {
      expect(box.width).toBeGreaterThanOrEqual(104);
      expect(box.x + box.width).toBeLessThanOrEqual(560);
    }
  });

  it('has hairlines when a bookcase has more shelves than rows go into it', () => {
    const brokers = Array.from({ length: 30 }, (_, index) => ({ id: index + 1 }));
    const partitions = Array.from({ length: 400 }, (_, partition) => {
      const replicas = [0, 1].map((at) => ((partition + at) % 30) + 1);
      return { partition, replicas, isr: replicas, leader: replicas[0] ?? 1, leaderEpoch: 0 };
    });
    const large = after(emptyView({ ...sevenBrokers, brokers }, []), {
      type: 'topic-created',
      topic: 'clicks',
      topicId: '',
      internal: false,
      configs: {},
      partitions,
    });
    const overview = overviewOf(large, 1360, null);
    expect(rows(overview).every((each) => each.look === 'line')).toBe(true);
    const inFirst = overview.cases.filter((box) => box.y === overview.cases[0]?.y).length;
    expect(inFirst).toBeLessThanOrEqual(25);
    expect(inFirst).toBe(15);
  });

  it('is nothing without brokers', () => {
    expect(overviewOf(emptyView({ ...sevenBrokers, brokers: [] }, []), WIDTH, null)).toMatchObject({
      cases: [],
      height: 0,
    });
  });
});
