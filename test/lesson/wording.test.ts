import { describe, expect, it } from 'vitest';
import { loadLessonMessages } from '../../src/i18n/lesson-words.svelte';
import type { Fact } from '../../src/lesson/checks/fact';
import { compileAll, readFolders } from '../../src/lesson/build/read-folders';
import { START } from '../../src/lesson/player';
import { plainText } from '../../src/lesson/plain-text';
import { placeText } from '../../src/lesson/rich-words';
import { wordFact } from '../../src/lesson/wording';

const en = await loadLessonMessages('en');
const ru = await loadLessonMessages('ru');

const FACTS: readonly [Fact, string, string][] = [
  [{ kind: 'records', counts: [6, 4], wanted: 6 }, '6 · 4 records, wanted 6 on each', 'записей: 6 · 4, нужно по 6'],
  [{ kind: 'instances', running: 1, wanted: 4 }, '1 of 4 running', 'работает 1 из 4'],
  [{ kind: 'members', state: 'Stable', members: 4, gone: 0, wanted: 4 }, '4 members, Stable', '4 участника, Stable'],
  [
    { kind: 'members', state: 'PreparingRebalance', members: 1, gone: 1, wanted: 5 },
    '1 member, PreparingRebalance, 1 dead but not timed out yet; wanted 5, Stable',
    '1 участник, PreparingRebalance, мёртвых без тайм-аута: 1; нужно 5, Stable',
  ],
  [
    { kind: 'idle', idle: ['consumer-5'], members: 5 },
    'consumer-5 idle: no partition left for 5 members',
    'consumer-5 без дела: партиций не хватило, 5 участников',
  ],
  [
    { kind: 'read', records: 40, readers: 4, tookUs: 7_100_000 },
    '40 records, 4 readers: 7.1 s',
    '40 записей, 4 читателя: 7,1 с',
  ],
  [
    { kind: 'read-too-slowly', records: 41, tookUs: 12_340_000, limitUs: 10_000_000 },
    '41 records took 12.3 s, wanted 10.0 s at most',
    '41 запись за 12,3 с, нужно не дольше 10,0 с',
  ],
  [
    { kind: 'moved', partition: 'Topic-A-1', from: 'consumer-2', to: 'consumer-5', by: 'killed', afterUs: 16_700_000 },
    'Topic-A-1: consumer-2 → consumer-5, 16.7 s after the kill',
    'Topic-A-1: consumer-2 → consumer-5, через 16,7 с после kill',
  ],
  [
    { kind: 'ownerless', partition: 'Topic-A-1', process: 'consumer-2', sinceUs: 115_000_000 },
    'Topic-A-1 still belongs to consumer-2, dead since 01:55.000',
    'Topic-A-1 всё ещё числится за consumer-2, убитым в 01:55.000',
  ],
];

describe('evidence', () => {
  it.each(FACTS)('%o', (fact, english, russian) => {
    expect(wordFact(en, fact)).toBe(english);
    expect(wordFact(ru, fact)).toBe(russian);
  });

  it('says nothing of a fact that another version knew', () => {
    expect(wordFact(en, { kind: 'of-tomorrow' } as unknown as Fact)).toBe('');
  });
});

describe('places of the text', () => {
  const [lesson] = compileAll(readFolders(process.cwd())).map((each) => each.lessons.en);
  if (lesson === undefined) throw new Error('there is no lesson');
  const measured = (us: number) => ({
    state: 'done' as const,
    evidence: { atUs: 1, fact: { kind: 'not-idle' as const, members: 1 } },
    measuredUs: us,
  });
  const player = {
    ...START,
    tasks: { 'one-measured': measured(28_171_000), 'four-measured': measured(7_100_000) },
    answers: { 'how-long': 1 },
  };

  it('are filled by what was measured and predicted', () => {
    expect(placeText(en, lesson, player, { type: 'measured', task: 'one-measured' }, null)).toBe('28.2 s');
    expect(placeText(ru, lesson, player, { type: 'ratio', of: 'one-measured', to: 'four-measured' }, null)).toBe('4,0');
    expect(placeText(en, lesson, player, { type: 'guess', quiz: 'how-long' }, null)).toBe('14 s');
  });

  it('say so while there is nothing', () => {
    expect(placeText(en, lesson, START, { type: 'measured', task: 'one-measured' }, null)).toBe('…');
    expect(placeText(en, lesson, START, { type: 'ratio', of: 'one-measured', to: 'four-measured' }, null)).toBe('…');
    expect(placeText(ru, lesson, START, { type: 'guess', quiz: 'how-long' }, null)).toBe('не сделан');
  });

  it('are not part of the plain words', () => {
    expect(plainText([{ type: 'element', tag: 'em', children: ['a', { type: 'measured', task: 'x' }] }, ' b'])).toBe(
      'a b',
    );
  });
});
