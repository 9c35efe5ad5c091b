import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/app/base.css';
import '../../src/app/tokens.css';
import type { ChartView } from '../../src/contract/query';
import { watch } from '../../src/i18n/en/watch';
import { en } from '../../src/i18n/en/index';
import { words } from '../../src/i18n/words.svelte';
import type { ConsoleLine } from '../../src/panels/console-line';
import ChartsPanel from '../../src/panels/ChartsPanel.svelte';
import ConsolePanel from '../../src/panels/ConsolePanel.svelte';
import GroupsPanel from '../../src/panels/GroupsPanel.svelte';
import InstanceRows from '../../src/panels/InstanceRows.svelte';
import InstanceStepper from '../../src/panels/InstanceStepper.svelte';
import ProgramBar from '../../src/panels/ProgramBar.svelte';
import Tabs from '../../src/panels/Tabs.svelte';
import TopicsPanel from '../../src/panels/TopicsPanel.svelte';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import type { View } from '../../src/view/view';
import { madeUpRun, PROGRAMS, scenarioOf } from '../support/journal';

const view: View = madeUpRun({ readers: 4 }).reduce(fold, emptyView(scenarioOf(), PROGRAMS));
const panel = (shown: View) => ({
  view: shown,
  nowUs: shown.atUs,
  act: vi.fn(),
  room: 'small' as const,
  isPast: false,
});
const actions = () => ({
  run: vi.fn(),
  stop: vi.fn(),
  kill: vi.fn(),
  restart: vi.fn(),
  restore: vi.fn(),
  undoRestore: vi.fn(),
});

