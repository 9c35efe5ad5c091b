import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { BANNED_GLOBALS, BANNED_MATH, BANNED_METHODS } from '../../eslint.bans.js';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(import.meta.dirname, 'fixtures/bans');
const IN_SIM = 'src/sim/cluster/fixture.ts';
const IN_CONTRACT = 'src/contract/fixture.ts';

const eslint = new ESLint({ cwd: ROOT });

/** The errors of lint in the text as if it stood in that file: `rule (message)`, one an error. */
async function errors(text: string, filePath: string): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath });
  const messages = results.flatMap((result) => result.messages.filter(({ severity }) => severity === 2));
  return messages.map(({ ruleId, message }) => `${ruleId} (${message})`);
}

/** The first line of a fixture says what it breaks: `// breaks: rule (part of the message)`. */
function expectation(text: string): { rule: string; words: string } | null {
  const [, rule, words] = /^\/\/ breaks: (\S+)(?: \((.+)\))?\n/.exec(text) ?? [];
  if (rule === undefined) throw new Error('A fixture begins with "// breaks: rule (part of the message)".');
  return rule === 'nothing' ? null : { rule, words: words ?? '' };
}

describe('bans of the simulation', () => {
  it.each(readdirSync(FIXTURES))('%s', { timeout: 120_000 }, async (file) => {
    const text = readFileSync(join(FIXTURES, file), 'utf8');
    const expected = expectation(text);
    const found = await errors(text, IN_SIM);
    if (expected === null) {
      expect(found).toEqual([]);
    } else {
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(new RegExp(`^${expected.rule} \\(`));
      expect(found[0]).toContain(expected.words);
    }
  });

  const lines = [
    ...Object.keys(BANNED_GLOBALS).map((name) => `export const it: unknown = ${name};`),
    ...BANNED_MATH.map(({ name }) => `export const it: unknown = Math.${name};`),
    ...BANNED_METHODS.map((name) => `export const it: unknown = ({}).${name};`),
  ];
  it.each([IN_SIM, IN_CONTRACT])('every banned name fails in %s', { timeout: 120_000 }, async (place) => {
    for (const line of lines) expect(await errors(line, place), line).toHaveLength(1);
  });

  it('the contract imports no package at all', { timeout: 120_000 }, async () => {
    const text = "import { setup } from 'xstate';\n\nexport const make = setup;\n";
    expect(await errors(text, IN_CONTRACT)).toEqual([expect.stringContaining('no-restricted-imports')]);
    expect(await errors(text, IN_SIM)).toEqual([]);
  });

  it('holds nowhere else: a program on the page may ask for the time', { timeout: 120_000 }, async () => {
    expect(await errors('export const now = (): number => Date.now();\n', 'src/view/fixture.ts')).toEqual([]);
  });
});

describe('rules of the tests', () => {
  it.each(['it.skip', 'it.only', 'describe.only', 'test.todo'])('%s fails', { timeout: 120_000 }, async (call) => {
    const text = `import { describe, it, test } from 'vitest';\n\n${call}('x', () => undefined);\n\nexport { describe, it, test };\n`;
    const found = await errors(text, 'test/repository/bans.test.ts');
    expect(found).toEqual([expect.stringContaining('no-restricted-syntax')]);
  });
});
