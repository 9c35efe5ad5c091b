import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';
import { en } from '../src/i18n/en/index';
import { prepareChromium } from '../test/support/browser/chromium';
import { serveSite } from '../test/support/site/serve';
import { measureEngine } from './engine/run-engine';
import { format, table, type Figures } from './figures';
import type { Measures } from './page/page';
import { playInNode } from './plain-node';
import { measureSizes } from './sizes';
import { recordsPerSecond } from './throughput';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
/** The bench's own page: the same modules, built in the same way, with a door for the measures. */
const BENCH_DIST = join(ROOT, '.cache/bench');
const ENGINE_DIST = join(ROOT, '.cache/bench-engine');

/** `npm run bench`, after the build. With `--json` the last line is one JSON object of the figures. */
export async function main(args: readonly string[]): Promise<void> {
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    configLoader: 'runner',
    logLevel: 'warn',
    build: { outDir: BENCH_DIST, emptyOutDir: true, rolldownOptions: { input: join(ROOT, 'bench/page/index.html') } },
  });
  const browser = await chromium.launch(await prepareChromium());
  try {
    const figures = await measure(browser);
    console.log(`\n${table(figures)}`);
    if (args.includes('--json')) console.log(JSON.stringify(figures));
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser): Promise<Figures> {
  const site = await serveSite(DIST);
  const sizes = await measureSizes(browser, site.url, async (page) => {
    await page.locator('canvas').first().waitFor();
    // It can be paused once the cluster runs.
    await page.getByRole('button', { name: en.time.pause }).and(page.locator(':enabled')).waitFor();
  });
  await site.close();
  console.log('Scripts of the running stage, KiB gzip:');
  for (const [name, kib] of sizes.files) console.log(`  ${format(kib).padStart(6)}  ${name}`);

  const bench = await serveSite(BENCH_DIST);
  const page = await browser.newPage();
  await page.goto(`${bench.url}bench/page/index.html`);
  // The best of three: whatever else the machine does meanwhile only adds.
  const virtualPerReal = Math.max(...(await thrice(() => ask(page, 'virtualPerReal'))));
  const frameMs1000 = Math.min(...(await thrice(() => ask(page, 'frameMs', 1_000))));
  const frameMs10000 = Math.min(...(await thrice(() => ask(page, 'frameMs', 10_000))));
  const [inSandbox = NaN, inNode = NaN] = await recordsPerSecond([
    (text) => ask(page, 'playInSandbox', text),
    playInNode,
  ]);
  console.log(`KafkaJS, records a second: ${format(inSandbox)} in the sandbox, ${format(inNode)} in plain Node.`);
  await page.close();
  await bench.close();

  const engine = await measureEngine(ROOT, ENGINE_DIST);
  const { eventCostSmallUs, eventCostLargeUs } = engine;
  console.log(`Engine, µs an event: ${format(eventCostSmallUs)} small, ${format(eventCostLargeUs)} large.`);
  return {
    virtualPerReal: round(virtualPerReal),
    kafkajsRatio: round(inSandbox / inNode),
    frameMs1000: round(frameMs1000),
    frameMs10000: round(frameMs10000),
    engineRecordsPerSecond: round(engine.engineRecordsPerSecond),
    eventCostGrowth: round(eventCostLargeUs / eventCostSmallUs),
    firstPaintKiB: round(sizes.firstPaintKiB),
    stageKiB: round(sizes.stageKiB),
  };
}

function ask<Name extends keyof Measures>(
  page: Page,
  name: Name,
  ...args: Parameters<Measures[Name]>
): Promise<number> {
  return page.evaluate(
    async ({ name, args }) => (window.bench[name] as (...args: unknown[]) => Promise<number>)(...args),
    { name, args },
  );
}

async function thrice(measureOnce: () => Promise<number>): Promise<number[]> {
  return [await measureOnce(), await measureOnce(), await measureOnce()];
}

const round = (value: number): number => Number(value.toPrecision(4));
