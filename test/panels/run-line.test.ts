import { describe, expect, it } from 'vitest';
import { clusterAt, clusters, labels, rateBars, runScale, SPAN_US_MIN, usOf, xOf } from '../../src/panels/run-line';
import type { Notable, NotableKind } from '../../src/view/notable';

const SECOND = 1_000_000;
const mark = (atUs: number, subject = 'billing', kind: NotableKind = 'rebalance'): Notable => ({ atUs, kind, subject });
const scale = runScale(10 * SECOND, 600);

describe('the scale of the run line', () => {
  it('gives a young run room, and an old one all of it', () => {
    expect(scale.spanUs).toBe(SPAN_US_MIN);
    for (const liveUs of [21 * SECOND, 600 * SECOND, 3_600 * SECOND]) {
      const x = xOf(runScale(liveUs, 600), liveUs);
      expect(x).toBeGreaterThan(600 * 0.94);
      expect(x).toBeLessThan(600);
    }
  });

  it('stands still for a while as the run goes on', () => {
    const spans = new Set(Array.from({ length: 600 }, (_, ms) => runScale(600 * SECOND + ms * 1_000, 600).spanUs));
    expect(spans.size).toBeLessThanOrEqual(2);
  });

  it('leads from a place to its moment and back', () => {
    for (const atUs of [0, 1 * SECOND, 7_654_321, 20 * SECOND]) expect(usOf(scale, xOf(scale, atUs))).toBe(atUs);
    expect(usOf(scale, -50)).toBe(0);
    expect(usOf(runScale(0, 0), 10)).toBe(0);
  });
});

describe('bars', () => {
  it('stand where records were written, the most at full height', () => {
    const rate = Array.from({ length: 40 }, () => 0);
    rate[4] = 2;
    rate[20] = 8;
    const bars = rateBars(scale, rate, 250_000);
    expect(bars.map((bar) => bar.height)).toEqual([4.5, 12]);
    expect(Math.abs((bars[0]?.x ?? 0) - xOf(scale, 4.5 * 250_000))).toBeLessThan(6);
  });

  it('are none in no width', () => {
    expect(rateBars(runScale(5, 0), [1, 2, 3], 250_000)).toEqual([]);
  });
});

describe('clusters', () => {
  it('hold what would touch, and are named by what is gravest in them', () => {
    const all = clusters(scale, [
      mark(1 * SECOND),
      mark(1.1 * SECOND, 'Topic-A-0', 'elected'),
      mark(1.2 * SECOND, '2', 'brokerKilled'),
      mark(9 * SECOND),
    ]);
    expect(all.map(({ sign, notable }) => [sign, notable.length])).toEqual([
      ['fault', 3],
      ['rebalance', 1],
    ]);
    expect(all[0]?.x).toBe(xOf(scale, 1.2 * SECOND));
  });

  it('do not grow without end: a row of marks is several', () => {
    const row = Array.from({ length: 50 }, (_, i) => mark(i * 0.2 * SECOND));
    const all = clusters(scale, row);
    expect(all.length).toBeGreaterThan(10);
    expect(all.flatMap(({ notable }) => notable)).toEqual(row);
  });

  it('are found by the place that is pointed at', () => {
    const all = clusters(scale, [mark(1 * SECOND), mark(9 * SECOND)]);
    expect(clusterAt(all, xOf(scale, 9 * SECOND) + 4, 6)).toBe(all[1]);
    expect(clusterAt(all, xOf(scale, 5 * SECOND), 6)).toBeNull();
  });
});

describe('labels', () => {
  const textOf = ({ subject }: Notable): string => subject;
  const of = (...notable: Notable[]) => labels(scale, clusters(scale, notable), textOf).map(({ text }) => text);

  it('stand apart, the newest first', () => {
    expect(of(mark(1 * SECOND, 'one'), mark(1.9 * SECOND, 'a long name'), mark(9 * SECOND, 'new'))).toEqual([
      'new',
      'a long name',
    ]);
  });

  it('are given to what is broken before anything else', () => {
    expect(of(mark(1 * SECOND, 'broker 2 killed', 'brokerKilled'), mark(2 * SECOND, 'a long name'))).toEqual([
      'broker 2 killed',
    ]);
  });

  it('stay inside the line', () => {
    const [label] = labels(scale, clusters(scale, [mark(0, 'a long name of a group')]), textOf);
    expect(label?.anchor).toBe('start');
  });

  it('stay left of the playhead at the end of the run', () => {
    const endX = xOf(scale, 10 * SECOND);
    const all = clusters(scale, [mark(2 * SECOND, 'one'), mark(9.9 * SECOND, 'a long name of a group')]);
    const [late, early] = labels(scale, all, textOf, endX);
    expect(late).toMatchObject({ text: 'a long name of a group', anchor: 'end' });
    expect(late?.x).toBeLessThan(endX - 4);
    expect(early).toMatchObject({ anchor: 'middle', x: xOf(scale, 2 * SECOND) });
  });
});
