import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { prepareChromium } from '../../support/browser/chromium';
import { serveSite, type ExtraPages, type Site } from '../../support/site/serve';

/**
 * Drawing without a graphics card takes a test machine's whole processor, and the programs that a test waits for get
 * what is left. So a page gets a frame this often at most; it grants time frame by frame and draws the same pictures.
 */
const FRAME_MS_MIN = 100;

const DIST = join(import.meta.dirname, '../../../dist');

export interface OpenSite {
  /** Address of the first page, below a sub-path. */
  readonly url: string;
  /** A new visitor with an empty storage; the page is blank. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * For a whole test file: one browser, one server of the built site. After each test, the visitors leave, and an error
 * that a page threw meanwhile fails the test, whatever the test looked at.
 */
export function useSite(extra: ExtraPages = {}): OpenSite {
  let browser: Browser | undefined;
  let site: Site | undefined;
  let errors: string[] = [];

  beforeAll(async () => {
    if (!existsSync(join(DIST, 'index.html'))) throw new Error('There is no built site: run `npm run build` first.');
    site = await serveSite(DIST, extra);
    browser = await chromium.launch(await prepareChromium());
  });

  afterEach(async () => {
    const seen = errors;
    errors = [];
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    expect(seen).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  return {
    get url() {
      if (site === undefined) throw new Error('The site is served while tests run.');
      return site.url;
    },
    async visitor(options = {}) {
      if (browser === undefined) throw new Error('The browser runs while tests run.');
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
      await context.addInitScript(spaceFrames, FRAME_MS_MIN);
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`console: ${message.text()}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
      });
      return page;
    },
  };
}

/** Runs in the page, before anything else there. */
function spaceFrames(spacingMs: number): void {
  const request = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  const waiting = new Map<number, number>();
  const toleranceMs = 8;
  let last = 0;
  let frameMs = -Infinity;
  window.requestAnimationFrame = (callback) => {
    const id = ++last;
    const step = (nowMs: number): void => {
      // All that asked for one frame get the same one.
      if (nowMs !== frameMs && nowMs < frameMs + spacingMs - toleranceMs) {
        waiting.set(id, request(step));
        return;
      }
      frameMs = nowMs;
      waiting.delete(id);
      callback(nowMs);
    };
    waiting.set(id, request(step));
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    cancel(waiting.get(id) ?? 0);
    waiting.delete(id);
  };
}
