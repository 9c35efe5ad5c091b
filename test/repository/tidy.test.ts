import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, ROOT } from './files';

const CODE = /\.(ts|svelte)$/;
const SUFFIXES = '(machine|worker|global|config|svelte|browser|e2e|test|d)';
// A version may stand in the name: `kafka-4.2.1.test.ts`.
const MODULE = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.\\d+)*(\\.${SUFFIXES})*\\.ts$`);
const COMPONENT = /^[A-Z][A-Za-z0-9]*\.svelte$/;
const LINES_MAX = 450;

const files = repositoryFiles();
const code = files.filter((file) => CODE.test(file));
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('files of the repository', () => {
  it('are found', () => {
    expect(code).toContain('src/contract/event.ts');
    expect(code.some((file) => file.includes('node_modules'))).toBe(false);
  });

  it('are named by our habits: kebab-case.ts, PascalCase.svelte', () => {
    const odd = code.filter((file) => !MODULE.test(basename(file)) && !COMPONENT.test(basename(file)));
    expect(odd).toEqual([]);
  });

  it(`can be read in one sitting: at most ${LINES_MAX} lines`, () => {
    const long = code.filter((file) => text(file).split('\n').length > LINES_MAX);
    expect(long).toEqual([]);
  });

  it('name no folder of somebody’s machine', () => {
    const absolute = new RegExp(
      ['home', 'Users', 'root', 'work'].map((name) => `(^|[\\s'"\`(=])/${name}/`).join('|'),
      'm',
    );
    const prose = files.filter((file) => /\.(ts|svelte|js|cjs|json|md|ya?ml|html|css)$|(^|\/)run$/.test(file));
    expect(prose.filter((file) => absolute.test(text(file)))).toEqual([]);
  });
});
