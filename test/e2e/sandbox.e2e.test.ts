import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { desk } from '../../src/i18n/en/desk';
import { en } from '../../src/i18n/en/index';
import { useSite } from './support/site';

const { sandbox: S, share } = desk;
const site = useSite();
const PATIENCE = { timeout: 30_000 };

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const programs = (page: Page) => page.getByRole('button', { name: /^\w+\.ts/ }).allTextContents();
const now = async (page: Page) => (await page.getByRole('timer', { name: en.time.now }).textContent()) ?? '';
const runs = (page: Page, program: string, n: number) =>
  page.getByRole('group', { name: en.programs.instances(program), exact: true }).getByRole('status', {
    name: en.programs.running(n),
  });

describe('the sandbox', () => {
  it('runs at once, takes a program more, and is there after a reload, in a link, and after another cluster', async () => {
    const page = await site.visitor();
    await page.goto(`${site.url}#/sandbox`);
    await button(page, S.runAll).and(page.locator(':enabled')).click(PATIENCE);
    for (const program of ['producer', 'billing', 'audit']) await runs(page, program, 1).waitFor(PATIENCE);

    await button(page, new RegExp(S.templates.keyless.name)).click();
    await page.getByText(S.added('sensor.ts')).last().waitFor();
    await page.getByRole('group', { name: en.programs.instances('sensor') }).waitFor(PATIENCE);
    await button(page, S.runAll).click();
    await runs(page, 'sensor', 1).waitFor(PATIENCE);
    await page
      .getByText(/1 in partition \d @0/)
      .first()
      .waitFor(PATIENCE);

    await button(page, en.shell.share).click();
    const dialog = page.getByRole('dialog', { name: share.title });
    const fingerprint = await dialog.locator('[data-fingerprint]').getAttribute('data-fingerprint');
    const link = await dialog.getByLabel(share.link, { exact: true }).inputValue();
    await page.keyboard.press('Escape');
    const at = await now(page);

    const stranger = await site.visitor();
    await stranger.goto(link);
    await button(stranger, share.opened.run).click();
    await expect.poll(() => now(stranger), PATIENCE).toBe(at);
    await button(stranger, en.shell.share).click();
    expect(await stranger.locator('dialog [data-fingerprint]').getAttribute('data-fingerprint')).toBe(fingerprint);

    await page.reload();
    await expect.poll(() => now(page), PATIENCE).toBe(at);
    await runs(page, 'sensor', 1).waitFor(PATIENCE);

    await button(page, S.build).click();
    await button(page, S.builder.presets.one).click();
    await button(page, S.builder.addTopic).click();
    const copies = page.getByLabel(S.builder.replicationFactor).last();
    await copies.fill('2');
    await page.getByText(S.problems.replicationRange(1)).waitFor();
    await copies.fill('1');
    await button(page, S.builder.build).click();
    await page.getByText(/^1 broker, 2 topics, 2 programs$/).waitFor(PATIENCE);
    expect((await programs(page)).length).toBe(2);

    await button(page, S.goBack).click();
    await expect.poll(() => now(page), PATIENCE).toBe(at);
    await runs(page, 'sensor', 1).waitFor(PATIENCE);
  });
});
