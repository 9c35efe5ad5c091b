import { join } from 'node:path';
import { runnerImport } from 'vite';
import type { BrowserCommand } from 'vitest/node';
import type { Us } from '../../../src/contract/ids';
import type { RunLog } from '../../../src/contract/run-log';
import type * as Headless from '../headless';
import { selfContainedScripts } from '../../../src/worker/build/self-contained-scripts.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Plays the run in Node, programs in threads, and answers with the hash of its journal. */
    headlessHash(log: RunLog, untilUs: Us): Promise<string>;
  }
}

/** For tests that run in the browser and want to know what Node makes of the same run. */
export const headlessHash: BrowserCommand<[log: RunLog, untilUs: Us]> = async (_context, log, untilUs) => {
  const { module } = await runnerImport<typeof Headless>(join(import.meta.dirname, '../headless.ts'), {
    plugins: [selfContainedScripts()],
  });
  const { hash } = await module.runHeadless(log, { untilUs });
  return hash;
};
