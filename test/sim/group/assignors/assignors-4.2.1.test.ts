import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ASSIGNORS, type AssignorName } from '../../../../src/sim/group/assignors';
import { assignee, countsOf, partitionsOf, written } from './hands';

const LINES = readFileSync(join(import.meta.dirname, 'assignors-4.2.1.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ; ') as [AssignorName, string, string, string]);

/** `m0 4 [t0 t1] t0-0 t1-2` */
function memberOf(text: string) {
  const [, id = '', generation, topics = '', owned = ''] = /^(\w+) (-?\d+) \[(.*)\] ?(.*)$/.exec(text.trim()) ?? [];
  return assignee(id, topics, { generation: Number(generation), owned: partitionsOf(owned === '' ? '-' : owned) });
}

/** Range deals topic by topic, in Java in no order that means anything. */
const byTopic = (hands: string): string =>
  hands
    .split(' | ')
    .map((hand) => hand.replace(/=(.*)$/, (_, list: string) => `=${list.split(' ').sort().join(' ')}`))
    .join(' | ');

test.each(LINES)('%s of %s among %s', (assignor, counts, members, expected) => {
  const got = written(ASSIGNORS[assignor](members.split(' | ').map(memberOf), countsOf(counts)));
  if (assignor === 'range') expect(byTopic(got)).toBe(byTopic(expected));
  else expect(got).toBe(expected);
});
