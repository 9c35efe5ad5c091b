import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const { time: T } = en;
const site = useSite();

const slider = (page: Page) => page.getByRole('slider', { name: T.slider });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** `00:12.480` in seconds. */
const seconds = (text: string): number => {
  const [minutes = 0, rest = 0] = text.split(':').map(Number);
  return minutes * 60 + rest;
};
const sum = (ends: readonly number[]): number => ends.reduce((total, end) => total + end, 0);

/** Somebody who lets the producer fill the shelves, and stops time. To be awaited, as every learner. */
const fillsTheShelves = (): Learner =>
  new Learner(site).opens(LESSON).atSpeed(10).runs('producer').finishes('every-shelf').pauses();

async function dragTo(page: Page, part: number): Promise<void> {
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('There is no slider.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * part, y, { steps: 4 });
  await page.mouse.up();
  // What the hand asked for last is shown with the next frame.
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
}

describe('the time bar', () => {
  it('shows any moment of the run by mouse, and the cluster goes on from there when one acts', async () => {
    const learner = fillsTheShelves();
    await learner;
    const { page } = learner;
    const end = await learner.now();
    await expect.poll(async () => sum(await learner.logEnds('Topic-A'))).toBeGreaterThan(0);
    const ends = await learner.logEnds('Topic-A');

    await dragTo(page, 0.1);
    const past = await learner.now();
    expect(seconds(past)).toBeLessThan(seconds(end));
    expect(sum(await learner.logEnds('Topic-A'))).toBeLessThan(sum(ends));

    await press(page, T.past.toNow);
    expect(await learner.now()).toBe(end);
    expect(await learner.logEnds('Topic-A')).toEqual(ends);

    await dragTo(page, 0.1);
    await learner.tries('consumer.ts');
    const question = page.getByRole('alertdialog');
    await expect.poll(() => question.textContent()).toContain(T.fork.title(past));
    await press(page, T.fork.goOn);
    await page.getByText(T.left.forked(past, end)).waitFor();
    // The command was carried out where it was asked for: time has moved by a microsecond.
    expect(await learner.now()).toBe(past);
    await learner.finishes('every-shelf');

    await press(page, T.play);
    await learner.seesGroup((group) => group.state === 'Stable', 'the reader of the new run is at work');
    await learner.pauses();
    await press(page, T.left.bringBack);
    await expect.poll(() => learner.now(), { timeout: 20_000 }).toBe(end);
    await expect.poll(() => learner.logEnds('Topic-A')).toEqual(ends);
  });

  it('shows any moment of the run by keyboard alone', async () => {
    const learner = fillsTheShelves();
    await learner;
    const { page } = learner;
    const end = await learner.now();
    await slider(page).focus();

    await page.keyboard.press('ArrowLeft');
    const back = await learner.now();
    expect(seconds(end) - seconds(back)).toBeCloseTo(1, 2);
    await page.keyboard.press('ArrowRight');
    expect(await learner.now()).toBe(end);
    await page.keyboard.press('Home');
    expect(await learner.now()).toBe('00:00.000');
    expect(sum(await learner.logEnds('Topic-A'))).toBe(0);
    await slider(page).focus();
    await page.keyboard.press('End');
    expect(await learner.now()).toBe(end);

    await page.keyboard.press(',');
    const before = await learner.now();
    expect(seconds(before)).toBeLessThan(seconds(end));
    await page.keyboard.press(',');
    expect(seconds(await learner.now())).toBeLessThan(seconds(before));
    await page.keyboard.press('.');
    expect(await learner.now()).toBe(before);

    await page.keyboard.press('Home');
    await press(page, T.past.goOn);
    await expect.poll(() => page.getByRole('button', { name: T.fork.stay }).evaluate(isFocused)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    expect(await learner.now()).toBe('00:00.000');

    // Played from the past, the run comes to its end by itself and goes on.
    await slider(page).focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => seconds(await learner.now()) > seconds(end), { timeout: 20_000 }).toBe(true);
    expect(await page.getByRole('group', { name: T.past.label }).count()).toBe(0);
  });

  it('stands where it was left after a reload, in the past too', async () => {
    const learner = fillsTheShelves();
    await learner;
    const { page } = learner;
    const end = await learner.now();
    await dragTo(page, 0.1);
    const past = await learner.now();
    await learner.reloads();
    await expect.poll(() => learner.now()).toBe(past);
    await press(page, T.past.toNow);
    expect(await learner.now()).toBe(end);
  });
});

const isFocused = (element: Element): boolean => element === document.activeElement;
