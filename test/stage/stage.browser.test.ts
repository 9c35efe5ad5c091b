import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../../src/app/tokens.css';
import { en } from '../../src/i18n/en/index';
import { ru } from '../../src/i18n/ru/index';
import type { Target } from '../../src/stage/hover';
import { createStage, type Stage, type StageOptions } from '../../src/stage/stage';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { ALL_MARKS, NO_MARKS } from '../../src/view/marks';
import type { View } from '../../src/view/view';
import { madeUpRun, PROGRAMS, scenarioOf, type RunOptions } from '../support/journal';

const viewOf = (run: RunOptions = {}): View => madeUpRun(run).reduce(fold, emptyView(scenarioOf(run), PROGRAMS));
const view = viewOf({ untilUs: 12_300_000 });
const NOW = 12_300_000;

let host: HTMLElement;
let stage: Stage | null = null;

beforeEach(() => {
  host = document.createElement('div');
  host.style.cssText = 'width: 1060px; height: 560px; overflow: auto';
  document.body.append(host);
});

afterEach(() => {
  stage?.destroy();
  stage = null;
  host.remove();
  document.documentElement.classList.remove('dark');
});

async function open(options: Partial<StageOptions> = {}): Promise<Stage> {
  stage = await createStage(host, {
    theme: 'light',
    marks: ALL_MARKS,
    words: en.stage,
    reducedMotion: false,
    ...options,
  });
  return stage;
}

const said = (): string[] => [...host.querySelectorAll('.stage-label')].map((label) => label.textContent ?? '');

