import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { desk } from '../../src/i18n/en/desk';
import { en } from '../../src/i18n/en/index';
import { KEY_PREFIX } from '../../src/app/storage';
import { ENGINE_VERSION, RUN_LOG_FORMAT } from '../../src/contract/run-log';
import { runHref } from '../../src/app/routing';
import { packLink } from '../../src/app/share/pack';
import { SHARE_VERSION, type SharedRun } from '../../src/app/share/shared-run';
import { Learner } from './support/learner';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const { share: S } = desk;
const site = useSite();

/** A run that somebody else made of the same lesson. */
const THEIRS: SharedRun = {
  lesson: LESSON,
  step: 1,
  log: {
    format: RUN_LOG_FORMAT,
    engine: ENGINE_VERSION,
    scenario: {
      id: LESSON,
      brokers: [{ id: 1 }],
      links: { clientUs: 1_000, brokerUs: 1_000 },
      topics: [{ name: 'Topic-A', partitions: 1, replicationFactor: 1 }],
    },
    seed: 1,
    programs: [{ name: 'producer', entry: 'producer.ts', role: 'producer' }],
    files: { 'producer.ts': '// somebody else wrote this\n' },
    commands: [{ atUs: 10, seq: 0, command: { type: 'run', program: 'producer', instance: 1 } }],
  },
  nowUs: 1_000_000,
  hash: null,
};

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

interface Given {
  readonly link: string;
  readonly fingerprint: string;
  readonly facts: string;
  /** Path of the same as a file, if it was saved. */
  readonly file: string;
}

/** Opens the dialog of the run on the page, and reads it. */
async function sharedFrom(page: Page, saves: 'no file' | 'a file' = 'no file'): Promise<Given> {
  await press(page, en.shell.share);
  const dialog = page.getByRole('dialog', { name: S.title });
  const fingerprint = await dialog.locator('[data-fingerprint]').getAttribute('data-fingerprint');
  const link = await dialog.getByLabel(S.link, { exact: true }).inputValue();
  const facts = (await dialog.locator('dl').textContent()) ?? '';
  let file = '';
  if (saves === 'a file') {
    const saved = page.waitForEvent('download');
    await press(page, S.file);
    const download = await saved;
    expect(download.suggestedFilename()).toBe(`${LESSON}.shelfmark.json`);
    file = await download.path();
  }
  await page.keyboard.press('Escape');
  return { link, fingerprint: fingerprint ?? '', facts, file };
}

/** Somebody with an empty browser who follows a link. */
async function follows(link: string): Promise<Page> {
  const page = await site.visitor();
  await page.goto(link);
  return page;
}

const now = (page: Page) => page.getByRole('timer', { name: en.time.now }).textContent();
const frames = (page: Page) => page.locator('iframe').count();

/** What the page keeps in this browser, but for what was chosen for the page as a whole. */
const kept = (page: Page) =>
  page.evaluate(
    (prefix) => Object.entries(localStorage).filter(([key]) => key.startsWith(prefix) && !key.endsWith('preferences')),
    KEY_PREFIX,
  );

describe('a link', () => {
  it('gives a stranger the same run, once he asks for it; so does a file', async () => {
    const learner = new Learner(site);
    await learner.opens(LESSON).atSpeed(10).runs('producer').runs('consumer', 2).finishes('every-shelf').pauses();
    const at = await learner.now();
    const given = await sharedFrom(learner.page, 'a file');
    expect(given.facts).toContain(S.holds.until(at));
    expect(given.facts).toContain(S.holds.commands(3));

    const page = await follows(given.link);
    await page.getByRole('heading', { name: S.opened.heading }).waitFor();
    expect(await page.getByRole('article').textContent()).toContain(given.fingerprint);
    await page.getByText('producer.ts', { exact: true }).click();
    await page.getByText('kafka.producer()').waitFor();
    // Nothing of it runs: the frame that programs run in is not even there.
    expect(await frames(page)).toBe(0);

    await press(page, S.opened.run);
    await expect.poll(() => now(page), { timeout: 30_000 }).toBe(at);
    expect(await frames(page)).toBe(1);
    const again = await sharedFrom(page);
    expect(again.fingerprint).toBe(given.fingerprint);
    expect(await page.getByText(S.opened.differs.fact).count()).toBe(0);
    expect(await kept(page)).toEqual([]);

    await press(page, en.shell.share);
    await page.getByLabel(S.open).setInputFiles(given.file);
    await page.getByRole('heading', { name: S.opened.heading }).waitFor();
    expect(await page.getByRole('article').textContent()).toContain(given.fingerprint);
  });

  it('leaves alone what the visitor has of his own', async () => {
    const link = site.url + runHref(SHARE_VERSION, packLink(THEIRS));
    const visitor = new Learner(site);
    await visitor.opens(LESSON).writes('producer.ts', '// my own work\n');
    const { page } = visitor;
    const home = async (): Promise<void> => {
      await page.getByRole('link', { name: en.shell.lessons }).click();
      await page.getByRole('heading', { name: en.home.headline }).waitFor();
    };
    // All that is his is written down once the lesson is left.
    await home();
    const mine = await kept(page);
    expect(JSON.stringify(mine)).toContain('my own work');
    await page.goto(link);
    await press(page, S.opened.run);
    await page.getByText('somebody else wrote this').first().waitFor({ timeout: 30_000 });
    await press(page, en.time.play);
    await home();
    expect(await kept(page)).toEqual(mine);
    await visitor.opens(LESSON);
    expect(await visitor.code('producer.ts')).toMatch(/my\sown\swork/);
  });

  it('that cannot be read says so, and shows the way home', async () => {
    const learner = new Learner(site);
    await learner.opens(LESSON).pauses();
    const { link } = await sharedFrom(learner.page);
    const { unreadable: U } = S;
    const page = await follows(link.slice(0, link.length - 40));
    await page.getByText(U.torn).waitFor();
    await page.goto(link.replace('/run/1/', '/run/7/'));
    await page.getByText(U.newer('7')).waitFor();
    await page.goto(`${site.url}#/run/1/`);
    await page.getByText(U.torn).waitFor();
    await page.getByRole('link', { name: S.opened.home }).click();
    await page.getByRole('heading', { name: en.home.headline }).waitFor();
  });
});