async function seriousIn(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

beforeEach(async () => {
  await words.use('en');
});

describe('tabs', () => {
  it('are chosen with the arrow keys, and only the chosen one is in the tab order', async () => {
    const onChoose = vi.fn();
    const tabs = [
      { id: 'programs', label: 'Programs' },
      { id: 'topics', label: 'Topics' },
      { id: 'groups', label: 'Groups' },
    ];
    await render(Tabs, { label: 'Inspectors', tabs, chosen: 'programs', onChoose, name: 'drawer' });
    expect(page.getByRole('tab', { selected: true }).element().textContent).toBe('Programs');
    expect(
      page
        .getByRole('tab')
        .elements()
        .map((tab) => tab.getAttribute('tabindex')),
    ).toEqual(['0', '-1', '-1']);
    (page.getByRole('tab', { name: 'Programs' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{Home}{End}{ArrowRight}');
    expect(onChoose.mock.calls.map(([id]) => String(id))).toEqual(['groups', 'programs', 'groups', 'topics']);
  });
});

describe('the console', () => {
  const line = (seq: number, instance: number, text: string, stream: 'stdout' | 'stderr' = 'stdout'): ConsoleLine => ({
    seq,
    atUs: seq * 1_000,
    process: `billing-${instance}`,
    program: 'billing',
    instance,
    what: { type: 'print', stream, text, at: null },
  });
  const props = (lines: readonly ConsoleLine[]) => ({
    lines,
    dropped: 0,
    program: 'billing',
    instances: [1, 2],
    files: new Set(['billing.ts']),
    onGo: vi.fn(),
  });

  it('shows one instance, or all', async () => {
    await render(ConsolePanel, props([line(1, 1, 'first'), line(2, 2, 'second')]));
    await expect.element(page.getByText('first')).toBeVisible();
    await page.getByRole('group', { name: en.console.filter }).getByRole('button', { name: '2' }).click();
    expect(page.getByText('first').elements()).toEqual([]);
    await expect.element(page.getByText('second')).toBeVisible();
  });

  it('leads from a stack to the line', async () => {
    const given = props([line(1, 1, 'TypeError\n  at billing.ts:9:26', 'stderr')]);
    const { container } = await render(ConsolePanel, given);
    await page.getByRole('button', { name: en.console.goTo('billing.ts:9:26') }).click();
    expect(given.onGo).toHaveBeenCalledWith({ file: 'billing.ts', line: 9, column: 26 });
    expect(await seriousIn(container)).toEqual([]);
  });

  it('says how a process ended', async () => {
    const killed: ConsoleLine = {
      ...line(1, 1, ''),
      what: { type: 'ended', state: 'killed', reason: 'unresponsive' },
    };
    await render(ConsolePanel, props([killed]));
    await expect.element(page.getByText(en.console.unresponsive)).toBeVisible();
  });

  it('follows the newest line until one scrolls away', async () => {
    const many = Array.from({ length: 100 }, (_, index) => line(index, 1, `line ${index}`));
    const holder = document.createElement('div');
    holder.style.height = '160px';
    document.body.append(holder);
    const { rerender } = await render(ConsolePanel, { target: holder, props: props(many) });
    const log = page.getByRole('log').element();
    const fromEnd = (): number => log.scrollHeight - log.scrollTop - log.clientHeight;
    await expect.poll(fromEnd).toBeLessThan(2);
    log.scrollTop = 0;
    await expect.poll(() => log.scrollTop).toBe(0);
    await new Promise((done) => setTimeout(done, 50));
    await rerender(props([...many, line(100, 1, 'news')]));
    expect(log.scrollTop).toBe(0);
    holder.remove();
  });
});

describe('programs', () => {
  it('get one more instance, or one less', async () => {
    const given = actions();
    const { container } = await render(InstanceStepper, { view, program: 'billing', actions: given });
    await page.getByRole('button', { name: en.programs.more('billing') }).click();
    await page.getByRole('button', { name: en.programs.fewer('billing') }).click();
    expect(given.run).toHaveBeenCalledWith('billing', 5);
    expect(given.stop).toHaveBeenCalledWith('billing-4');
    expect(await seriousIn(container)).toEqual([]);
  });

  it('are stopped, killed and restarted each by itself', async () => {
    const given = actions();
    const { container } = await render(InstanceRows, { view, program: 'billing', actions: given });
    await page.getByRole('button', { name: en.programs.stopThe('billing-2') }).click();
    await page.getByRole('button', { name: en.programs.killThe('billing-3') }).click();
    await page.getByRole('button', { name: en.programs.restartThe('billing-1') }).click();
    expect(given.stop).toHaveBeenCalledWith('billing-2');
    expect(given.kill).toHaveBeenCalledWith('billing-3');
    expect(given.restart).toHaveBeenCalledWith('billing-1');
    expect(await seriousIn(container)).toEqual([]);
  });

  it('that run an old version are restarted together', async () => {
    const given = actions();
    await render(ProgramBar, {
      view,
      program: 'billing',
      file: 'billing.ts',
      changed: true,
      faults: [],
      stale: (process: string) => process !== 'billing-1',
      actions: given,
      restored: null,
    });
    await page.getByRole('button', { name: en.programs.restartStale(3) }).click();
    expect(given.restart.mock.calls.map(([process]) => String(process))).toEqual([
      'billing-2',
      'billing-3',
      'billing-4',
    ]);
    await page.getByRole('button', { name: en.programs.restore }).click();
    expect(given.restore).toHaveBeenCalledWith('billing.ts');
  });

  it('that crashed say when, and are run again', async () => {
    const given = actions();
    const fault = {
      process: 'billing-2',
      program: 'billing',
      instance: 2,
      atUs: 19_240_000,
      file: 'billing.ts',
      line: 9,
      column: 26,
      message: 'TypeError',
    };
    const { container } = await render(ProgramBar, {
      view,
      program: 'billing',
      file: 'billing.ts',
      changed: false,
      faults: [fault],
      stale: () => false,
      actions: given,
      restored: null,
    });
    await expect.element(page.getByText(/billing-2 crashed at 00:19.240/)).toBeVisible();
    await page.getByRole('button', { name: en.programs.runAgain }).click();
    expect(given.run).toHaveBeenCalledWith('billing', 2);
    expect(await seriousIn(container)).toEqual([]);
  });
});

describe('tables', () => {
  it('have the columns of kafka-consumer-groups, and say who is idle', async () => {
    const { container } = await render(GroupsPanel, panel(view));
    const head = page
      .getByRole('columnheader')
      .elements()
      .map((cell) => cell.textContent);
    expect(head).toEqual([
      'GROUP',
      'TOPIC',
      'PARTITION',
      'CURRENT-OFFSET',
      'LOG-END-OFFSET',
      'LAG',
      'CONSUMER-ID',
      'HOST',
      'CLIENT-ID',
    ]);
    await expect.element(page.getByText(/is idle: no partition left/)).toBeVisible();
    expect(await seriousIn(container)).toEqual([]);
  });

  it('have the columns of kafka-topics', async () => {
    const { container } = await render(TopicsPanel, panel(view));
    expect(
      page
        .getByRole('rowheader')
        .elements()
        .map((cell) => cell.textContent),
    ).toEqual(['0', '1', '2']);
    expect(
      page
        .getByRole('columnheader')
        .elements()
        .map((cell) => cell.textContent),
    ).toEqual(['Topic', 'Partition', 'Leader', 'Replicas', 'Isr', 'Log start', 'Log end']);
    expect(await seriousIn(container)).toEqual([]);
  });

  it('change their words with the language', async () => {
    await render(GroupsPanel, panel(view));
    await words.use('ru');
    await expect.element(page.getByText('Координатор')).toBeVisible();
  });
});

describe('states', () => {
  const chart: ChartView = {
    id: 'consumer-group',
    source: 'GroupMetadata',
    initial: 'Empty',
    states: ['Empty', 'Stable'].map((name) => ({ name, isFinal: false })),
    transitions: [{ from: 'Empty', to: 'Stable', event: 'all-joined', guard: null }],
  };
  const ask = () => Promise.resolve({ type: 'charts' as const, charts: [chart] });
  const { state: group } = view.groups.get('billing') ?? { state: '' };

  it.each([
    [false, watch.charts.now(group)],
    [true, watch.charts.then(group)],
  ])('are told of the moment on the page (past: %s)', async (isPast, words) => {
    await render(ChartsPanel, { view, ask, isPast });
    await expect.element(page.getByText(words, { exact: true })).toBeVisible();
  });
});
