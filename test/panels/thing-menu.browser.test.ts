import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import '../../src/app/base.css';
import '../../src/app/tokens.css';
import type { Command } from '../../src/contract/command';
import { words } from '../../src/i18n/words.svelte';
import ThingMenu from '../../src/panels/ThingMenu.svelte';
import { linkBetween, type Thing } from '../../src/view/thing';
import { TOPIC } from '../support/journal';
import { after, empty, started, topicCreated } from '../view/views';

const view = after(empty(), topicCreated(), started('billing-1'));
const BROKER: Thing = { kind: 'broker', broker: 2 };

let given: Command[];
let closed: boolean[];
let gone: (Thing | string)[];

beforeEach(async () => {
  await words.use('en');
  [given, closed, gone] = [[], [], []];
});

async function open(thing: Thing, touch = false): Promise<void> {
  // `anchor` is a word of Svelte's own, so props are named as such.
  await render(ThingMenu, {
    props: {
      view,
      thing,
      touch,
      anchor: { x: 40, y: 40, width: 28, height: 24 },
      onAct: (commands: readonly Command[]) => given.push(...commands),
      onOpen: (tab: string, of: Thing) => gone.push(tab, of),
      onThing: (other: Thing) => gone.push(other),
      onClose: (back: boolean) => closed.push(back),
    },
  });
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('menuitem'));
}

const focused = (): string => document.activeElement?.querySelector('span')?.textContent ?? '';
const status = (): string => document.querySelector('[role=status]')?.textContent ?? '';

describe('the menu of a thing', () => {
  it('is for the arrow keys, goes round, and does what one chooses', async () => {
    await open(BROKER);
    expect(focused()).toBe('Stop (controlled shutdown)');
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('Kill (kill -9)');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(focused()).toBe('Show its disk');
    await userEvent.keyboard('{Home}{ArrowDown}{Enter}');
    expect(given).toEqual([{ type: 'kill-broker', broker: 2 }]);
    expect(closed).toEqual([true]);
  });

  it('does an act by its letter, whatever alphabet the keys have', async () => {
    await open(BROKER);
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'л', code: 'KeyK', bubbles: true }));
    expect(given).toEqual([{ type: 'kill-broker', broker: 2 }]);
  });

  it('is closed by Escape, by Tab, and by a press beside it', async () => {
    await open(BROKER);
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Tab}');
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    expect(closed).toEqual([true, true, false]);
    expect(given).toEqual([]);
  });

  it('asks for a number, refuses what does not fit, and goes back by Escape', async () => {
    await open(BROKER);
    await userEvent.keyboard('d');
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'));
    await userEvent.fill(document.activeElement as HTMLInputElement, '0');
    await userEvent.keyboard('{Enter}');
    expect(given).toEqual([]);
    await userEvent.fill(document.activeElement as HTMLInputElement, '450');
    await userEvent.keyboard('{Enter}');
    expect(given).toEqual([{ type: 'slow-disk', broker: 2, extraUs: 450_000 }]);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(focused()).toBe('Stop (controlled shutdown)'));
    expect(closed).toEqual([true]);
  });

  it('says why something cannot be done, and does not do it', async () => {
    await open({ kind: 'shelf', topic: TOPIC, partition: 0, broker: 1 });
    await userEvent.keyboard('u');
    expect(status()).toMatch(/^It has a leader/);
    expect([given, closed]).toEqual([[], []]);
  });

  it('leads to a broker’s links, and to inspectors', async () => {
    await open(BROKER);
    await userEvent.keyboard('l');
    await vi.waitFor(() => expect(focused()).toBe('Link to broker 1'));
    await userEvent.keyboard('{Enter}');
    expect(gone).toEqual([linkBetween('broker:2', 'broker:1')]);
    await vi.waitFor(() => expect(focused()).toBe('Stop (controlled shutdown)'));
    await userEvent.keyboard('o');
    expect(gone.slice(1)).toEqual(['disk', BROKER]);
  });

  it('has targets for fingers where there are fingers', async () => {
    await open(BROKER, true);
    for (const item of document.querySelectorAll('[role=menuitem]')) {
      expect(item.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    }
  });

  it('has no mistake that axe finds, light and dark', async () => {
    for (const dark of [false, true]) {
      document.documentElement.classList.toggle('dark', dark);
      await open({ kind: 'shelf', topic: TOPIC, partition: 0, broker: 1 });
      const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
      expect(found.violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`)).toEqual([]);
    }
    document.documentElement.classList.remove('dark');
  });
});
