import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './files';

const TEXTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/simplifications.md'];

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('README', () => {
  it('gives its two commands, each on a line of its own', () => {
    const lines = read('README.md').split('\n');
    expect(lines).toContain('npm ci && npm start');
    expect(lines).toContain('npm ci && npm test');
  });

  it('and .ci/run agree on the test command', () => {
    expect(read('.ci/run')).toContain("test_command='npm ci && npm test'");
  });
});

describe.each(TEXTS)('%s', (file) => {
  it('links to what exists', () => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target ?? '');
    expect(links.filter((target) => !existsSync(join(ROOT, dirname(file), target)))).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const named = [...read(file).matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('knows every folder of src', () => {
    const text = read('ARCHITECTURE.md');
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
