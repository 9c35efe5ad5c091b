import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import '../../../src/app/base.css';
import '../../../src/app/tokens.css';
import { words } from '../../../src/i18n/words.svelte';
import FocusFoot from '../../../src/panels/scale/FocusFoot.svelte';
import FocusHead from '../../../src/panels/scale/FocusHead.svelte';
import PhoneScope from '../../../src/panels/scale/PhoneScope.svelte';
import ScaleOverview from '../../../src/panels/scale/ScaleOverview.svelte';
import { emptyView } from '../../../src/view/empty-view';
import type { Scope } from '../../../src/view/scope';
import { SEVEN_PROGRAMS, sevenBrokers, sevenBrokersRun } from '../../support/seven-brokers';
import { after } from '../../view/views';

const view = after(emptyView(sevenBrokers, SEVEN_PROGRAMS), ...sevenBrokersRun());
const { replicas, leader } = view.topics.get('orders')?.partitions[1] ?? expect.fail();
const sickBroker = replicas[2] ?? 1;
const sick = after(
  view,
  { type: 'disk', broker: sickBroker, bytesPerSecond: null, extraUs: 900_000, waiting: 4 },
  {
    type: 'partition-changed',
    topic: 'orders',
    partition: 1,
    replicas,
    isr: replicas.slice(0, 2),
    leader,
    leaderEpoch: 0,
    reason: 'isr-shrunk',
  },
);
const ORDERS_1: Scope = { kind: 'partition', topic: 'orders', partition: 1 };

let chosen: Scope[];
const onScope = (scope: Scope): unknown => chosen.push(scope);
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];

beforeEach(async () => {
  await words.use('en');
  chosen = [];
});

async function open(of = view, scope: Scope | null = ORDERS_1): Promise<void> {
  await render(ScaleOverview, {
    view: of,
    columns: { x: 164, width: 1082, right: 1270 },
    sides: true,
    scope,
    onScope,
  });
  await vi.waitFor(() => expect(rows()).toHaveLength(72));
}

describe('the overview', () => {
  it('finds a partition by / and its name', async () => {
    await open();
    await userEvent.keyboard('/orders-1{Enter}');
    expect(chosen).toEqual([ORDERS_1]);
  });

  it('goes on in the list of what is found, and closes it by Escape', async () => {
    await open();
    await userEvent.keyboard('/orders-1{ArrowDown}{Enter}/zzz');
    expect(chosen).toEqual([{ kind: 'partition', topic: 'orders', partition: 10 }]);
    expect(document.querySelector('[role=listbox]')?.textContent).toMatch(/Nothing has such a name/);
    await userEvent.keyboard('{Escape}');
    expect(document.querySelector('[role=listbox]')).toBeNull();
  });

  it('is one stop of the Tab key; arrows go on from there', async () => {
    await open();
    expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
    rows()[0]?.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowUp}{Enter}');
    expect(document.activeElement?.getAttribute('data-row')).toMatch(/@2$/);
    expect(chosen).toHaveLength(1);
  });

  it('marks every replica of what is in focus', async () => {
    await open();
    const marked = rows().filter((row) => row.getAttribute('aria-current') === 'true');
    expect(marked.map((row) => row.dataset['row']).sort()).toEqual(
      replicas.map((broker) => `orders-1@${broker}`).sort(),
    );
  });

  it('folds by topic', async () => {
    await open();
    const group = document.querySelector('[role=group][aria-label=Topics]');
    [...(group?.querySelectorAll('button') ?? [])].find((button) => button.textContent.includes('clicks'))?.click();
    await vi.waitFor(() => expect(rows()).toHaveLength(18));
  });

  it('names trouble with its cause, and leads to it', async () => {
    await open(sick);
    const badge = [...document.querySelectorAll('button')].find((button) =>
      /under-replicated/.test(button.textContent),
    );
    badge?.click();
    await vi.waitFor(() => expect(document.body.textContent).toContain(`Broker ${sickBroker} (slow disk)`));
    [...document.querySelectorAll<HTMLElement>('.troubles button')].at(-1)?.click();
    expect(chosen).toEqual([ORDERS_1]);
  });

  it.each([false, true])('has no mistake that axe finds (dark: %s)', async (dark) => {
    document.documentElement.classList.toggle('dark', dark);
    document.body.style.background = 'var(--paper)';
    await open(sick);
    await render(FocusHead, { view: sick, scope: ORDERS_1, onMenu: () => undefined });
    await render(FocusFoot, { view: sick, scope: ORDERS_1, act: () => undefined });
    const found = await axe.run(document.body, {
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    });
    expect(found.violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`)).toEqual([]);
    document.documentElement.classList.remove('dark');
  });
});

describe('what stands around the part that is near', () => {
  it('says what it is and how well', async () => {
    const asked: unknown[] = [];
    await render(FocusHead, { view: sick, scope: ORDERS_1, onMenu: (thing: unknown) => asked.push(thing) });
    const text = document.body.textContent.replace(/\s+/g, ' ');
    expect(text).toContain(`orders-1 partition 1 of topic orders ISR ${replicas.slice(0, 2).join(',')}`);
    expect(text).toContain('min.insync.replicas 2');
    document.querySelector('button')?.click();
    expect(asked).toEqual([{ kind: 'shelf', topic: 'orders', partition: 1, broker: null }]);
  });

  it('says why, and heals it', async () => {
    const given: unknown[] = [];
    await render(FocusFoot, {
      view: sick,
      scope: ORDERS_1,
      act: (commands: readonly unknown[]) => given.push(...commands),
    });
    expect(document.body.textContent).toContain(`Why: the disk of broker ${sickBroker} needs 900 ms more`);
    document.querySelector('button')?.click();
    expect(given).toEqual([{ type: 'slow-disk', broker: sickBroker, extraUs: 0 }]);
  });

  it('takes no room where there is nothing to say', async () => {
    await render(FocusFoot, { view, scope: ORDERS_1, act: () => undefined });
    expect(document.body.textContent.trim()).toBe('');
  });

  it('is a topic or a broker on a phone', async () => {
    await render(PhoneScope, { view, scope: { kind: 'topic', topic: 'orders' }, onScope });
    const select = document.querySelector('select') ?? expect.fail();
    expect(select.value).toBe('topic orders');
    await userEvent.selectOptions(select, 'Broker 4');
    expect(chosen).toEqual([{ kind: 'broker', broker: 4 }]);
    expect(select.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
  });
});
