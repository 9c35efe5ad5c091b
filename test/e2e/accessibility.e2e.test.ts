import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { desk } from '../../src/i18n/en/desk';
import { en } from '../../src/i18n/en/index';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const WIDTHS = [1440, 1024, 390] as const;
const THEMES = ['light', 'dark'] as const;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PATIENCE = { timeout: 30_000 };
const site = useSite();

/**
 * What axe finds serious or worse on what is on the page now, in both themes; one line a rule and place. Only contrast
 * hangs on the theme.
 */
async function serious(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE });
    const { violations } = await page.evaluate(
      async (only) => {
        const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
        // A theme may still be fading in.
        const fading = document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
        await Promise.all(fading.map((animation) => animation.finished.catch(() => null)));
        return axe.run(only === null ? {} : { runOnly: [only] });
      },
      theme === 'dark' ? 'color-contrast' : null,
    );
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      for (const { target, failureSummary } of nodes) {
        found.push(`${theme}: ${id}: ${target.join(' ')} (${failureSummary})`);
      }
    }
  }
  return found;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click(PATIENCE);
const clusterRuns = (page: Page) =>
  page.getByRole('button', { name: en.time.step, exact: true }).and(page.locator(':enabled')).waitFor(PATIENCE);

/** Every page, and how one knows that it is there. */
const PAGES: Readonly<Record<string, { address: string; there: (page: Page) => Promise<void> }>> = {
  home: { address: '', there: (page) => page.getByRole('heading', { level: 1 }).waitFor(PATIENCE) },
  lesson: { address: `#/lesson/${LESSON}`, there: clusterRuns },
  sandbox: { address: '#/sandbox', there: clusterRuns },
  embed: { address: `?embed=1&lesson=${LESSON}`, there: (page) => page.locator('canvas').first().waitFor(PATIENCE) },
  'a link that is torn': {
    address: '#/run/1/',
    there: (page) => page.getByText(desk.share.unreadable.torn).waitFor(PATIENCE),
  },
  'no page': { address: '#/nowhere', there: (page) => page.getByText(en.shell.missing.title).waitFor(PATIENCE) },
  'an address of nothing': {
    address: '404.html',
    there: (page) => page.getByRole('heading').first().waitFor(PATIENCE),
  },
};

describe('axe finds nothing serious', { timeout: 300_000 }, () => {
  it.each(Object.entries(PAGES))('on the page: %s', async (_name, { address, there }) => {
    const page = await site.visitor();
    await page.goto(new URL(address, site.url).href);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await there(page);
      expect(await serious(page), `${width} px`).toEqual([]);
    }
  });

  it('on any tab of the drawer, in a menu and in a dialog', async () => {
    const learner = new Learner(site);
    await learner
      .opens(LESSON)
      .atSpeed(50)
      .runs('producer')
      .runs('consumer', 2)
      .seesGroup(({ state, members }) => state === 'Stable' && members === 2, 'two readers are at work')
      .pauses();
    const { page } = learner;
    for (const tab of [en.shell.tabs.programs, ...Object.values(desk.tabs)]) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('tabpanel').first().waitFor();
      expect(await serious(page), tab).toEqual([]);
    }
    await learner.chooses('consumer.ts');
    expect(await serious(page), 'code').toEqual([]);
    for (const opens of [en.stage.menuOf(en.stage.broker(1)), en.shell.share, en.shell.embed, en.shell.keys]) {
      await press(page, opens);
      await page.getByRole('dialog').first().waitFor(PATIENCE);
      expect(await serious(page), opens).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
});
