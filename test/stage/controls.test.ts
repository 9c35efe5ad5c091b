import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import type { StageLayout } from '../../src/stage/boxes';
import { controlsOf, type Control } from '../../src/stage/controls';
import { right } from '../../src/stage/geometry';
import { standingAt } from '../../src/stage/hover';
import { layoutOf } from '../../src/stage/layout';
import { linksOf } from '../../src/stage/links';
import { pointAt, pathOf } from '../../src/stage/path';
import { toReader } from '../../src/stage/routes';
import { ALL_MARKS } from '../../src/view/marks';
import { linkBetween, thingKey } from '../../src/view/thing';
import type { View } from '../../src/view/view';
import { after } from '../view/views';
import { LESSON, layOut, shelfAt, viewOf } from './stages';

const whole = viewOf();
const controls = (view: View, layout: StageLayout, touch = false): Control[] =>
  controlsOf(view, layout, linksOf(view, layout, null), en.stage, touch);

describe('what one can take hold of', () => {
  const layout = layOut();

  it('is every writer, bookcase, shelf and reader, in the order in which one reads', () => {
    expect(controls(whole, layout).map((control) => control.label.replace(': what can be done', ''))).toEqual([
      'checkout-1',
      'checkout-2',
      'Broker 1',
      'Topic-A-0, broker 1',
      'Topic-A-2, broker 1',
      'Broker 2',
      'Topic-A-1, broker 2',
      'Topic-A-0, broker 2',
      'Broker 3',
      'Topic-A-2, broker 3',
      'Topic-A-1, broker 3',
      'billing-1',
      'billing-2',
      'billing-3',
      'billing-4',
    ]);
  });

  it('has a name of its own each', () => {
    const all = controls(whole, layout);
    expect(new Set(all.map((control) => control.key)).size).toBe(all.length);
  });

  it('starts a broker that is down without a menu', () => {
    const killed = after(whole, { type: 'node', broker: 2, state: 'down', reason: 'kill -9' });
    const start = controls(killed, layoutOf(killed, LESSON, ALL_MARKS)).find((control) => control.act !== null);
    expect(start).toMatchObject({ act: 'start', text: 'Start broker', thing: { kind: 'broker', broker: 2 } });
  });

  it('has programs that have not run yet, too', () => {
    const idle = viewOf({ producers: 0, readers: 0 });
    const things = controls(idle, layoutOf(idle, LESSON, ALL_MARKS)).map((control) => thingKey(control.thing));
    expect(things).toContain('process checkout-1');
    expect(things).toContain('process billing-1');
  });

  it('has faulty links', () => {
    const cut = after(whole, { type: 'link', from: 'broker:1', to: 'broker:2', state: 'cut', extraUs: 0 });
    const links = controls(cut, layoutOf(cut, LESSON, ALL_MARKS)).filter((control) => control.look === 'link');
    expect(links.map((control) => control.label)).toEqual(['Link 1 to 2: what can be done']);
  });

  it('is as large as a finger where fingers are, on the phone too', () => {
    const phone = layOut({}, { width: 390, height: 338 });
    for (const control of [...controls(whole, layout, true), ...controls(whole, phone, true)]) {
      expect(Math.min(control.width, control.height), control.key).toBeGreaterThanOrEqual(44);
    }
    expect(controls(whole, phone).map((control) => control.look)).toContain('shelf');
  });

  it('is 24 px at least for a mouse', () => {
    for (const control of controls(whole, layout)) {
      expect(Math.min(control.width, control.height), control.key).toBeGreaterThanOrEqual(24);
    }
  });
});

describe('the line from a shelf to its reader', () => {
  it('is their link', () => {
    const layout = layOut();
    const shelf = shelfAt(layout, 'Topic-A-0@1');
    const card = layout.readers.find((each) => each.process === 'billing-1') ?? expect.fail();
    const middle = pointAt(pathOf([toReader(shelf, card)]), 0.5);
    expect(middle.x).toBeGreaterThan(right(layout.cases[0] ?? expect.fail()));
    expect(standingAt(middle, layout)).toEqual({ type: 'link', link: linkBetween('broker:1', 'process:billing-1') });
    expect(standingAt({ x: middle.x, y: middle.y + 30 }, layout)).toBeNull();
  });
});
