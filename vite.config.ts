import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { lessons } from './src/lesson/build/plugin.ts';
import { lessonPages } from './src/pages/plugin.ts';
import { selfContainedScripts } from './src/worker/build/self-contained-scripts.ts';
import { pixiParts } from './src/stage/build/pixi-parts.ts';
import { headlessHash } from './test/support/journal-hash/headless-hash.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { vitestLaunch } from './test/support/browser/vitest-launch.ts';

/** A test that hangs ends; one that a busy machine holds up does not. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

const prepareBrowser = ['test/support/browser/prepare.global.ts'];

export default defineConfig({
  // Relative addresses: the site works under any sub-path.
  base: './',
  plugins: [svelte(), lessons(), selfContainedScripts(), lessonPages(), pixiParts()],
  build: {
    // Monaco and the workers' scripts are as large as they are, and nobody waits for them before the first paint:
    // `npm run bench` measures what counts.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // As GitHub Pages does: sandboxed frames have the origin `null` and need it.
  server: { cors: true },
  preview: { cors: true },
  test: {
    // Counted by .ci/run.
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'test-results/vitest.json' }]] : ['default'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          ...patience,
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/**/*.e2e.test.ts'],
          // Vitest leaves one processor to itself: of two, that is half of the time.
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        // Every dependency that a page imports: one that Vite meets only in the middle of a run reloads the page,
        // and the reload fails the run.
        optimizeDeps: {
          include: [
            'axe-core',
            'fflate',
            'markdown-it',
            'monaco-editor/editor',
            'monaco-editor/features/register.all',
            'monaco-editor/languages/definitions/typescript/register',
            'monaco-editor/languages/features/typescript/register',
            'pixi.js',
            'svelte',
            'valibot',
            'vitest-browser-svelte',
            'xstate',
            'yaml',
          ],
        },
        test: {
          name: 'browser',
          ...patience,
          include: ['test/**/*.browser.test.ts'],
          globalSetup: prepareBrowser,
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: vitestLaunch() }),
            instances: [{ browser: 'chromium' }],
            commands: { headlessHash },
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          ...patience,
          environment: 'node',
          include: ['test/**/*.e2e.test.ts'],
          globalSetup: prepareBrowser,
          // Last and one by one: programs are ended after 2 s of real time, so nothing else may have the processor.
          sequence: { groupOrder: 2 },
          fileParallelism: false,
        },
      },
    ],
  },
});
