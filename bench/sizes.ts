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
  const asked = new Map<string, Response>();
  page.on('response', (response: Response) => {
    if (isScript(response)) asked.set(response.url(), response);
  });
  const opened = await page.goto(url);
  await ready(page);
  await page.waitForLoadState('networkidle');
  const named = await page.evaluate(scriptsOf, (await opened?.text()) ?? '');
  const first = named.addresses.map((address) => new URL(address, url).href);
  const sizes = new Map<string, number>();
  for (const [address, response] of asked) sizes.set(address, gzipSync(await response.body()).length / KIB);
  await page.close();
  const inlineKiB = named.inline === '' ? 0 : gzipSync(named.inline).length / KIB;
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

/** Runs in the page: what the HTML itself names, before any script has added to it. */
function scriptsOf(html: string): { addresses: string[]; inline: string } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const addresses = [...page.querySelectorAll('script[src], link[rel=modulepreload]')].map(
    (element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '',
  );
  const inline = [...page.querySelectorAll('script:not([src])')].map((script) => script.textContent).join('\n');
  return { addresses, inline };
}

/** Workers start from blobs, whose text has come inside a script: only what came over the network counts. */
function isScript(response: Response): boolean {
  return response.url().startsWith('http') && /javascript/.test(response.headers()['content-type'] ?? '');
}
