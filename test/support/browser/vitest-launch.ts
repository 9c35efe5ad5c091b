import { chromiumLaunch, type ChromiumLaunch } from './chromium.ts';

/**
 * Launch options for Vitest's browser mode, which wants them while it reads its configuration. Where there is no
 * browser they are empty, and `prepare.global.ts` says why as soon as a project needs one: the tests that run in Node
 * need none.
 */
export function vitestLaunch(): ChromiumLaunch | Record<string, never> {
  try {
    return chromiumLaunch();
  } catch {
    return {};
  }
}
