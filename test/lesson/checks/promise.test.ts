import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHECK_ARGS } from '../../../src/lesson/build/check-args';

/** Checks whose journals stand in files of their own, by the word that their tests are grouped under. */
const APART = [
  'compacted',
  'group-stable-with',
  'instances-running',
  'member-idle',
  'owner-killed',
  'partition-owner-changed',
  'records-in-partition',
  'records-read-in',
];

// docs/writing-lessons.md promises it.
it('each check is tried with journals that try to make it pass wrongly, and fail wrongly', () => {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'promise.test.ts');
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const untried = Object.keys(CHECK_ARGS).filter((name) =>
    APART.includes(name)
      ? !text.includes(`describe('${name}'`)
      : !new RegExp(
          `^  '?${name}'?: \\{\\n    args: [\\s\\S]*?\\n    holds: \\[[\\s\\S]*?\\n    not: \\[\\n      \\{`,
          'm',
        ).test(text),
  );
  expect(untried).toEqual([]);
});
