import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { bundledChromium, unpackBundledChromium } from './bundled.ts';

/** A browser for the tests: what Playwright's `launch` takes. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL2 without a graphics card, the same on every machine.
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // The rest of the page is drawn faster without it, where there is none.
  '--disable-gpu-compositing',
];

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const MAC_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds the browser: CHROMIUM_PATH, then the one that npm installed, then the system's.
 * Says where it will stand; `prepareChromium` puts it there.
 */
export function chromiumLaunch(): ChromiumLaunch {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names "${chosen}", and there is no such file.`);
    return launch(chosen);
  }
  const bundled = bundledChromium();
  if (bundled !== null) return launch(bundled.executable, bundled.env);
  const system = systemChromium();
  if (system !== null) return launch(system);
  throw new Error(
    'No Chromium to run the tests in. On Linux (x64) `npm ci` brings one: was @sparticuz/chromium left out? ' +
      'Elsewhere install Chrome or Chromium, or set CHROMIUM_PATH to the path of its program.',
  );
}

/** Unpacks the browser that npm brought, if it is the one to be used and is not unpacked yet. */
export async function prepareChromium(): Promise<ChromiumLaunch> {
  const found = chromiumLaunch();
  const bundled = bundledChromium();
  if (bundled?.executable === found.executablePath) await unpackBundledChromium(bundled);
  return found;
}

function launch(executablePath: string, env: Readonly<Record<string, string>> = {}): ChromiumLaunch {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { executablePath, args: ARGS, env: { ...inherited, ...env } };
}

function systemChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...MAC_PLACES].find((path) => existsSync(path)) ?? null;
}
