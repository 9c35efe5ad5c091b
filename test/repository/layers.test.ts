import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// A made-up project in which every folder of src imports every other one, checked by the real rules.
// The table stands here a second time, on purpose: who loosens it should notice twice.
const OURS: Readonly<Record<string, string>> = {
  contract: '',
  sim: 'contract',
  program: 'contract',
  worker: 'contract sim/cluster',
  'worker/build': '',
  view: 'contract',
  stage: 'contract view',
  'stage/build': '',
  panels: 'contract i18n view',
  editor: 'i18n',
  lesson: 'contract i18n view',
  'lesson/build': 'contract i18n lesson view',
  i18n: '',
  app: 'contract editor i18n lesson panels stage view worker',
};
const LAYERS = Object.keys(OURS);
const TARGETS = [...LAYERS, 'sim/cluster'];

const PACKAGES: readonly (readonly [layer: string, name: string, allowed: boolean])[] = [
  ['sim', 'xstate', true],
  ['sim', 'fflate', true],
  ['sim', 'kafkajs', false],
  ['sim', 'node:fs', false],
  ['contract', 'fflate', false],
  ['program', 'kafkajs', true],
  ['program', 'events', true],
  ['program', 'node:net', false],
  ['program', 'svelte', false],
  ['view', 'xstate', false],
  ['stage', 'pixi.js', true],
  ['stage', 'monaco-editor', false],
  ['panels', 'svelte', true],
  ['panels', 'pixi.js', false],
  ['editor', 'monaco-editor', true],
  ['app', 'kafkajs', false],
];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const root = join(import.meta.dirname, '../..');
let project = '';
let exitCode: number | null = null;
let violations: readonly Violation[] = [];

const fileName = (target: string): string => target.replaceAll(/[^a-z0-9]+/g, '-');

/** Names of the rules that the file breaks. */
const broken = (file: string): string[] => violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

beforeAll(() => {
  const results = join(root, 'test-results');
  mkdirSync(results, { recursive: true });
  project = mkdtempSync(join(results, 'layers-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  };
  write('tsconfig.json', '{}');
  for (const layer of TARGETS) write(`src/${layer}/index.ts`, 'export interface Thing { readonly a: 1 }\n');
  for (const layer of LAYERS) {
    for (const target of TARGETS) {
      const up = '../'.repeat(layer.split('/').length);
      const lines = `import type { Thing } from '${up}${target}/index';\nexport type It = Thing;\n`;
      write(`src/${layer}/to-${fileName(target)}.ts`, lines);
    }
  }
  for (const [layer, name] of PACKAGES) {
    write(`src/${layer}/package-${fileName(name)}.ts`, `import * as it from '${name}';\nexport default it;\n`);
  }
  write('src/panels/Peek.svelte', '<script lang="ts">\n  import * as sim from "../sim/index";\n</script>\n{sim}\n');
  write('src/main.ts', 'import "./app/index";\nimport "./sim/index";\n');
  write('src/view/left.ts', 'import { right } from "./right";\nexport const left = (): unknown => right;\n');
  write('src/view/right.ts', 'import { left } from "./left";\nexport const right = (): unknown => left;\n');
  write('src/view/up.ts', 'import { down } from "./down";\nexport const up = (): unknown => down;\n');
  write('src/view/down.ts', 'import type { up } from "./up";\nexport const down = (it: typeof up): unknown => it;\n');
  write('src/view/lost.ts', 'import "./nowhere";\n');
  write('src/attic/box.ts', 'import "../contract/index";\n');
  write('src/view/made.ts', 'import "virtual:made-by-vite";\n');
  const depcruise = join(root, 'node_modules/.bin/depcruise');
  const config = join(root, '.dependency-cruiser.cjs');
  const run = spawnSync(depcruise, ['src', '--config', config, '--output-type', 'json'], {
    cwd: project,
    maxBuffer: 1e9,
  });
  violations = (JSON.parse(run.stdout.toString()) as { summary: { violations: Violation[] } }).summary.violations;
  exitCode = spawnSync(depcruise, ['src', '--config', config], { cwd: project }).status;
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('import table', () => {
  it.each(LAYERS)('src/%s reaches what the table lists and nothing else', (layer) => {
    const inside = (target: string): boolean => target === layer || (layer === 'sim' && target === 'sim/cluster');
    const reached = TARGETS.filter(
      (target) => !inside(target) && broken(`src/${layer}/to-${fileName(target)}.ts`).length === 0,
    );
    expect(reached.sort()).toEqual((OURS[layer] ?? '').split(' ').filter(Boolean).sort());
  });

  it('is tried on files that exist', () => {
    expect(violations.filter(({ rule }) => rule.name === 'resolvable').map(({ from }) => from)).toEqual([
      'src/view/lost.ts',
    ]);
  });

  it.each(PACKAGES)('src/%s imports %s: %s', (layer, name, allowed) => {
    expect(broken(`src/${layer}/package-${fileName(name)}.ts`)).toEqual(
      allowed ? [] : [`${layer}-imports-only-its-own`],
    );
  });

  it('sees into Svelte files', () => {
    expect(broken('src/panels/Peek.svelte')).toEqual(['panels-imports-only-its-own']);
  });

  it('main.ts mounts the app and knows nobody else', () => {
    expect(violations.filter(({ from }) => from === 'src/main.ts').map(({ to }) => to)).toEqual(['src/sim/index.ts']);
  });

  it('refuses circles (those of types are gone at run time), lost files and folders that are not in the table', () => {
    expect(broken('src/view/left.ts')).toEqual(['no-circle']);
    expect(broken('src/view/up.ts')).toEqual([]);
    expect(broken('src/view/lost.ts')).toEqual(['resolvable']);
    expect(broken('src/attic/box.ts')).toEqual(['every-folder-is-in-the-table']);
  });

  it('leaves what Vite makes to Vite', () => {
    expect(broken('src/view/made.ts')).toEqual([]);
  });

  it('ends with a failure', () => {
    expect(exitCode).not.toBe(0);
  });
});
