import { describe, expect, it } from 'vitest';
import { loadLessonMessages } from '../../src/i18n/lesson-words.svelte';
import { compileAll, readFolders } from '../../src/lesson/build/read-folders';
import { diffLines } from '../../src/lesson/diff';
import type { Solution } from '../../src/lesson/lesson';
import { solutionOf } from '../../src/lesson/solution';

const en = await loadLessonMessages('en');
const ru = await loadLessonMessages('ru');

describe('a diff', () => {
  it('has what goes, what comes, and two lines around', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\n';
    const lines = diffLines(before, 'a\nb\nc\nD\ne\nf\ng\nh\n').map(({ kind, text }) => `${kind} ${text}`);
    expect(lines).toEqual(['same b', 'same c', 'gone d', 'new D', 'same e', 'same f', 'same g', 'new h']);
  });

  it('leaves out what stays in between, and is empty of equal texts', () => {
    const text = 'abcdefghijkl'.split('').join('\n');
    const kinds = diffLines(text, text.replace('b', 'B').replace('k', 'K')).map((line) => line.kind);
    expect(kinds.filter((kind) => kind === 'gap')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'same')).toHaveLength(6);
    expect(diffLines('a\nb', 'a\nb\n')).toEqual([]);
  });

  it('turns the one text into the other', () => {
    const before = 'one\ntwo\nthree\nfour';
    const after = 'zero\ntwo\nfour\nfive\none';
    const lines = diffLines(before, after);
    expect(lines.filter((line) => line.kind !== 'new').map((line) => line.text)).toEqual(before.split('\n'));
    expect(lines.filter((line) => line.kind !== 'gone').map((line) => line.text)).toEqual(after.split('\n'));
  });
});

describe('the solution of a step', () => {
  const lessons = compileAll(readFolders(process.cwd()));
  const [first] = lessons.map((each) => each.lessons.en);
  if (first === undefined) throw new Error('there is no lesson');
  const solution: Solution = {
    entries: [
      { type: 'file', step: null, file: 'consumer.ts', text: 'whole' },
      { type: 'command', step: 'one-reader', command: { type: 'run', program: 'consumer', instance: 1 } },
      { type: 'command', step: 'four-readers', command: { type: 'run', program: 'consumer', instance: 2 } },
      {
        type: 'command',
        step: 'four-readers',
        command: { type: 'cut-link', from: 'broker:1', to: 'process:consumer-2' },
      },
    ],
  };
  const files = { 'consumer.ts': 'half' };

  it('is what belongs to it, and the files that stand in from the beginning', () => {
    expect(solutionOf(en, first, solution, 'four-readers', files)).toEqual([
      {
        type: 'file',
        file: 'consumer.ts',
        text: 'whole',
        diff: [
          { kind: 'gone', text: 'half' },
          { kind: 'new', text: 'whole' },
        ],
      },
      { type: 'act', text: 'Start one more consumer: instance 2' },
      { type: 'act', text: 'Cut the link broker-1 → consumer-2' },
    ]);
    expect(solutionOf(ru, first, solution, 'one-reader', { 'consumer.ts': 'whole\n' })).toMatchObject([
      { type: 'file', diff: [] },
      { type: 'act', text: 'Запустите consumer' },
    ]);
  });

  it('names the button of the lesson where one gives the command', () => {
    const command = { type: 'start-schedule', schedule: 'storm' } as const;
    const lesson = {
      ...first,
      steps: first.steps.map((step) => ({
        ...step,
        parts: [{ type: 'actions' as const, caption: '', actions: [{ id: 'go', label: ['Now break it'], command }] }],
      })),
    };
    const one: Solution = { entries: [{ type: 'command', step: null, command }] };
    expect(solutionOf(en, lesson, one, 'one-reader', {})).toEqual([{ type: 'act', text: 'Press “Now break it”' }]);
    expect(solutionOf(en, first, one, 'one-reader', {})).toEqual([{ type: 'act', text: 'Begin storm' }]);
  });

  it('says something in each step of each lesson, in words that are whole', () => {
    for (const { lessons: texts, shown } of lessons) {
      for (const [words, lesson] of [
        [en, texts.en],
        [ru, texts.ru],
      ] as const) {
        const parts = lesson.steps.flatMap((step) => solutionOf(words, lesson, shown, step.id, lesson.files));
        expect(parts.length, lesson.id).toBeGreaterThan(0);
        for (const part of parts) if (part.type === 'act') expect(part.text).not.toMatch(/undefined|NaN|null/);
      }
    }
  });
});
