import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLesson } from '../../../src/lesson/build/compile';
import type { LessonFolder } from '../../../src/lesson/build/folder';
import { LessonError } from '../../../src/lesson/build/mistake';
import { compileAll, readFolder } from '../../../src/lesson/build/read-folders';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const EXPECTED = 'expected.txt';

const valid = (): LessonFolder => ({ ...readFolder(FIXTURES, join(FIXTURES, 'valid')), path: 'lessons/07-small' });

function messageOf(folder: LessonFolder): string {
  try {
    compileLesson(folder);
  } catch (error) {
    if (error instanceof LessonError) return error.message;
    throw error;
  }
  return 'it compiles';
}

describe('a lesson that fits', () => {
  const compiled = compileLesson(valid());

  it('has an entry for the list, in both languages', () => {
    expect(compiled.entry).toEqual({
      id: 'small',
      number: 7,
      minutes: 2,
      steps: 2,
      text: {
        en: { name: 'Small', question: 'Does it compile?' },
        ru: { name: 'Малый', question: 'Собирается ли он?' },
      },
    });
  });

  it('has steps with prose, quizzes, figures, tasks and hints, in the order of the text', () => {
    const [first, second] = compiled.lessons.en.steps;
    expect(first?.parts.map((part) => part.type)).toEqual(['prose', 'quiz', 'figure']);
    expect(first?.parts[0]).toEqual({
      type: 'prose',
      text: [
        {
          type: 'element',
          tag: 'p',
          children: [
            'A ',
            { type: 'element', tag: 'em', term: 'partition', children: ['partition'] },
            ' is a ',
            { type: 'element', tag: 'code', children: ['shelf'] },
            '.',
          ],
        },
      ],
    });
    expect(first?.parts[1]).toMatchObject({
      quiz: {
        id: 'guess',
        caption: 'Predict',
        options: [['1 s'], ['2 s']],
        right: 0,
        outcome: 'read',
        guessSeconds: [1, 2],
      },
    });
    expect(first?.parts[2]).toMatchObject({
      figure: { caption: 'Times', bars: [{ task: 'read', label: ['1 reader'] }] },
    });
    expect(first?.tasks.map((task) => task.id)).toEqual(['running', 'read']);
    expect(first?.hints).toHaveLength(1);
    expect(second?.tasksLabel).toBe('Tasks');
  });

  it('fills in what a check takes for granted', () => {
    const [running, read] = compiled.lessons.ru.steps[0]?.tasks ?? [];
    expect(running?.args).toEqual({ program: 'producer', min: 1 });
    expect(read?.args).toMatchObject({ effect: 'read' });
  });

  it('keeps the places that the run fills', () => {
    const paragraph = compiled.lessons.en.finished.text[0];
    expect(paragraph).toMatchObject({
      children: [
        'You said ',
        { type: 'guess', quiz: 'guess' },
        '; it took ',
        { type: 'measured', task: 'read' },
        ', ',
        { type: 'ratio', of: 'read', to: 'read' },
        ' times as long.',
      ],
    });
  });

  it('makes its attempts: the files of the start with the replaced ones, and commands in time', () => {
    expect(compiled.solution).toEqual({
      files: { 'producer.ts': 'export {};\n' },
      commands: [{ atUs: 1_000_000, seq: 0, command: { type: 'run', program: 'producer', instance: 1 } }],
      untilUs: 10_000_000,
    });
    expect(compiled.wrong).toMatchObject([
      { name: 'a', red: ['running', 'shelves'], commands: [], untilUs: 10_000_000 },
      {
        name: 'b',
        red: ['shelves'],
        commands: compiled.solution.commands,
        files: { 'producer.ts': 'export const wrong = true;\n' },
      },
    ]);
  });

  it('gives every command that a learner may give; a file that is edited later is not there from the start', () => {
    const folder = valid();
    const script = `untilSeconds: 9
commands:
  - { atSeconds: 3, stop: producer-2 }
  - { atSeconds: 2.5, kill: producer-1 }
  - { atSeconds: 1, run: producer, instance: 2 }
  - { atSeconds: 4, edit: producer.ts }
`;
    const files = { ...folder.files, 'solution/script.yaml': script, 'solution/producer.ts': 'edited' };
    const { solution } = compileLesson({ ...folder, files });
    expect(solution.files).toEqual({ 'producer.ts': 'export {};\n' });
    expect(solution.commands).toEqual([
      { atUs: 1_000_000, seq: 2, command: { type: 'run', program: 'producer', instance: 2 } },
      { atUs: 2_500_000, seq: 1, command: { type: 'kill', process: 'producer-1', cause: 'visitor' } },
      { atUs: 3_000_000, seq: 0, command: { type: 'stop', process: 'producer-2' } },
      { atUs: 4_000_000, seq: 3, command: { type: 'edit', file: 'producer.ts', text: 'edited' } },
    ]);
  });

  it('does not turn HTML of the text into anything but text', () => {
    const folder = valid();
    const text = folder.files['en.md']?.replace('More.', '<img src=x onerror=alert(1)> [x](javascript:alert(1))') ?? '';
    const step = compileLesson({ ...folder, files: { ...folder.files, 'en.md': text } }).lessons.en.steps[1];
    expect(step?.parts[0]).toEqual({
      type: 'prose',
      text: [{ type: 'element', tag: 'p', children: ['<img src=x onerror=alert(1)> [x](javascript:alert(1))'] }],
    });
  });

  it('says names and titles in plain words: no sign of Markdown is left in them', () => {
    const folder = valid();
    const [, ...rest] = (folder.files['en.md'] ?? '').split('\n');
    const text = ['# \\_\\_consumer_offsets', ...rest].join('\n').replace(/\n\n[^\n]+\n/, '\n\nWhat is `a-b` for\n');
    const { name, title } = compileLesson({ ...folder, files: { ...folder.files, 'en.md': text } }).lessons.en;
    expect({ name, title }).toEqual({ name: '__consumer_offsets', title: 'What is a-b for' });
  });

  it('refuses two lessons of one number', () => {
    const other = valid();
    expect(() => compileAll([valid(), other])).toThrow(
      'lessons/07-small/lesson.yaml:1:1: found the number 7 a second time, expected another: "small" has it.',
    );
  });
});

// Each folder holds the files that differ from fixtures/valid, and the exact message.
describe('a broken lesson', () => {
  const names = readdirSync(join(FIXTURES, 'broken'));

  it.each(names)('%s', (name) => {
    const base = valid();
    const broken = readFolder(FIXTURES, join(FIXTURES, 'broken', name)).files;
    const files = Object.fromEntries(
      Object.entries({ ...base.files, ...broken }).filter(([file]) => file !== EXPECTED),
    );
    const expected = readFileSync(join(FIXTURES, 'broken', name, EXPECTED), 'utf8').trimEnd();
    expect(messageOf({ ...base, files })).toBe(expected);
  });

  it('says which file is not there', () => {
    const base = valid();
    const { 'ru.md': _, ...files } = base.files;
    expect(messageOf({ ...base, files })).toBe(
      'lessons/07-small/ru.md:1:1: found no such file, expected it in every lesson.',
    );
  });

  it('wants two wrong attempts', () => {
    const base = valid();
    const files = Object.fromEntries(Object.entries(base.files).filter(([file]) => !file.startsWith('wrong/b')));
    expect(messageOf({ ...base, files })).toBe(
      'lessons/07-small/lesson.yaml:1:1: found 1 folder in wrong/, expected 2 or more with a script.yaml each.',
    );
  });
});
