import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const WIDTHS = [1440, 1024, 390] as const;
const THEMES = ['light', 'dark'] as const;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const site = useSite();

const cases = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

/** What axe finds serious or worse, one line a rule and place. */
async function serious(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary})`),
    );
}

describe.each(cases)('axe, $theme, $width px', ({ theme, width }) => {
  const options = { colorScheme: theme, viewport: { width, height: width === 390 ? 844 : 900 } };

  it('finds nothing serious on the first page', async () => {
    const learner = new Learner(site, options);
    await learner.opensHome();
    expect(await serious(learner.page)).toEqual([]);
  });

  it('finds nothing serious on a lesson', async () => {
    const learner = new Learner(site, options);
    await learner.opens(LESSON);
    expect(await serious(learner.page)).toEqual([]);
  });
});

describe.each(THEMES)('axe, %s, while programs run', (theme) => {
  it('finds nothing serious on any tab of the drawer', async () => {
    const learner = new Learner(site, { colorScheme: theme });
    await learner
      .opens(LESSON)
      .atSpeed(50)
      .runs('producer')
      .runs('consumer', 2)
      .seesGroup(({ state, members }) => state === 'Stable' && members === 2, 'two readers are at work')
      .pauses();
    expect(await serious(learner.page)).toEqual([]);
    await learner.looksAt('topics');
    expect(await serious(learner.page)).toEqual([]);
    await learner.chooses('consumer.ts');
    expect(await serious(learner.page)).toEqual([]);
  });
});
