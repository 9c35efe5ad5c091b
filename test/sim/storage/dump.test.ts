import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dump } from './dump';
import { sampleLog } from './sample-log';

/** What Kafka's tool said of each file: one list of lines for each time that it was run. */
const SAID = new Map<string, string[][]>();
for (const line of readFileSync(join(import.meta.dirname, 'data', 'dump-log.txt'), 'utf8').split('\n')) {
  if (line === '' || line.startsWith('#')) continue;
  const file = /^Dumping Topic-A-0\/(.*)$/.exec(line)?.[1];
  if (file !== undefined) SAID.set(file, [...(SAID.get(file) ?? []), []]);
  else [...SAID.values()].at(-1)!.at(-1)!.push(line);
}

const log = sampleLog();
log.close();

describe('Kafka’s DumpLogSegments', () => {
  test.each([...SAID])('reads %s', (name, [printed]) => {
    expect(dump(name, log.fileBytes(name)!)).toEqual(printed);
  });

  test('finds no fault in the indexes', () => {
    const indexes = [...SAID].filter(([name]) => name.endsWith('index'));
    expect(indexes).toHaveLength(4);
    for (const [name, [, verified, sanity]] of indexes) {
      expect(verified).toEqual([]);
      expect(sanity).toEqual([`Topic-A-0/${name} passed sanity check.`]);
    }
  });

  test('was given every file that it can read', () => {
    const readable = log.files().filter(({ name }) => name.startsWith('0'));
    expect(readable.map(({ name }) => name).sort()).toEqual([...SAID.keys()].sort());
  });
});
