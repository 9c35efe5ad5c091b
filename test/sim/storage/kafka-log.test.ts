import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runScript } from './script';

const DATA = join(import.meta.dirname, 'data');
const TRANSCRIPTS = readdirSync(DATA).filter((name) => /^log-\d+\.txt$/.test(name));

/** Without what is said at the top. */
const transcriptOf = (name: string): string =>
  readFileSync(join(DATA, name), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');

const operationsOf = (transcript: string): string[] =>
  transcript
    .split('\n')
    .filter((line) => line.startsWith('> '))
    .map((line) => line.slice(2));

describe('a log does what Kafka’s does, file for file', () => {
  test.each(TRANSCRIPTS)('%s', (name) => {
    const transcript = transcriptOf(name);
    expect(runScript(operationsOf(transcript).join('\n'))).toBe(transcript);
  });

  test('in all that can be done to it', () => {
    const done = TRANSCRIPTS.flatMap((name) => operationsOf(transcriptOf(name)).map((line) => line.split(' ')[0]));
    expect([...new Set(done)].sort()).toEqual([
      ...['append', 'clean', 'config', 'crash', 'create', 'deleteRecords', 'endOffsetFor', 'epoch', 'expire'],
      ...['files', 'flush', 'hw', 'now', 'producers', 'read', 'restart', 'retention', 'time', 'truncate'],
      'truncateFully',
    ]);
  });
});
