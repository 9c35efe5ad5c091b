import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { keywordsWithoutTree } from '../../../src/worker/build/sucrase-words';

const folder = join(
  dirname(createRequire(import.meta.url).resolve('sucrase/package.json')),
  'dist/esm/parser/tokenizer',
);

/** The tree that such a module makes; keywords mean their own names' lengths, so that each is told from the next. */
function treeOf(code: string): number[] {
  const body = code.replace(/^import .*$/gm, '').replace('export const READ_WORD_TREE =', 'return');
  const names = new Proxy(
    {},
    { get: (_, name: string) => [...name].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1_000_003 },
  );
  return [...(new Function('ContextualKeyword', 'tt', body)(names, names) as Int32Array)];
}

test('the tree that is made of the keywords is the one that sucrase ships', async () => {
  const shipped = await readFile(join(folder, 'readWordTree.js'), 'utf8');
  const made = keywordsWithoutTree(shipped);
  expect(treeOf(made)).toEqual(treeOf(shipped));
  expect(made.length).toBeLessThan(shipped.length / 5);
});

test('another sucrase is noticed', () => {
  expect(() => keywordsWithoutTree('export const SOMETHING_ELSE = 1;')).toThrow('not what it was');
});
