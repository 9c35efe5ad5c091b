import axe from 'axe-core';
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../src/app/tokens.css';
import '../../src/app/base.css';
import { words } from '../../src/i18n/words.svelte';
import type { Report } from '../../src/lesson/checks/check';
import type { Fact } from '../../src/lesson/checks/fact';
import { loadLesson } from '../../src/lesson/catalogue';
import type { LessonActions } from '../../src/lesson/panel-actions';
import { goTo, type PlayerState, START } from '../../src/lesson/player';
import PanelHost from './PanelHost.svelte';

const did = (fact: Fact, atUs: number, measuredUs: number | null = null): Report => ({
  state: 'done',
  evidence: { atUs, fact },
  measuredUs,
});
const read = (readers: number, tookUs: number): Fact => ({ kind: 'read', records: 40, readers, tookUs });

const DONE: Readonly<Record<string, Report>> = {
  'run-producer': did({ kind: 'instances', running: 1, wanted: 1 }, 2_000_000),
  'every-shelf': did({ kind: 'records', counts: [6, 6, 6, 6], wanted: 6 }, 6_300_000),
  'one-stable': did({ kind: 'members', state: 'Stable', members: 1, gone: 0, wanted: 1 }, 19_729_000),
  'one-measured': did(read(1, 28_171_000), 50_600_000, 28_171_000),
  'four-stable': did({ kind: 'members', state: 'Stable', members: 4, gone: 0, wanted: 4 }, 62_400_000),
  'four-measured': did(read(4, 7_100_000), 71_000_000, 7_100_000),
  'five-idle': did({ kind: 'idle', idle: ['consumer-1'], members: 5 }, 88_100_000),
  'five-measured': did(read(5, 6_800_000), 96_800_000, 6_800_000),
  killed: did({ kind: 'killed-owner', process: 'consumer-2', partitions: ['Topic-A-1'] }, 115_000_000),
  moved: did(
    { kind: 'moved', partition: 'Topic-A-1', from: 'consumer-2', to: 'consumer-5', by: 'killed', afterUs: 16_700_000 },
    131_700_000,
    16_700_000,
  ),
};

/** A learner on a step, with the tasks before it done, and these besides. */
const onStep = (step: number, more: readonly string[] = [], rest: Partial<PlayerState> = {}): PlayerState => {
  const before = Object.keys(DONE).slice(0, step * 2);
  const tasks = Object.fromEntries([...before, ...more].flatMap((id) => (DONE[id] ? [[id, DONE[id]]] : [])));
  return { ...START, step, tasks, ...rest };
};

async function show(start: PlayerState, actions: Partial<LessonActions> = {}) {
  const lesson = await loadLesson('partitions-and-readers', words.language);
  return { lesson, screen: await render(PanelHost, { lesson, start, actions }) };
}

const radios = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')];

afterEach(async () => {
  document.documentElement.classList.remove('dark');
  await words.use('en');
});

describe('the lesson panel', () => {
  it('shows name, title, step, prose and open tasks at the start', async () => {
    await show(START);
    await expect.element(page.getByText('Lesson 1 of 11')).toBeVisible();
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(/^Partitions: why four readers/);
    await expect.element(page.getByRole('heading', { level: 2 })).toHaveTextContent('One topic, four shelves');
    await expect.element(page.getByRole('img', { name: 'Step 1 of 5' })).toBeVisible();
    expect(document.querySelectorAll('li[data-state=open]')).toHaveLength(2);
    await expect
      .element(page.getByRole('button', { name: 'Next: 2 tasks left' }))
      .toHaveAttribute('aria-disabled', 'true');
    await expect.element(page.getByRole('button', { name: 'Back' })).toBeDisabled();
  });

  it('does not go on while tasks are left, however one presses', async () => {
    await show(onStep(0, ['run-producer']));
    const next = page.getByRole('button', { name: 'Next: 1 task left' }).element() as HTMLElement;
    next.click();
    next.focus();
    await userEvent.keyboard('{Enter} ');
    await expect.element(page.getByRole('heading', { level: 2 })).toHaveTextContent('One topic, four shelves');
  });

  it('goes to the next step, scrolls up, and takes the keyboard along', async () => {
    await show(onStep(0, ['run-producer', 'every-shelf']));
    const next = page.getByRole('button', { name: 'Next' });
    next.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { level: 2 })).toHaveTextContent('One reader');
    expect(document.activeElement?.textContent).toBe('One reader');
  });

  it('ticks a task off with its evidence when the cluster has done it, and says so to a screen reader', async () => {
    const { screen } = await show(onStep(2));
    screen.component.tell(() => onStep(2, ['four-stable']));
    await expect.element(page.getByText('01:02.400 4 members, Stable')).toBeVisible();
    expect(document.querySelector('[data-task=four-stable]')?.getAttribute('data-state')).toBe('done');
    const said = [...document.querySelectorAll('[role=status]')].map((each) => each.textContent?.trim());
    expect(said).toContain('Task done: Start three more, so that readers is Stable with four members');
  });

  it('fills the text with what the run measured', async () => {
    await show(onStep(2));
    await expect.element(page.getByText('One reader took 28.2 s. How long will four readers take')).toBeVisible();
  });

  it('shows hints one by one', async () => {
    await show(onStep(2));
    await page.getByRole('button', { name: 'Hint' }).click();
    await expect.element(page.getByRole('region', { name: 'Hint 1' })).toBeVisible();
    await page.getByRole('button', { name: 'Hint 2' }).click();
    await expect.element(page.getByRole('region', { name: 'Hint 2' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Hint/ })).not.toBeInTheDocument();
  });

  it('puts predictions and measures together when it is finished', async () => {
    await show(onStep(5, [], { answers: { 'how-long': 1 }, spentMs: 8 * 60_000 }));
    await expect.element(page.getByText('Lesson 1 · finished in 8 min')).toBeVisible();
    await expect
      .element(page.getByText(/You said 14 s. Four readers needed 7.1 s where one needed 28.2 s: 4.0 times faster/))
      .toBeVisible();
    await expect.element(page.getByText('Simplified here:')).toBeVisible();
    expect(document.querySelectorAll('li[data-state=done]')).toHaveLength(10);
    await expect
      .element(page.getByRole('link', { name: 'Next: keys and order' }))
      .toHaveAttribute('href', '#/lesson/keys');
  });
});

