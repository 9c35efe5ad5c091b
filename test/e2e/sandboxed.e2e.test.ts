import { expect, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import { SITE_PATH } from '../support/site/serve';
import { useSite } from './support/site';

// As a course page embeds it: an opaque origin, so no storage, and no worker can be started from an address.
const EMBED = `<!doctype html><title>Course</title>
<iframe sandbox="allow-scripts" title="Shelfmark" width="1400" height="800"
  src="${SITE_PATH}#/lesson/partitions-and-readers"></iframe>`;
const site = useSite({ '/course.html': EMBED });

it('works in a sandboxed frame of somebody else’s page: cluster, programs and editor', async () => {
  const page = await site.visitor();
  await page.goto(new URL('/course.html', site.url).href);
  const frame = page.frameLocator('iframe');
  await frame.getByText(en.notices.storageRefused.fact).waitFor();
  await frame.getByRole('button', { name: en.programs.more('producer'), exact: true }).click();
  await frame
    .getByText(/Topic-A-\d from offset 0/)
    .first()
    .waitFor({ timeout: 30_000 });

  const code = frame.getByRole('region', { name: en.programs.code('producer.ts'), exact: true }).first();
  await code.hover();
  await code.locator('.monaco-editor .view-line').first().waitFor({ timeout: 30_000 });
  expect(await code.locator('.view-lines').first().textContent()).toContain('kafkajs');
});
