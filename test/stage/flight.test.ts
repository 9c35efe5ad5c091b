import { describe, expect, it } from 'vitest';
import type { MessageEvent } from '../../src/contract/event';
import { at, flightsOf, partAt } from '../../src/stage/flight';
import { bottom, right } from '../../src/stage/geometry';
import { pathFor } from '../../src/stage/routes';
import type { SentMessage } from '../../src/view/in-flight';
import { ALL_MARKS, NO_MARKS, type Marks } from '../../src/view/marks';
import { appendedTo, message } from '../view/views';
import { EIGHT_ROWS, layOut, shelfAt } from './stages';

const layout = layOut();
const sent = (changes: Partial<MessageEvent>): SentMessage => ({
  ...message(1, { arrivesAtUs: 1_000_000, ...changes }),
  atUs: 0,
  seq: 0,
});

const produce = sent({
  from: 'process:checkout-1',
  to: 'broker:2',
  batches: [appendedTo(1, 2, -1, ['elena', 'anna'])],
});
const copy = sent({
  kind: 'response',
  api: 'Fetch',
  from: 'broker:1',
  to: 'broker:2',
  batches: [appendedTo(0, 1, 20, ['cesar'])],
});
const fetched = sent({
  kind: 'response',
  api: 'Fetch',
  from: 'broker:3',
  to: 'process:billing-3',
  batches: [appendedTo(2, 3, 20, ['felix'])],
});
const heartbeat = sent({ api: 'Heartbeat', from: 'process:billing-1', to: 'broker:3' });
const ack = sent({
  kind: 'response',
  from: 'broker:1',
  to: 'process:checkout-1',
  details: { partitions: [{ topic: 'Topic-A', partition: 0, offset: 20 }] },
});
const join = sent({ api: 'JoinGroup', from: 'process:billing-1', to: 'broker:3' });
const idleFetch = sent({ api: 'Fetch', from: 'process:billing-1', to: 'broker:1' });

/** Where it is at this part of its way. */
const placeOf = (one: SentMessage, part: number, on = layout) =>
  at(one, part * 1_000_000, on, ALL_MARKS)[0] ?? expect.fail('not on the stage');

