import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, type Locator } from 'vitest/browser';
import '../../src/app/base.css';
import '../../src/app/tokens.css';
import Drawer from '../../src/app/Drawer.svelte';
import { preferences } from '../../src/app/preferences.svelte';
import RunNotices from '../../src/app/RunNotices.svelte';
import { Selection } from '../../src/app/selection.svelte';
import { desk } from '../../src/i18n/en/desk';
import { en } from '../../src/i18n/en/index';
import { words } from '../../src/i18n/words.svelte';
import { settled } from '../support/fake-sim';
import { setUp } from './session-world';

const { programs: P, shell: S, notices: N } = en;

beforeEach(async () => {
  await words.use('en');
  preferences.set({ drawer: 'open' });
});

/** Without the pointer: over the code it would fetch the whole editor, which is not what is tested here. */
const press = (button: Locator): void => (button.element() as HTMLElement).click();

async function drawer(width: number) {
  const world = setUp();
  await world.session.start();
  world.session.pause();
  const target = document.createElement('div');
  target.style.cssText = `width: ${width}px; height: 320px; display: grid`;
  document.body.append(target);
  const selection = new Selection('producer.ts');
  await render(Drawer, { target, props: { session: world.session, selection, dark: false } });
  return { ...world, selection };
}

describe('the drawer', () => {
  it('starts, stops and kills instances, and shows how each is', async () => {
    const { sim } = await drawer(1060);
    await page.getByRole('button', { name: P.more('producer') }).click();
    await expect.element(page.getByText(P.states.running, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: P.killThe('producer-1') }).click();
    await expect.element(page.getByText(P.states.killed, { exact: true })).toBeVisible();
    await expect.element(page.getByRole('log').getByText(en.console.killed)).toBeVisible();
    await page.getByRole('button', { name: P.runThe('producer-1') }).click();
    await page.getByRole('button', { name: P.stopThe('producer-1') }).click();
    expect(sim.asked.filter((each) => !each.startsWith('grant'))).toEqual([
      'open 0',
      'run producer-1',
      'kill producer-1',
      'run producer-1',
      'stop producer-1',
    ]);
  });

  it('shows the code of the chosen file, and says when what runs is older', async () => {
    const { session } = await drawer(1060);
    await expect.element(page.getByText('produce()')).toBeVisible();
    press(page.getByRole('button', { name: 'shop.ts' }));
    await expect.element(page.getByText('shop()')).toBeVisible();
    press(page.getByRole('button', { name: /^consumer\.ts/ }));
    press(page.getByRole('button', { name: P.more('consumer') }));
    await settled();
    session.files.edit('consumer.ts', 'other()');
    await expect.element(page.getByText(P.stale(1))).toBeVisible();
    press(page.getByRole('button', { name: P.restore }));
    await expect.element(page.getByText('consume()')).toBeVisible();
    press(page.getByRole('button', { name: P.undo }));
    expect(session.files.texts['consumer.ts']).toBe('other()');
  });

  it('gives the console a tab of its own where there is no room beside the code', async () => {
    await drawer(700);
    expect(page.getByRole('log').elements()).toEqual([]);
    await page.getByRole('tab', { name: en.console.label }).click();
    await expect.element(page.getByRole('log')).toBeVisible();
  });

  it('folds away and comes back with the tab that was asked for', async () => {
    await drawer(1060);
    await page.getByRole('button', { name: S.collapseDrawer }).click();
    expect(page.getByRole('tabpanel').elements()).toEqual([]);
    await page.getByRole('tab', { name: desk.tabs.groups }).click();
    await expect.element(page.getByText(en.groups.empty)).toBeVisible();
  });
});

describe('notices of a run', () => {
  it('offer a new cluster when the simulation broke', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    await render(RunNotices, { session });
    sim.failure = new Error('out of memory');
    await frames.turn();
    await frames.turn();
    await expect.element(page.getByText(N.broken.fact)).toBeVisible();
    await expect.element(page.getByText(/out of memory/)).toBeVisible();
    sim.failure = null;
    await page.getByRole('button', { name: N.broken.again }).click();
    await expect.poll(() => session.phase).toBe('ready');
    expect(page.getByText(N.broken.fact).elements()).toEqual([]);
  });

  it('say when the run is full', async () => {
    const { sim, frames, session } = setUp();
    await session.start();
    await render(RunNotices, { session });
    sim.endsWith = 'journal-full';
    await frames.turn();
    await frames.turn();
    await expect.element(page.getByText(N.journalFull.fact)).toBeVisible();
    sim.endsWith = null;
    await page.getByRole('button', { name: N.journalFull.fresh }).click();
    await expect.poll(() => session.phase).toBe('ready');
  });
});
