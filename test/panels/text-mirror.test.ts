import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en/index';
import { ru } from '../../src/i18n/ru/index';
import { happeningsBetween } from '../../src/panels/happenings';
import { groupLines, RECORDS_LISTED, treeRows, underWay } from '../../src/panels/text-mirror';
import { GROUP, madeUpRun, TOPIC } from '../support/journal';
import { after, appendedTo, empty, foldAll, started, topicCreated } from '../view/views';

const m = en.stage;
const view = foldAll(empty(), madeUpRun({ untilUs: 12_300_000 }));
const said = (toggled: readonly string[] = [], of = view): string[] =>
  treeRows(of, new Set(toggled), m).map((row) => `${'  '.repeat(row.level - 1)}${row.name} ${row.text}`.trimEnd());

describe('the cluster as a tree', () => {
  it('says of brokers and shelves what the stage draws', () => {
    expect(said()).toEqual([
      'Broker 1 active controller',
      '  Topic-A-0 leader, 0–12, HW 13, ISR 1,2. billing at 12, lag 1.',
      '  Topic-A-2 follower of broker 3, in sync, 0–12.',
      'Broker 2',
      '  Topic-A-1 leader, 0–23, HW 23, ISR 2,3. billing at 13, lag 10.',
      '  Topic-A-0 follower of broker 1, in sync, 0–12.',
      'Broker 3 coordinator of group billing',
      '  Topic-A-2 leader, 0–12, HW 11, ISR 3,1. billing at 11, lag 0.',
      '  Topic-A-1 follower of broker 2, 1 behind, 0–22.',
      'Programs 6 run',
      '  checkout-1 runs',
      '  C1 runs',
      '  checkout-2 runs',
      '  C2 runs',
      '  C3 runs',
      '  C4 runs',
    ]);
  });

  it('opens shelves to their records, newest first, and closes brokers', () => {
    const rows = said(['broker-1', 'broker-3', 'Topic-A-1@2']);
    expect(rows[0]).toBe('Broker 1 active controller');
    expect(rows[1]).toBe('Broker 2');
    expect(rows[3]).toMatch(/^ {4} ?offset 23, key \w+, \d+ B$/);
    expect(rows.filter((row) => row.includes('offset'))).toHaveLength(24);
  });

  it('lists the last records of a long log and counts the others', () => {
    const long = after(
      empty(),
      topicCreated(),
      ...Array.from({ length: 40 }, (_, offset) => appendedTo(0, 1, offset, ['anna'])),
    );
    const rows = said(['Topic-A-0@1'], long).filter((row) => row.startsWith('    '));
    expect(rows).toHaveLength(RECORDS_LISTED + 1);
    expect(rows.at(-1)?.trim()).toBe('and 10 records before these');
  });

  it('numbers lines for screen readers', () => {
    const rows = treeRows(view, new Set(), m);
    expect(rows.filter((row) => row.level === 1).map((row) => [row.place, row.of, row.open])).toEqual([
      [1, 4, true],
      [2, 4, true],
      [3, 4, true],
      [4, 4, true],
    ]);
    expect(rows[1]).toMatchObject({ parent: 'broker-1', place: 1, of: 2, open: false });
  });

  it('leads to the menu of what a line is about', () => {
    const things = treeRows(view, new Set(['Topic-A-0@1']), m).map((row) => row.thing?.kind ?? null);
    expect(things.slice(0, 3)).toEqual(['broker', 'shelf', null]);
    expect(things.at(-1)).toBe('process');
  });

  it('has nothing to open where nothing stands', () => {
    expect(treeRows(empty(), new Set(), m).map((row) => [row.text, row.open])).toEqual(
      Array(3).fill(['not running, holds no partition', null]),
    );
  });

  it('speaks Russian', () => {
    const rows = treeRows(view, new Set(), ru.stage);
    expect(rows[1]?.text).toBe('лидер, 0–12, HW 13, ISR 1,2. billing на 12, лаг 1.');
  });
});

describe('what is under way, who reads', () => {
  it('names parties, records and time', () => {
    expect(underWay(view, 12_300_000, m)).toEqual([
      'Fetch response, broker 2 → broker 3: anna for Topic-A-1, arrives 00:12.370',
      'Produce request, checkout-1 → broker 1: cesar dmitri for Topic-A-0, arrives 00:12.580',
    ]);
    expect(underWay(view, 12_500_000, m)).toHaveLength(1);
  });

  it('says who is idle', () => {
    expect(groupLines(view, m)).toEqual([
      {
        group: GROUP,
        state: 'Stable, gen 4',
        lines: ['C1 reads Topic-A-0.', 'C2 reads Topic-A-1.', 'C3 reads Topic-A-2.', 'C4 is idle: no partition left.'],
      },
    ]);
  });
});

describe('what happened', () => {
  const between = (next: typeof view) => happeningsBetween(view, next, m);

  it('is a sentence each, records not for reading out', () => {
    const next = after(view, appendedTo(0, 1, 13, ['cesar', 'dmitri']), started('billing-5'), {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 1,
      replicas: [2, 3],
      isr: [3],
      leader: 3,
      leaderEpoch: 1,
      reason: 'leader-elected',
    });
    expect(between(next)).toEqual([
      { text: 'Broker 3 leads Topic-A-1 now.', notable: true },
      { text: 'Topic-A-0 got 2 records (cesar dmitri) at offset 13.', notable: false },
      { text: 'C5 runs.', notable: true },
    ]);
  });

  it('tells of a rebalance, and how it ended', () => {
    const group = view.groups.get(GROUP) ?? expect.fail();
    const { lastAssignment: _, committed: __, sinceUs: ___, ...known } = group;
    const preparing = after(view, { ...known, type: 'group', state: 'PreparingRebalance' });
    expect(between(preparing).map((each) => each.text)).toEqual(['Group billing is PreparingRebalance, generation 4.']);
    const stable = after(preparing, { ...known, type: 'group', generation: 5 });
    expect(happeningsBetween(preparing, stable, m).map((each) => each.text)).toEqual([
      'Group billing is Stable: C1 reads Topic-A-0, C2 reads Topic-A-1, C3 reads Topic-A-2, C4 is idle.',
    ]);
  });

  it('is nothing between a view and itself, or one of an earlier moment', () => {
    expect(between(view)).toEqual([]);
    expect(happeningsBetween(view, empty(), m)).toEqual([]);
  });
});
