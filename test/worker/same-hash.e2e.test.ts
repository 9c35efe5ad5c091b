import { chromium, type Browser, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimEvent } from '../../src/contract/event';
import type { RunLog } from '../../src/contract/run-log';
import { selfContainedScripts } from '../../src/worker/build/self-contained-scripts';
import type { createSimClient } from '../../src/worker/sim-client';
import { prepareChromium } from '../support/browser/chromium';
import { runHeadless, runLog } from '../support/headless';
import { producerAndReaders } from '../support/programs';
import { threeBrokers } from '../support/scenarios';

declare global {
  interface Window {
    createSimClient: typeof createSimClient;
  }
}

const SECOND = 1_000_000;
const PAGE = `<!doctype html><title>page</title><body><script type="module">
  import { createSimClient } from '/src/worker/sim-client.ts';
  window.createSimClient = createSimClient;
</script></body>`;

let server: ViteDevServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await createServer({
    configFile: false,
    logLevel: 'warn',
    server: { port: 0, cors: true, hmr: false, watch: null },
    plugins: [
      selfContainedScripts(),
      {
        name: 'page',
        configureServer: ({ middlewares }) =>
          void middlewares.use('/page', (_, response) => {
            response.setHeader('Content-Type', 'text/html');
            response.end(PAGE);
          }),
      },
    ],
  });
  await server.listen();
  browser = await chromium.launch(await prepareChromium());
  // Another zone and another language than those of Node, to see that neither shows.
  page = await browser.newPage({ timezoneId: 'Asia/Kolkata', locale: 'de-DE' });
  await page.goto(`${server.resolvedUrls!.local[0]}page`);
  await page.waitForFunction(() => 'createSimClient' in window);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

interface Told {
  readonly hash: string;
  readonly events: readonly SimEvent[];
}

function inBrowser(log: RunLog, untilUs: number): Promise<Told> {
  return page.evaluate(
    async ({ log, untilUs }) => {
      const client = await window.createSimClient();
      const { events } = await client.open(log, untilUs);
      const answer = await client.query({ type: 'journal-hash' });
      client.dispose();
      return { hash: answer.type === 'journal-hash' ? answer.hash : '', events };
    },
    { log, untilUs },
  );
}

const everything: RunLog = runLog({
  scenario: threeBrokers,
  programs: [
    { name: 'chance', entry: 'chance.ts', role: 'other', autostart: 2 },
    { name: 'crash', entry: 'crash.ts', role: 'other', autostart: 1 },
    { name: 'reject', entry: 'reject.ts', role: 'other', autostart: 1 },
  ],
  files: {
    'chance.ts': `
import { Kafka, CompressionTypes } from 'kafkajs';
import { effect } from 'shelfmark';
effect('facts', [Math.random(), crypto.randomUUID(), new Date(2024, 5, 1).getTime(), new Date().toLocaleString(), String(new Date())]);
const producer = new Kafka({ brokers: ['broker-2:9092'] }).producer({ idempotent: true });
await producer.connect();
await producer.send({
  topic: 'Topic-A',
  compression: CompressionTypes.GZIP,
  messages: Array.from({ length: 50 }, (_, i) => ({ key: String(i % 9), value: 'book '.repeat(i), headers: { n: String(i) } })),
});
await producer.disconnect();
effect('done', performance.now());
`,
    'crash.ts': `setTimeout(() => { throw new Error('x') }, 700);`,
    'reject.ts': `
import { effect } from 'shelfmark';
for (let i = 1; i < 20; i++) setTimeout(() => effect('tick', i), i * 10);
setTimeout(async () => { await null; await null; throw new Error('x') }, 100);`,
  },
  commands: [{ atUs: 3 * SECOND, seq: 0, command: { type: 'run', program: 'crash', instance: 1 } }],
});

for (const [what, log, untilUs] of [
  ['a producer and four readers', producerAndReaders({ readers: 4, records: 40, everyMs: 150 }), 40 * SECOND],
  ['chance, dates, gzip, crashes and commands', everything, 10 * SECOND],
] as const) {
  test(`${what}: the same journal in Node and in the browser, twice each`, async () => {
    const [one, two] = [await runHeadless(log, { untilUs }), await runHeadless(log, { untilUs })];
    const [three, four] = [await inBrowser(log, untilUs), await inBrowser(log, untilUs)];
    expect(one.events.length).toBeGreaterThan(50);
    const hashed = (events: readonly SimEvent[]) => events.filter(({ type }) => type !== 'console');
    expect(hashed(three.events)).toEqual(hashed(one.events));
    expect(new Set([one.hash, two.hash, three.hash, four.hash]).size).toBe(1);
  });
}
