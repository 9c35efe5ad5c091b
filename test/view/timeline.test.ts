import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../src/contract/event';
import { isDrawn } from '../../src/view/drawn';
import { fold } from '../../src/view/fold';
import { KEYFRAME_EVENTS, Timeline } from '../../src/view/timeline';
import { madeUpRun } from '../support/journal';
import { appendedTo, empty, message, started } from './views';

describe('timeline', () => {
  const events = madeUpRun({ producers: 8, untilUs: 40_000_000 });
  const timeline = new Timeline(empty());
  timeline.append(events.slice(0, 1500));
  timeline.append(events.slice(1500));

  it('spans several keyframes in this test', () => {
    expect(events.length).toBeGreaterThan(2 * KEYFRAME_EVENTS);
  });

  it.each([0, 0.1, 0.37, 0.5, 0.99, 1])('gives the view of any moment (%f of the run)', (part) => {
    const atUs = Math.floor((events.at(-1)?.atUs ?? 0) * part);
    const wanted = events.filter((event) => event.atUs <= atUs).reduce(fold, empty());
    const view = timeline.viewAt(atUs);
    expect(view.events).toBe(wanted.events);
    expect(JSON.stringify([...view.processes])).toBe(JSON.stringify([...wanted.processes]));
    expect([...view.inFlight.keys()]).toEqual([...wanted.inFlight.keys()]);
    const ends = (of: typeof view) =>
      [...of.topics.values()].flatMap((t) =>
        t.partitions.map((p) => [...p.shelves.values()].map((s) => s.logEndOffset)),
      );
    expect(ends(view)).toEqual(ends(wanted));
  });

  it('gives the newest view at the end and the first before the start', () => {
    expect(timeline.viewAt(Infinity)).toBe(timeline.view);
    expect(timeline.viewAt(-1).events).toBe(0);
  });

  it('gives the same views when one goes on from view to view', () => {
    const fresh = new Timeline(empty());
    fresh.append(events);
    const endUs = events.at(-1)?.atUs ?? 0;
    for (let part = 0; part <= 1; part += 0.01) {
      const atUs = Math.floor(endUs * part);
      const wanted = new Timeline(empty());
      wanted.append(events);
      expect(fresh.viewAt(atUs)).toEqual(wanted.viewAt(atUs));
    }
    expect(fresh.view).toEqual(events.reduce(fold, empty()));
  });

  it('knows the drawn events around a moment', () => {
    const times = events.filter(isDrawn).map(({ atUs }) => atUs);
    const at = times[Math.floor(times.length / 2)] ?? 0;
    expect(timeline.drawnBefore(at)).toBe(times.findLast((each) => each < at));
    expect(timeline.drawnAfter(at)).toBe(times.find((each) => each > at));
    expect([timeline.drawnBefore(0), timeline.drawnAfter(Infinity)]).toEqual([null, null]);
  });

  it('notes what deserves a mark', () => {
    expect(timeline.notable.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(['rebalance billing']);
  });
});

describe('the next drawn event', () => {
  const drawn: [string, SimEventBody][] = [
    ['records leave', message(1, { batches: [appendedTo(0, 1, -1, ['anna'])] })],
    ['records land', appendedTo(0, 1, 0, ['anna'])],
    ['a process starts', started('billing-1')],
  ];
  const quiet: [string, SimEventBody][] = [
    ['a heartbeat', message(1, { api: 'Heartbeat' })],
    ['a fetch', message(1, { api: 'Fetch' })],
    ['a write to an internal topic', { ...appendedTo(0, 1, 0, ['x']), topic: '__consumer_offsets' }],
    ['a printed line', { type: 'console', process: 'billing-1', stream: 'stdout', text: '', at: null }],
  ];
  it.each(drawn)('is when %s', (_, body) => expect(isDrawn({ ...body, atUs: 0, seq: 0 })).toBe(true));
  it.each(quiet)('is not %s', (_, body) => expect(isDrawn({ ...body, atUs: 0, seq: 0 })).toBe(false));
});
