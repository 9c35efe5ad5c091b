import { describe, expect, it } from 'vitest';
import { compileAll, readFolders } from '../../src/lesson/build/read-folders';
import { mistakesIn } from '../support/editor-mistakes';

const TIMEOUT_MS = 60_000;

describe('the files of a lesson have no mistake that the editor would underline', { timeout: TIMEOUT_MS }, () => {
  const attempts = compileAll(readFolders(process.cwd())).flatMap(({ entry, lessons, solution, right, wrong }) => [
    [`${entry.id}, solution`, { ...lessons.en.files, ...solution.files }] as const,
    ...right.map(({ name, files }) => [`${entry.id}, right/${name}`, files] as const),
    ...wrong.map(({ name, files }) => [`${entry.id}, wrong/${name}`, files] as const),
  ]);

  it.each(attempts)('%s', (_, files) => {
    expect(mistakesIn(files)).toEqual([]);
  });

  it('and it would see one', () => {
    expect(mistakesIn({ 'a.ts': "import { sleep } from 'shelfmark';\nawait sleep('long');\n" })).toEqual([
      "/a.ts: Argument of type 'string' is not assignable to parameter of type 'number'.",
    ]);
    expect(mistakesIn({ 'a.ts': "import { Kafka } from 'kafkajs';\nnew Kafka({ broker: [] });\n" })).toHaveLength(1);
  });
});