describe('a prediction', () => {
  it('is one choice of a group with a name, made with the arrow keys', async () => {
    await show(onStep(2));
    await expect.element(page.getByRole('group', { name: 'Predict, then run' })).toBeVisible();
    radios()[0]?.focus();
    await userEvent.keyboard(' ');
    expect(radios().map((radio) => radio.checked)).toEqual([true, false, false]);
    await userEvent.keyboard('{ArrowRight}');
    expect(radios().map((radio) => radio.checked)).toEqual([false, true, false]);
    await expect.element(page.getByText('your guess', { exact: true })).toBeVisible();
    expect(document.querySelector('[data-bar=four-measured] .guess')).not.toBeNull();
  });

  it('does not tell the outcome before the run has', async () => {
    await show(onStep(2, [], { answers: { 'how-long': 2 } }));
    expect(document.querySelector('[data-quiz]')?.getAttribute('data-told')).toBe('false');
    expect(document.body.textContent).not.toContain('Both times were measured');
    expect(document.querySelector('.right')).toBeNull();
  });

  it('stands beside the outcome, and cannot be changed any more', async () => {
    await show(onStep(2, ['four-stable', 'four-measured'], { answers: { 'how-long': 1 } }));
    await expect
      .element(page.getByText(/Four readers took 7.1 s. One took 28.2 s, which is 4.0 times as long/))
      .toBeVisible();
    await expect.element(page.getByRole('img', { name: 'as the run showed' })).toBeVisible();
    expect(radios().every((radio) => radio.disabled)).toBe(true);
    expect(document.body.textContent).not.toContain('You predicted it.');
  });

  it('says when it was right', async () => {
    await show(onStep(2, ['four-stable', 'four-measured'], { answers: { 'how-long': 2 } }));
    await expect.element(page.getByText('You predicted it.')).toBeVisible();
  });

  it('is drawn on the scale of what was measured', async () => {
    await show(onStep(2, [], { answers: { 'how-long': 0 } }));
    const width = (selector: string): number => document.querySelector(selector)?.getBoundingClientRect().width ?? 0;
    const measured = width('[data-bar=one-measured] .bar');
    expect(measured).toBeGreaterThan(100);
    // 28 s were predicted, and 28.171 s measured.
    expect(width('[data-bar=four-measured] .guess') / measured).toBeCloseTo(28 / 28.171, 2);
  });

  it('may be made after the run too: then the outcome comes at once', async () => {
    await show(onStep(2, ['four-stable', 'four-measured']));
    expect(document.querySelector('[data-quiz]')?.getAttribute('data-told')).toBe('false');
    await page.getByText('14 s').click();
    expect(document.querySelector('[data-quiz]')?.getAttribute('data-told')).toBe('true');
  });
});

describe('for everybody', () => {
  it('says the same in Russian', async () => {
    await words.use('ru');
    await show(onStep(2, ['four-stable', 'four-measured'], { answers: { 'how-long': 1 } }));
    await expect.element(page.getByText('Урок 1 из 11')).toBeVisible();
    await expect
      .element(page.getByText(/Четверым понадобилось 7,1 с. Одному — 28,2 с, это в 4,0 раза дольше/))
      .toBeVisible();
    await expect.element(page.getByText('01:02.400 4 участника, Stable')).toBeVisible();
  });

  it.each(['light', 'dark'])('axe finds nothing serious, %s', { timeout: 60_000 }, async (theme) => {
    document.documentElement.classList.toggle('dark', theme === 'dark');
    document.documentElement.lang = 'en';
    const states = [
      START,
      onStep(2, [], { hints: { 'four-readers': 2 } }),
      onStep(2, ['four-stable', 'four-measured'], { answers: { 'how-long': 1 } }),
      onStep(5, [], { answers: { 'how-long': 1 } }),
    ];
    for (const state of states) {
      const { screen } = await show(state);
      const { violations } = await axe.run(screen.container);
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      await screen.unmount();
    }
  });

  it('fits its column: nothing runs over the edge, in either language', async () => {
    for (const language of ['en', 'ru'] as const) {
      await words.use(language);
      for (const width of [380, 320]) {
        const lesson = await loadLesson('partitions-and-readers', language);
        for (let step = 0; step <= 5; step++) {
          const start = goTo(lesson, onStep(step, [], { hints: { 'four-readers': 1 } }), step);
          const screen = await render(PanelHost, { lesson, start, width });
          const panel = screen.container.querySelector('.lesson');
          const inner = screen.container.querySelector('.in');
          const foot = screen.container.querySelector('.foot');
          for (const box of [panel, inner, foot]) {
            expect(box?.scrollWidth, `${language} ${width} step ${step}`).toBeLessThanOrEqual(box?.clientWidth ?? 0);
          }
          await screen.unmount();
        }
      }
    }
  });
});
