import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { KEY_PREFIX } from '../../src/app/storage';
import { desk } from '../../src/i18n/en/desk';
import { en } from '../../src/i18n/en/index';
import { useSite } from './support/site';

const { home: H } = en;
const { progress: P } = desk;
const site = useSite();

const progress = (lesson: string, step: number) => ({
  version: 1,
  lesson,
  step,
  tasks: {},
  answers: {},
  hints: {},
  spentMs: 60_000,
});

/** Somebody who has got so far. */
async function visitor(steps: Readonly<Record<string, number>>): Promise<Page> {
  const page = await site.visitor();
  await page.goto(site.url);
  const kept = Object.entries(steps).map(([lesson, step]) => [
    `${KEY_PREFIX}progress:${lesson}`,
    JSON.stringify(progress(lesson, step)),
  ]);
  await page.evaluate((entries) => entries.forEach(([key = '', text = '']) => localStorage.setItem(key, text)), kept);
  await page.reload();
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const lessonRow = (page: Page, question: string) => page.getByRole('link').filter({ hasText: question });
const brings = (page: Page, name: string, text: string) =>
  page
    .getByLabel(H.importProgress, { exact: true })
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

const GROUPS = 'Does each reader get everything, or a share?';
const FIRST = 'Does a fourth reader make it faster?';

describe('the home page', () => {
  it('knows where one left, and takes progress elsewhere and back; a reset asks, and can be undone', async () => {
    const page = await visitor({ 'partitions-and-readers': 5, groups: 1 });
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
    expect(await page.getByRole('link', { name: H.goOn(2) }).getAttribute('href')).toBe('#/lesson/groups');
    await lessonRow(page, FIRST).getByText(H.done).waitFor();
    await page.getByText(H.doneCount(1)).waitFor();

    const saved = page.waitForEvent('download');
    await press(page, H.exportProgress);
    const text = await readFile(await (await saved).path(), 'utf8');

    await press(page, H.resetProgress);
    await page.getByText(P.reset.fact(2)).waitFor();
    await press(page, P.reset.no);
    await press(page, H.resetProgress);
    await press(page, P.reset.yes);
    await page.getByRole('heading', { level: 1, name: H.headline }).waitFor();
    await page.reload();
    await press(page, H.undoReset);
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();

    await brings(page, 'shopping.json', '["milk"]');
    await page.getByText(P.refused.none).waitFor();
    await press(page, P.understood);
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();

    const other = await visitor({ groups: 2 });
    const file = JSON.parse(text) as { progress: Record<string, unknown> };
    file.progress['gone'] = progress('gone', 1);
    file.progress['offsets'] = { step: 'three' };
    await brings(other, 'progress.json', JSON.stringify(file));
    await other.getByText(P.imported.fact(2)).waitFor();
    await other.getByText(`${P.imported.unknown('gone')} ${P.imported.unreadable('Offsets')}`).waitFor();
    await lessonRow(other, FIRST).getByText(H.done).waitFor();
    // What he had was further, and stays.
    await lessonRow(other, GROUPS)
      .getByText(/^Step 3 of/)
      .waitFor();

    await lessonRow(other, H.sandbox).click();
    await other.getByRole('heading', { level: 1, name: desk.sandbox.title }).waitFor({ timeout: 30_000 });
  });
});
