import { describe, expect, it, vi } from 'vitest';
import {
  addProgress,
  beforeReset,
  progressOf,
  resetProgress,
  standingIn,
  undoReset,
} from '../../../src/app/home/kept-progress';
import { createKeeper } from '../../../src/app/storage';
import type { Progress } from '../../../src/lesson/stored-progress';
import { FakeStore } from '../../support/fake-sim';

const LESSONS = ['one', 'two', 'three'];
const progress = (lesson: string, step: number, answers: Progress['answers'] = {}): Progress => ({
  version: 1,
  lesson,
  step,
  tasks: {},
  answers,
  hints: {},
  spentMs: 10,
});

function setUp() {
  const store = new FakeStore();
  return { keeper: createKeeper(() => store, vi.fn()) };
}

describe('progress that is kept', () => {
  it('says where one stands; who has only looked in has not begun', () => {
    const { keeper } = setUp();
    keeper.write('progress:one', progress('one', 0));
    keeper.write('progress:two', progress('two', 0, { q: 1 }));
    keeper.write('progress:three', progress('three', 4));
    expect(LESSONS.map((lesson) => standingIn(keeper, lesson, 4))).toEqual([
      null,
      { step: 0, done: false },
      { step: 4, done: true },
    ]);
    expect(Object.keys(progressOf(keeper, LESSONS))).toEqual(['two', 'three']);
  });

  it('takes what is no progress for none', () => {
    const { keeper } = setUp();
    keeper.write('progress:one', { step: 3 });
    keeper.write('progress:two', progress('three', 3));
    expect(progressOf(keeper, LESSONS)).toEqual({});
  });

  it('is gone after a reset, and comes back beside what was done since', () => {
    const { keeper } = setUp();
    keeper.write('progress:one', progress('one', 2));
    keeper.write('progress:two', progress('two', 3));
    const before = progressOf(keeper, LESSONS);
    resetProgress(keeper, LESSONS);
    expect(progressOf(keeper, LESSONS)).toEqual({});
    expect(beforeReset(keeper, LESSONS)).toEqual(before);

    keeper.write('progress:one', progress('one', 1, { q: 1 }));
    undoReset(keeper, LESSONS);
    expect(progressOf(keeper, LESSONS)).toEqual({ one: progress('one', 2, { q: 1 }), two: progress('two', 3) });
    expect(beforeReset(keeper, LESSONS)).toBeNull();
    undoReset(keeper, LESSONS);
    expect(Object.keys(progressOf(keeper, LESSONS))).toEqual(['one', 'two']);
  });

  it('loses nothing when more comes to it', () => {
    const { keeper } = setUp();
    keeper.write('progress:one', progress('one', 3));
    addProgress(keeper, { one: progress('one', 1), two: progress('two', 2) });
    expect(progressOf(keeper, LESSONS)).toEqual({ one: progress('one', 3), two: progress('two', 2) });
  });
});
