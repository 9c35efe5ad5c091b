import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { desk } from '../../src/i18n/en/desk';
import { en } from '../../src/i18n/en/index';
import { useSite } from './support/site';

const LESSON = 'partitions-and-readers';
const PATIENCE_MS = 30_000;
const site = useSite();

/** The same server under another name: to a browser, another site. */
const elsewhere = (): string => site.url.replace('127.0.0.1', 'localhost');

/** The demo has printed a message of this type, with this text in it. */
const comes = (page: Page, type: string, text: string | RegExp = ''): Promise<void> =>
  page
    .locator(`#messages li[data-direction="<"][data-type="${type}"]`, { hasText: text })
    .first()
    .waitFor({ timeout: PATIENCE_MS });

/** Opens the demo, whose lesson runs a program: real brokers and real KafkaJS, whatever the frame may not do. */
async function runs(kind: 'plain' | 'sandboxed', host: string): Promise<{ page: Page; editors: () => string[] }> {
  const page = await site.visitor();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const editors = (): string[] => requests.filter((url) => /(CodeEditor|editor\.api)/.test(url));
  const address = new URL('embed-demo.html', host);
  address.search = new URLSearchParams({ host: kind, lesson: LESSON, site: site.url, grow: '1' }).toString();
  await page.goto(address.href);
  await comes(page, 'ready', 'listening');
  await comes(page, 'ready', 'running');
  await comes(page, 'resize');
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.height).toBeGreaterThan(560);
  // Until code is opened there is no editor.
  expect(editors()).toEqual([]);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: en.shell.expandDrawer, exact: true }).click();
  await frame.getByRole('button', { name: en.programs.more('producer'), exact: true }).click();
  await comes(page, 'passed', 'run-producer');
  expect(await frame.getByText(desk.embed.kept).count()).toBe(kind === 'sandboxed' ? 1 : 0);
  return { page, editors };
}

it('the demo’s lesson runs and speaks in a plain frame', async () => {
  await runs('plain', site.url);
});

it('the demo’s lesson runs and speaks on another site', async () => {
  await runs('plain', elsewhere());
});

// An opaque origin: no storage, no worker from an address, nobody to name as the one who is spoken to.
it('the demo’s lesson runs and speaks in a sandboxed frame: cluster, programs, editor and state', async () => {
  const { page, editors } = await runs('sandboxed', site.url);
  const send = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  await send('get the state');
  await comes(page, 'state', '"run-producer":{');
  await send('reset');
  await comes(page, 'progress', '"done":0,"all":10},"completed":false,"id":2}');
  await send('set the state');
  // Of two tasks: how many were done by then hangs on how fast the machine is.
  await comes(page, 'progress', /"done":[12],"all":10\},"completed":false,"id":3\}/);
  await send('a malformed one');
  await comes(page, 'error', 'bad-message');

  const frame = page.frameLocator('iframe');
  const code = frame.getByRole('region', { name: en.programs.code('producer.ts'), exact: true }).first();
  await code.hover();
  await code.locator('.monaco-editor .view-line').first().waitFor({ timeout: PATIENCE_MS });
  expect(await code.locator('.view-lines').first().textContent()).toContain('kafkajs');
  expect(editors()).not.toEqual([]);
});
