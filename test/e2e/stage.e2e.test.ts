import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const site = useSite();

/** Colours of keys A and B in the light theme, which fill the books' spines. */
const KEY_COLOURS = ['e69f00', '56b4e9'];
/** A spine of 13 × 29 px has some pixels of pure colour, whatever its letter covers. */
const PIXELS_MIN = 50;

/** How many pixels of each of these colours the stage has, as it is on the screen. */
async function pixelsOf(page: Page, colours: readonly string[]): Promise<number[]> {
  const picture = (await page.locator('canvas').screenshot()).toString('base64');
  return page.evaluate(
    async ({ picture, colours }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      if (context === null) throw new Error('There is no canvas to look with.');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const counts = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        const colour = [0, 1, 2].map((i) => (data[at + i] ?? 0).toString(16).padStart(2, '0')).join('');
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      return colours.map((colour) => counts.get(colour) ?? 0);
    },
    { picture, colours },
  );
}

it('draws the books that were written, in the colours of their keys, and says the same as text', async () => {
  const learner = new Learner(site, { colorScheme: 'light' });
  await learner.opens('partitions-and-readers').atSpeed(10);
  const { page } = learner;
  const shelves = page.getByRole('tree').getByRole('treeitem', { name: /Topic-A/ });
  await expect.poll(() => shelves.count()).toBeGreaterThanOrEqual(8);
  expect(await pixelsOf(page, KEY_COLOURS)).toEqual([0, 0]);

  await learner.runs('producer').finishes('every-shelf').pauses();
  for (const pixels of await pixelsOf(page, KEY_COLOURS)) expect(pixels).toBeGreaterThan(PIXELS_MIN);
  expect(await page.getByRole('region', { name: en.stage.mirror.label }).textContent()).toMatch(/[1-9]\d* records/);
});
