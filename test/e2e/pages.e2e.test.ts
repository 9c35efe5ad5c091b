import { expect, it } from 'vitest';
import { lesson } from '../../src/i18n/ru/lesson';
import { ru } from '../../src/i18n/ru/index';
import { useSite } from './support/site';

const site = useSite();

it('who opens a lesson’s own page is in the app at that lesson, in the language of the page, and stays there', async () => {
  const page = await site.visitor();
  await page.goto(new URL('ru/groups/', site.url).href);
  await page.getByRole('region', { name: lesson.label }).getByText(lesson.crumb(3, 11)).waitFor({ timeout: 30_000 });
  expect(page.url()).toBe(`${site.url}#/lesson/groups`);
  await page.getByRole('link', { name: ru.shell.lessons, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: ru.home.headline }).waitFor();
  expect(page.url()).toBe(`${site.url}#/`);
});
