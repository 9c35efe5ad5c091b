import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import '../../src/app/base.css';
import '../../src/app/tokens.css';
import { words } from '../../src/i18n/words.svelte';
import TextMirror from '../../src/panels/TextMirror.svelte';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { madeUpRun, PROGRAMS, scenarioOf } from '../support/journal';

const events = madeUpRun({ untilUs: 12_300_000 });
const start = emptyView(scenarioOf(), PROGRAMS);
const view = events.reduce(fold, start);
const NOW = 12_300_000;

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=treeitem]')];
const nameOf = (element: Element | null): string =>
  element?.querySelector('b')?.textContent ?? element?.textContent?.trim() ?? '';
const focused = (): string => nameOf(document.activeElement);

beforeEach(async () => {
  await words.use('en');
});

describe('the text mirror', () => {
  it('is a tree for the arrow keys: up and down, right opens and goes in, left closes and goes out', async () => {
    await render(TextMirror, { view, nowUs: NOW });
    await vi.waitFor(() => expect(rows()).toHaveLength(16));
    expect(rows().map((row) => row.tabIndex)).toEqual([0, ...Array(15).fill(-1)]);
    rows()[0]?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('Topic-A-0');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement?.textContent).toMatch(/offset 12, key \w+/);
    expect(document.activeElement?.getAttribute('aria-level')).toBe('3');
    await userEvent.keyboard('{ArrowLeft}');
    expect(focused()).toBe('Topic-A-0');
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(focused()).toBe('Broker 1');
    await userEvent.keyboard('{ArrowLeft}');
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
    expect(rows()).toHaveLength(14);
    await userEvent.keyboard('{End}');
    expect(focused()).toBe('C4');
    expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
  });

  it('asks for the menu of what the line is about by Enter', async () => {
    const asked: unknown[] = [];
    await render(TextMirror, { view, nowUs: NOW, onMenu: (thing: unknown) => asked.push(thing) });
    await vi.waitFor(() => expect(rows()).toHaveLength(16));
    rows()[0]?.focus();
    await userEvent.keyboard('{Enter}{ArrowDown}{Enter}{End}{Enter}');
    expect(asked).toEqual([
      { kind: 'broker', broker: 1 },
      { kind: 'shelf', topic: 'Topic-A', partition: 0, broker: 1 },
      { kind: 'process', process: 'billing-4' },
    ]);
  });

  it('says one sentence of what is notable, politely, and lists the rest', async () => {
    const screen = await render(TextMirror, { view, nowUs: NOW });
    const live = (): string => document.querySelector('[aria-live=polite]')?.textContent ?? '';
    expect(live()).toBe('');
    const killed = fold(view, {
      type: 'process',
      process: 'billing-2',
      program: 'billing',
      instance: 2,
      state: 'killed',
      reason: 'visitor',
      atUs: NOW,
      seq: view.events,
    });
    await screen.rerender({ view: killed, nowUs: NOW });
    await vi.waitFor(() => expect(live()).toBe('C2 was killed.'));
    expect(document.body.textContent).toContain('00:12.300');
  });

  it('says why it is the page when nothing can be drawn', async () => {
    await render(TextMirror, { view, nowUs: NOW, drawn: true });
    expect(document.body.textContent).toContain('WebGL and canvas are not available');
  });

  it.each(['en', 'ru'] as const)('axe finds nothing serious (%s)', async (language) => {
    await words.use(language);
    const { container } = await render(TextMirror, { view, nowUs: NOW, drawn: true });
    const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
    ).toEqual([]);
  });
});
