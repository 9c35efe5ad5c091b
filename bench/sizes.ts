import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright';

export interface Sizes {
  readonly firstPaintKiB: number;
  readonly stageKiB: number;
  /** What was counted for the stage, largest first: name and KiB. */
  readonly files: readonly (readonly [name: string, kib: number])[];
}

const KIB = 1024;

/**
 * Gzip sizes of the JavaScript that a browser really asks for.
 * First paint: the page's own scripts, which are its entry and, as Vite lists them in the page, all that the entry
 * imports statically. Running stage: all scripts until the page is still, the sources of the workers included, since
 * these travel inside scripts.
 * @param ready waits, on the opened page, until the stage runs
 */
export async function measureSizes(
  browser: Browser,
  url: string,
  ready: (page: Page) => Promise<void>,
): Promise<Sizes> {
  const page = await browser.newPage();
  const asked = new Map<string, Promise<Buffer>>();
  page.on('response', (response: Response) => {
    if (isScript(response)) asked.set(response.url(), response.body());
  });
  await page.goto(url);
  await ready(page);
  await page.waitForLoadState('networkidle');
  const first = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel=modulepreload]')].map(
      (element) => (element instanceof HTMLScriptElement ? element.src : element.href),
    ),
  );
  const inline = await page.evaluate(() =>
    [...document.querySelectorAll('script:not([src])')].map((script) => script.textContent ?? '').join('\n'),
  );
  const sizes = new Map<string, number>();
  for (const [address, body] of asked) sizes.set(address, gzipSync(await body).length / KIB);
  await page.close();
  const inlineKiB = inline === '' ? 0 : gzipSync(inline).length / KIB;
  const missing = first.filter((address) => !sizes.has(address));
  if (missing.length > 0) throw new Error(`Named by the page but never asked for: ${missing.join(', ')}`);
  const sum = (addresses: Iterable<string>): number =>
    [...addresses].reduce((total, address) => total + (sizes.get(address) ?? 0), inlineKiB);
  return {
    firstPaintKiB: sum(first),
    stageKiB: sum(sizes.keys()),
    files: [...sizes]
      .map(([address, kib]) => [new URL(address).pathname.split('/').at(-1) ?? address, kib] as const)
      .sort((a, b) => b[1] - a[1]),
  };
}

function isScript(response: Response): boolean {
  return /javascript/.test(response.headers()['content-type'] ?? '');
}
