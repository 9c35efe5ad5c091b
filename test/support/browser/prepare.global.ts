import { prepareChromium } from './chromium.ts';

/** Vitest's global setup of the projects that need a browser: unpacks it before the first one is started. */
export default async function setup(): Promise<void> {
  await prepareChromium();
}
