import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/messages';
import type { CompiledLesson } from '../../src/lesson/build/compile';
import { compileAll, readFolders } from '../../src/lesson/build/read-folders';
import { START } from '../../src/lesson/player';
import { doneIn, play, told } from './play';

/** Real time for one lesson played through: minutes of virtual time, each KafkaJS process a thread. */
const TIMEOUT_MS = 120_000;

const lessons = compileAll(readFolders(process.cwd()));
const tasksOf = ({ lessons: { en } }: CompiledLesson): string[] =>
  en.steps.flatMap((step) => step.tasks.map((task) => task.id));

describe.each(lessons.map((lesson) => [lesson.entry.id, lesson] as const))('%s', (_, lesson) => {
  it('is red at the start, and stays so when nobody does anything', { timeout: TIMEOUT_MS }, async () => {
    expect(doneIn(START)).toEqual([]);
    const { player } = await play(lesson, { ...lesson.solution, commands: [] });
    expect(doneIn(player)).toEqual([]);
  });

  it('is green with its solution, in both languages, and no program complains', { timeout: TIMEOUT_MS }, async () => {
    const { player, events } = await play(lesson, lesson.solution);
    expect(doneIn(player).sort()).toEqual(tasksOf(lesson).sort());
    const complaints = events.filter((event) => event.type === 'console' && event.stream === 'stderr');
    expect(complaints).toEqual([]);
    for (const language of LANGUAGES) expect(told(lesson, events, language).tasks).toEqual(player.tasks);
  });

  // Most lessons have one solution.
  for (const right of lesson.right) {
    it(`is green with right/${right.name} too`, { timeout: TIMEOUT_MS }, async () => {
      expect(doneIn((await play(lesson, right)).player).sort()).toEqual(tasksOf(lesson).sort());
    });
  }

  it.each(lesson.wrong.map((wrong) => [wrong.name, wrong] as const))(
    'stays red with wrong/%s',
    { timeout: TIMEOUT_MS },
    async (_name, wrong) => {
      const done = doneIn((await play(lesson, wrong)).player);
      expect(wrong.red.filter((task) => done.includes(task))).toEqual([]);
      expect(done.length).toBeLessThan(tasksOf(lesson).length);
    },
  );

  it('takes less than ten minutes to play, and says so', () => {
    // The last one is a task of one's own, and takes the time that it takes.
    const isFinal = lesson.entry.number === lessons.length;
    expect(lesson.entry.minutes).toBeLessThanOrEqual(isFinal ? 20 : 10);
    expect(lesson.solution.untilUs).toBeLessThan(lesson.entry.minutes * 60_000_000);
  });

  it('asks for a prediction, hints and says what is simplified, in both languages', () => {
    for (const { steps, finished } of Object.values(lesson.lessons)) {
      expect(steps.some((step) => step.parts.some((part) => part.type === 'quiz'))).toBe(true);
      for (const step of steps) expect(step.hints.length, step.id).toBeGreaterThan(0);
      expect(finished.simplified).not.toEqual([]);
    }
  });
});