describe('a message in flight', () => {
  it('is where its times say: the same question has the same answer', () => {
    expect(placeOf(produce, 0.4)).toEqual(placeOf(produce, 0.4));
    expect(partAt(produce, 250_000)).toBe(0.25);
  });

  it('is nowhere before it leaves and when it has arrived', () => {
    expect(at({ ...produce, atUs: 500_000 }, 400_000, layout, ALL_MARKS)).toEqual([]);
    expect(at(produce, 1_000_000, layout, ALL_MARKS)).toEqual([]);
  });

  it('moves on evenly', () => {
    const points = Array.from({ length: 11 }, (_, index) => placeOf(produce, index / 10.01));
    const steps = points
      .slice(1)
      .map((point, index) => Math.hypot(point.x - (points[index]?.x ?? 0), point.y - (points[index]?.y ?? 0)));
    // Chords of a bent way are shorter than the way itself, never longer.
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.3);
  });

  it('flies from the producer’s card along the gap above the case to the free place of the leader', () => {
    const card = layout.producers[0] ?? expect.fail();
    const shelf = shelfAt(layout, 'Topic-A-1@2');
    expect(placeOf(produce, 0)).toMatchObject({ x: right(card), y: card.y + card.height / 2 });
    const halfWay = placeOf(produce, 0.5);
    expect(Math.abs(halfWay.y - shelf.laneY)).toBeLessThan(6);
    const end = placeOf(produce, 0.99999);
    expect(end.x).toBeCloseTo(shelf.booksX + shelf.end * 15 + 7.5, 0);
    expect(end.y).toBeCloseTo(shelf.boardY - 30, 0);
  });

  it('of replication stays outside the right edge of the cases', () => {
    const edge = right(layout.cases[0] ?? expect.fail());
    const reader = layout.readers[0] ?? expect.fail();
    for (let part = 0; part < 1; part += 0.05) {
      const { x } = placeOf(copy, part);
      expect(x).toBeGreaterThan(edge);
      expect(x).toBeLessThan(reader.x);
    }
    expect(placeOf(copy, 0).y).toBe(shelfAt(layout, 'Topic-A-0@1').boardY - 7);
    expect(placeOf(copy, 0.99999).y).toBeCloseTo(shelfAt(layout, 'Topic-A-0@2').boardY - 10, 0);
  });

  it('to a reader goes to its card along its line', () => {
    const card = layout.readers.find((each) => each.process === 'billing-3') ?? expect.fail();
    expect(placeOf(fetched, 0)).toMatchObject({ x: 769, y: 438 });
    expect(placeOf(fetched, 0.99999).x).toBeCloseTo(card.x, 0);
  });

  it('leans with its way, but stays readable', () => {
    for (let part = 0; part < 1; part += 0.05) {
      expect(Math.abs(placeOf(copy, part).lean)).toBeLessThanOrEqual((24 * Math.PI) / 180 + 1e-9);
    }
    expect(placeOf(produce, 0.5).lean).toBeCloseTo(0, 1);
  });

  it('that a cut link swallows falls between its two ends, lies there, and is gone from sight', () => {
    const lost = { ...produce, arrivesAtUs: null };
    const place = (atUs: number) => at(lost, atUs, layout, ALL_MARKS)[0] ?? null;
    const [card] = layout.producers;
    const bookcase = layout.cases[1] ?? expect.fail();
    const [going, cut, lying] = [place(200_000), place(300_000), place(900_000)];
    expect(going?.fallen).toBeNull();
    expect(lying?.fallen).toBe(1);
    expect((lying?.y ?? 0) - (cut?.y ?? 0)).toBe(20);
    expect(lying?.x).toBeGreaterThan(right(card ?? expect.fail()));
    expect(lying?.x).toBeLessThan(bookcase.x);
    expect(place(60_000_000)).toBeNull();
  });

  it('spends in the coil of a slow link what that adds', () => {
    const slow = { ...produce, arrivesAtUs: 1_200_000 };
    const part = (atUs: number): number => partAt(slow, atUs, 1_000_000);
    expect([part(80_000), part(1_120_000), part(1_200_000)]).toEqual([0.4, 0.6, 1]);
    expect(part(600_000)).toBeCloseTo(0.5);
    let before = 0;
    for (let atUs = 0; atUs <= 1_200_000; atUs += 10_000) {
      expect(part(atUs)).toBeGreaterThanOrEqual(before);
      before = part(atUs);
    }
    // It had left before the link was slowed.
    expect(partAt(produce, 250_000, 2_000_000)).toBe(0.25);
  });

  it('says with a cross that a write was refused, whatever else is shown', () => {
    const refused = { ...ack, details: { ...ack.details, error: 'NOT_ENOUGH_REPLICAS' } };
    expect(flightsOf(refused, NO_MARKS).map((flight) => flight.mark)).toEqual(['refusal']);
    expect(flightsOf(ack, NO_MARKS)).toEqual([]);
  });

  it('between parties that are not on the stage is not drawn', () => {
    expect(at(sent({ from: 'process:stranger-1', batches: produce.batches }), 1, layout, ALL_MARKS)).toEqual([]);
  });
});

