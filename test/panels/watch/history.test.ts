import { describe, expect, it } from 'vitest';
import type { SimEvent } from '../../../src/contract/event';
import { lagSeries, writtenBySecond } from '../../../src/panels/watch/history';
import { layoutChart, readable } from '../../../src/panels/watch/chart-layout';

const appended = (seconds: number, count: number, role: 'leader' | 'follower' = 'leader', topic = 'orders'): SimEvent =>
  ({
    type: 'batch-appended',
    atUs: seconds * 1e6,
    seq: 0,
    topic,
    partition: 0,
    baseOffset: 0,
    count,
    bytes: 1,
    keys: [],
    sizes: [],
    broker: 1,
    role,
    leaderEpoch: 0,
    messageId: null,
  }) as SimEvent;

const backwards =
  (events: readonly SimEvent[]) =>
  (each: (event: SimEvent) => boolean): void => {
    for (const event of [...events].reverse()) if (!each(event)) return;
  };

describe('records written by second', () => {
  it('counts what leaders wrote in each whole second, and no copies', () => {
    const events = [
      appended(0.2, 3),
      appended(0.9, 2),
      appended(1.1, 4),
      appended(1.2, 4, 'follower'),
      appended(2.5, 9),
    ];
    expect(writtenBySecond(backwards(events), 2.6e6)).toEqual([{ name: 'orders', values: [5, 4] }]);
  });

  it('looks back one minute and no further', () => {
    const series = writtenBySecond(backwards([appended(1, 7), appended(69.5, 2)]), 70e6);
    expect(series[0]?.values).toHaveLength(60);
    expect(series[0]?.values.reduce((sum, each) => sum + each, 0)).toBe(2);
  });

  it('leaves out Kafka’s own topics', () => {
    expect(writtenBySecond(backwards([appended(0, 1, 'leader', '__consumer_offsets')]), 2e6)).toEqual([]);
  });
});

describe('lag by second', () => {
  it('holds its last value where nobody looked', () => {
    const samples = [
      { second: 3, lags: new Map([['readers', 4]]) },
      { second: 5, lags: new Map([['readers', 9]]) },
    ];
    expect(lagSeries(samples, 6e6)).toEqual([{ name: 'readers', values: [4, 4, 9, 9] }]);
  });
});

describe('the drawing of a statechart', () => {
  const chart = {
    states: ['Empty', 'PreparingRebalance', 'Stable'].map((name) => ({ name, isFinal: false })),
    transitions: [
      { from: 'Empty', to: 'PreparingRebalance', event: 'join', guard: null },
      { from: 'PreparingRebalance', to: 'Stable', event: 'synced', guard: null },
      { from: 'Stable', to: 'PreparingRebalance', event: 'join', guard: null },
      { from: 'Stable', to: 'PreparingRebalance', event: 'leave', guard: null },
    ],
  };
  const { boxes, arrows, width } = layoutChart(chart);

  it('puts boxes side by side, none over another, all within the width', () => {
    for (const [at, box] of boxes.entries()) {
      const next = boxes[at + 1];
      if (next !== undefined) expect(next.x - next.halfWidth).toBeGreaterThan(box.x + box.halfWidth);
      expect(box.x + box.halfWidth).toBeLessThanOrEqual(width);
    }
  });

  it('leaves out states within states where they are many', () => {
    const many = {
      states: ['Empty', 'Stable', 'Stable.A', 'Stable.B', 'Stable.C', 'Stable.D', 'Dead'].map((name) => ({
        name,
        isFinal: false,
      })),
      transitions: [{ from: 'Stable.A', to: 'Dead', event: 'delete', guard: null }],
    };
    const few = readable(many);
    expect(few.chart.states.map(({ name }) => name)).toEqual(['Empty', 'Stable', 'Dead']);
    expect(few.chart.transitions[0]).toMatchObject({ from: 'Stable', to: 'Dead' });
    expect(few.drawnAs('Stable.B')).toBe('Stable');
    expect(readable(chart).chart.states).toEqual(chart.states);
  });

  it('draws one arrow for all events between two states', () => {
    expect(arrows.map(({ from, to, events }) => [from, to, events])).toEqual([
      ['Empty', 'PreparingRebalance', ['join']],
      ['PreparingRebalance', 'Stable', ['synced']],
      ['Stable', 'PreparingRebalance', ['join', 'leave']],
    ]);
  });
});