/** The canvas as this draws it. WebGL forgets what it drew, so it is asked in the same breath. */
function pixels(draw: () => void): Uint8ClampedArray {
  draw();
  const from = host.querySelector('canvas') ?? expect.fail('no canvas');
  const canvas = document.createElement('canvas');
  canvas.width = from.width;
  canvas.height = from.height;
  const context = canvas.getContext('2d', { willReadFrequently: true }) ?? expect.fail('no context');
  context.drawImage(from, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** One number for a whole picture: pictures are too long to compare one by one. */
function picture(draw: () => void): number {
  let hash = 0x811c9dc5;
  for (const part of new Uint32Array(pixels(draw).buffer)) hash = Math.imul(hash ^ part, 0x01000193);
  return hash >>> 0;
}

function colourAt(data: Uint8ClampedArray, x: number, y: number): string {
  const at =
    4 * (Math.round(y * devicePixelRatio) * Math.round(1060 * devicePixelRatio) + Math.round(x * devicePixelRatio));
  return [...data.subarray(at, at + 3)].map((part) => part.toString(16).padStart(2, '0')).join('');
}

describe.each(['webgl', 'canvas'] as const)('drawn with %s', (renderer) => {
  it('is the same picture for the same moment, and another one for another', async () => {
    const on = await open({ renderer });
    on.draw(view, NOW);
    const one = picture(() => on.draw(view, NOW));
    expect(picture(() => on.draw(view, NOW))).toBe(one);
    expect(picture(() => on.draw(view, NOW + 50_000))).not.toBe(one);
  });

  it('has boards of the rule’s colour, and books of their keys’ colours', async () => {
    const on = await open({ renderer });
    on.draw(view, NOW);
    const data = pixels(() => on.draw(view, NOW));
    expect(colourAt(data, 700, 87)).toBe('2b2e38');
    // The first book of Topic-A-0: cesar, the third key, between its cap and its label.
    expect(colourAt(data, 328, 66)).toBe('009e73');
  });
});

describe('what is written', () => {
  it('says the cluster’s own words, in the page’s language', async () => {
    const on = await open();
    on.draw(view, NOW);
    expect(said()).toContain('Broker 1active controller');
    on.setWords(ru.stage);
    expect(said()).toContain('Брокер 1активный контроллер');
  });

  it('has only the marks that are asked for', async () => {
    const on = await open({ marks: NO_MARKS });
    on.draw(view, NOW);
    expect(said().join(' ')).not.toMatch(/HW|LEO|leader|lag/);
    on.setMarks(ALL_MARKS);
    expect(said().join(' ')).toMatch(/HW 13/);
  });

  it('is not read out: the text mirror says it', async () => {
    await open();
    expect(host.querySelector('.stage-overlay')?.getAttribute('aria-hidden')).toBe('true');
    expect(host.querySelector('canvas')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('keeps its elements from one moment to the next', async () => {
    const on = await open();
    on.draw(viewOf({ untilUs: 11_000_000 }), 11_000_000);
    const name = [...host.querySelectorAll('.stage-label')].find((label) => label.textContent === 'Topic-A-0');
    on.draw(view, NOW);
    expect(name?.isConnected).toBe(true);
  });
});

describe('changes of its surroundings', () => {
  it('takes colours anew with the theme', async () => {
    const on = await open();
    on.draw(view, NOW);
    document.documentElement.classList.add('dark');
    on.setTheme('dark');
    expect(
      colourAt(
        pixels(() => on.draw(view, NOW)),
        700,
        87,
      ),
    ).toBe('d5d2ca');
  });

  it('takes the size of its host', async () => {
    const on = await open();
    on.draw(view, NOW);
    host.style.width = '760px';
    host.style.height = '424px';
    await vi.waitFor(() => expect(host.querySelector('canvas')?.clientWidth).toBe(760));
    expect(said()).toContain('Stable');
  });

  it('scrolls when rows cannot shrink further', async () => {
    host.style.height = '300px';
    const on = await open();
    on.draw(view, NOW);
    expect(host.scrollHeight).toBeGreaterThan(400);
  });

  it('leaves nothing behind', async () => {
    const on = await open();
    on.draw(view, NOW);
    on.destroy();
    stage = null;
    expect(host.childElementCount).toBe(0);
  });
});

describe('motion', () => {
  it('reduced: the picture does not change while a message flies', async () => {
    const on = await open({ reducedMotion: true });
    on.draw(view, NOW);
    const one = picture(() => on.draw(view, NOW));
    expect(picture(() => on.draw(view, NOW + 50_000))).toBe(one);
  });

  it('goes on in real time until what has landed stands, then rests', async () => {
    const on = await open();
    const events = madeUpRun({ untilUs: NOW + 400_000 });
    on.draw(view, NOW);
    const landed =
      events.find((event) => event.type === 'batch-appended' && event.atUs > NOW) ?? expect.fail('nothing lands');
    const next = events.filter((event) => event.atUs <= landed.atUs).reduce(fold, emptyView(scenarioOf(), PROGRAMS));
    await new Promise((resolve) => setTimeout(resolve, 400));
    on.draw(next, landed.atUs);
    const frames = on.stats().frames;
    await vi.waitFor(() => expect(on.stats().frames).toBeGreaterThan(frames));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const rested = on.stats().frames;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(on.stats().frames).toBe(rested);
  });

  it('shows crowds too', async () => {
    const on = await open();
    const busy = viewOf({ producers: 60, everyUs: 200_000, readers: 3, untilUs: 9_000_000 });
    expect(busy.inFlight.size).toBeGreaterThan(200);
    on.draw(busy, 9_000_000);
    const one = picture(() => on.draw(busy, 9_000_000));
    expect(picture(() => on.draw(busy, 9_000_000))).toBe(one);
    expect(picture(() => on.draw(busy, 9_020_000))).not.toBe(one);
  });
});

describe('the pointer', () => {
  const point = (x: number, y: number): void => {
    const { left, top } = host.getBoundingClientRect();
    host
      .querySelector('.stage-host')
      ?.dispatchEvent(new PointerEvent('pointermove', { clientX: left + x, clientY: top + y, bubbles: true }));
  };
  const card = (): string | null => {
    const element = host.querySelector<HTMLElement>('.stage-card');
    return element === null || element.hidden ? null : element.innerText;
  };

  it('on a message: its api, version, parties and records', async () => {
    const targets: (Target | null)[] = [];
    const on = await open({ onHover: (target) => targets.push(target) });
    on.draw(view, NOW);
    // The copy of Topic-A-1 on its way from broker 2 to broker 3, outside the right edge.
    for (let y = 280; y < 520 && card() === null; y += 8) point(814, y);
    expect(card()).toMatch(/Fetch response/);
    expect(card()).toMatch(/broker 2 → broker 3/);
    expect(card()).toMatch(/1 record @23/);
    expect(targets.at(-1)?.type).toBe('message');
    point(2, 2);
    expect(card()).toBeNull();
    expect(targets.at(-1)).toBeNull();
  });

  it('on a book: its offset, key and size', async () => {
    const on = await open();
    on.draw(view, NOW);
    point(328, 70);
    expect(card()).toMatch(/Topic-A-0\s+@0\s+key\s+cesar\s+size\s+\d+ B/);
  });

  it('selects what it is on', async () => {
    const selected: Target[] = [];
    const on = await open({ onSelect: (target) => selected.push(target) });
    on.draw(view, NOW);
    const { left, top } = host.getBoundingClientRect();
    const click = (x: number, y: number): void => {
      host
        .querySelector('.stage-host')
        ?.dispatchEvent(new MouseEvent('click', { clientX: left + x, clientY: top + y, bubbles: true }));
    };
    click(700, 60);
    click(60, 170);
    click(400, 15);
    expect(selected).toEqual([
      { type: 'shelf', topic: 'Topic-A', partition: 0, broker: 1 },
      { type: 'process', process: 'checkout-1' },
      { type: 'broker', broker: 1 },
    ]);
  });
});

describe('what one takes hold of', () => {
  const buttons = (): HTMLElement[] => [...host.querySelectorAll<HTMLElement>('.stage-control')];

  it('is nothing unless somebody answers', async () => {
    const on = await open();
    on.draw(view, NOW);
    expect(buttons()).toEqual([]);
  });

  it('is one stop of the Tab key, and arrows go on from there', async () => {
    const asked: unknown[] = [];
    const on = await open({ onMenu: (thing, _, act) => asked.push([thing, act]) });
    on.draw(view, NOW);
    expect(buttons().filter((button) => button.tabIndex === 0)).toHaveLength(1);
    buttons()[0]?.focus();
    for (const key of ['ArrowDown', 'ArrowRight']) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Broker 1: what can be done');
    (document.activeElement as HTMLElement).click();
    expect(asked).toEqual([[{ kind: 'broker', broker: 1 }, null]]);
  });

  it('keeps the focus while the cluster goes on', async () => {
    const on = await open({ onMenu: () => undefined });
    on.draw(viewOf({ untilUs: 11_000_000 }), 11_000_000);
    buttons()[3]?.focus();
    const before = document.activeElement;
    on.draw(view, NOW);
    expect(document.activeElement).toBe(before);
    expect(before?.getAttribute('aria-label')).toBe('Topic-A-0, broker 1: what can be done');
  });

  it('is a message, too: it leads to its link', async () => {
    const asked: unknown[] = [];
    const on = await open({ onMenu: (thing) => asked.push(thing) });
    on.draw(view, NOW);
    const { left, top } = host.getBoundingClientRect();
    const frame = host.querySelector<HTMLElement>('.stage-host') ?? expect.fail();
    const card = host.querySelector<HTMLElement>('.stage-card');
    for (let y = 280; y < 520 && asked.length === 0; y += 4) {
      const at = { clientX: left + 814, clientY: top + y, bubbles: true };
      frame.dispatchEvent(new PointerEvent('pointermove', at));
      if (card?.hidden !== false) continue;
      expect(frame.style.cursor).toBe('pointer');
      frame.dispatchEvent(new MouseEvent('click', at));
    }
    expect(asked).toEqual([{ kind: 'link', a: 'broker:2', b: 'broker:3' }]);
  });
});