describe('no way leads through a label', () => {
  it.each([
    ['1440 px', layOut()],
    ['eight rows', layOut(EIGHT_ROWS)],
    ['embedded', layOut({}, { width: 760, height: 424 })],
  ])('along the lanes: %s', (_, on) => {
    for (const shelf of on.shelves.filter((each) => each.leads)) {
      const one = sent({
        to: `broker:${shelf.broker}`,
        batches: [appendedTo(shelf.partition, shelf.broker, -1, ['anna'])],
      });
      const [flight] = flightsOf(one, ALL_MARKS);
      const way = pathFor(flight?.leg ?? expect.fail(), on) ?? expect.fail();
      const above = on.shelves.filter((each) => each.broker === shelf.broker && each.index === shelf.index - 1)[0];
      for (let at = 0; at < way.path.points.length; at += 2) {
        const [x = 0, y = 0] = [way.path.points[at], way.path.points[at + 1]];
        const slot = shelf.booksX + (shelf.end - shelf.from) * shelf.scale.place;
        // From the left edge of the case to where it begins to turn down to the free place.
        if (x < shelf.left || x > shelf.left + 0.6 * (slot - shelf.left)) continue;
        expect(y, `${shelf.key} at ${x}`).toBeLessThan(shelf.boardY - shelf.metrics.label - 8);
        if (above !== undefined) expect(y, `${shelf.key} at ${x}`).toBeGreaterThan(above.boardY + above.metrics.number);
        if (shelf.index === 0)
          expect(y).toBeLessThan((on.cases.find((each) => each.broker === shelf.broker)?.y ?? 0) + 2);
      }
    }
  });

  it('into a second row with small books', () => {
    const on = layOut(EIGHT_ROWS);
    const second = sent({ to: 'broker:1', batches: [appendedTo(3, 1, -1, ['hugo'])] });
    expect(placeOf(second, 0.5, on).tight).toBe(true);
    expect(placeOf(produce, 0.5, on).tight).toBe(false);
  });

  it('and none leaves the stage', () => {
    for (const on of [
      layOut(),
      layOut(EIGHT_ROWS),
      layOut({}, { width: 643, height: 461 }),
      layOut({}, { width: 390, height: 338 }),
    ]) {
      for (const one of [produce, copy, fetched, ack, join]) {
        for (const place of Array.from({ length: 20 }, (_, index) => at(one, index * 50_000, on, ALL_MARKS)).flat()) {
          expect(place.x).toBeGreaterThanOrEqual(0);
          expect(place.x).toBeLessThanOrEqual(on.width);
          expect(place.y).toBeGreaterThanOrEqual(0);
          expect(place.y).toBeLessThanOrEqual(bottom({ x: 0, y: 0, width: 0, height: on.height }));
        }
      }
    }
  });
});

describe('what is drawn', () => {
  const marks = (...shown: (keyof Marks)[]): Marks => ({
    ...NO_MARKS,
    ...Object.fromEntries(shown.map((each) => [each, true])),
  });
  const markOf = (one: SentMessage, shown: Marks) => flightsOf(one, shown).map((flight) => flight.mark);

  it('books always', () => expect(markOf(produce, NO_MARKS)).toEqual(['books']));
  it('slips and ticked slips when requests are asked for', () => {
    expect([markOf(join, NO_MARKS), markOf(ack, NO_MARKS)]).toEqual([[], []]);
    expect([markOf(join, marks('requests')), markOf(ack, marks('requests'))]).toEqual([['slip'], ['ack']]);
  });
  it('heartbeats and idle fetches when these are asked for', () => {
    expect([markOf(heartbeat, ALL_MARKS), markOf(idleFetch, ALL_MARKS)]).toEqual([[], []]);
    expect([markOf(heartbeat, marks('heartbeats')), markOf(idleFetch, marks('heartbeats'))]).toEqual([
      ['dot'],
      ['slip'],
    ]);
  });
  it('one flight for each partition that a message has records of', () => {
    const both = sent({
      batches: [appendedTo(0, 1, -1, ['cesar']), appendedTo(1, 2, -1, ['anna']), appendedTo(0, 1, -1, ['dmitri'])],
    });
    expect(flightsOf(both, NO_MARKS).map((flight) => [flight.leg.shelf, flight.batches.length])).toEqual([
      ['Topic-A-0', 2],
      ['Topic-A-1', 1],
    ]);
  });
  it('not what Kafka writes to its own topics', () => {
    const internal = sent({ batches: [{ ...appendedTo(0, 1, -1, ['x']), topic: '__consumer_offsets' }] });
    expect(flightsOf(internal, NO_MARKS)).toEqual([]);
  });
});
