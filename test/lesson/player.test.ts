import { describe, expect, it } from 'vitest';
import type { Lesson, Quiz } from '../../src/lesson/lesson';
import {
  answer,
  answerOf,
  back,
  feed,
  goTo,
  hintsShown,
  isComplete,
  isDone,
  measuredUs,
  newRun,
  next,
  type PlayerState,
  reportOf,
  showHint,
  spend,
  START,
  startAt,
  tasksLeft,
} from '../../src/lesson/player';
import { fromProgress, toProgress } from '../../src/lesson/progress';
import { ByHand, GROUP, TOPIC } from './run';

const quiz: Quiz = {
  id: 'guess',
  kind: 'one',
  caption: '',
  question: [],
  options: [['1 s'], ['2 s']],
  right: 0,
  outcome: 'read',
  guessSeconds: [1, 2],
  explanation: [],
};

const lesson: Lesson = {
  id: 'small',
  number: 1,
  language: 'en',
  name: 'Small',
  title: '',
  question: '',
  minutes: 1,
  scenario: { id: 'small', brokers: [{ id: 1 }], links: { clientUs: 1, brokerUs: 1 }, topics: [] },
  seed: 1,
  programs: [],
  files: {},
  warmUpUs: 0,
  given: [],
  marks: [],
  steps: [
    {
      id: 'first',
      title: 'First',
      marks: [],
      opens: null,
      parts: [{ type: 'quiz', quiz }],
      tasksLabel: 'Tasks',
      tasks: [
        { id: 'shelf', text: [], check: 'records-in-partition', args: { topic: TOPIC, min: 3 }, after: null },
        {
          id: 'read',
          text: [],
          check: 'records-read-in',
          args: { group: GROUP, topic: TOPIC, records: 2, readers: 1, effect: 'read' },
          after: null,
        },
      ],
      hints: [['one'], ['two']],
    },
    {
      id: 'second',
      title: 'Second',
      marks: ['offsets'],
      opens: 'groups',
      parts: [],
      tasksLabel: 'Tasks',
      tasks: [{ id: 'idle', text: [], check: 'member-idle', args: { group: GROUP, members: 2, idle: 1 }, after: null }],
      hints: [],
    },
  ],
  finished: { title: 'Done', text: [], simplified: [] },
};

const played = (run: ByHand, from: PlayerState = START): PlayerState =>
  run.told.reduce((state, { view, event }) => feed(lesson, state, view, event), from);

const reading = (): ByHand => {
  const run = new ByHand().records(1, 9).readers(1, 1);
  for (let i = 0; i < 3; i++) run.at(10 + i).read('consumer-1', 0, i);
  return run;
};

describe('the player', () => {
  it('begins with everything open', () => {
    expect(reportOf(START, 'shelf')).toEqual({ state: 'open', evidence: null, measuredUs: null });
    expect(tasksLeft(lesson, START, 0)).toBe(2);
    expect(isComplete(lesson, START)).toBe(false);
  });

  it('ticks off tasks of every step, and keeps what they measured', () => {
    const state = played(reading());
    expect(isDone(state, 'shelf')).toBe(true);
    expect(measuredUs(state, 'read')).toBe(2_000_000);
    expect(tasksLeft(lesson, state, 0)).toBe(0);
    const ahead = played(new ByHand().records(1, 9).readers(2, 1));
    expect(isDone(ahead, 'idle')).toBe(true);
  });

  it('returns the same state for an event that no check cares for', () => {
    const run = new ByHand().topic(1);
    const before = played(run);
    run.tell({ type: 'broker-state', broker: 1, state: 'Running' });
    const last = run.told.at(-1);
    if (last === undefined) throw new Error('nothing told');
    expect(feed(lesson, before, last.view, last.event)).toBe(before);
  });

  it('keeps a task done that no longer holds, in a new run too; all else of the run is forgotten', () => {
    const first = new ByHand()
      .records(1, 9)
      .readers(1, 1)
      .at(10)
      .read('consumer-1', 0, 0)
      .at(11)
      .read('consumer-1', 0, 1);
    const state = played(first);
    expect(reportOf(state, 'read')).toMatchObject({ state: 'live', evidence: { fact: { records: 1 } } });
    const again = newRun(state);
    expect(isDone(again, 'shelf')).toBe(true);
    expect(reportOf(again, 'read').state).toBe('open');
    const second = new ByHand().records(1, 9).readers(1, 1).at(50).read('consumer-1', 0, 2);
    expect(reportOf(played(second, again), 'read')).toMatchObject({ evidence: { fact: { records: 0 } } });
    expect(reportOf(played(second, again), 'shelf')).toEqual(reportOf(state, 'shelf'));
  });

  it('goes on only when the tasks before are done, and back always', () => {
    expect(next(lesson, START).step).toBe(0);
    expect(back(lesson, START).step).toBe(0);
    const done = played(reading());
    const second = next(lesson, done);
    expect(second.step).toBe(1);
    expect(next(lesson, second).step).toBe(1);
    expect(back(lesson, second).step).toBe(0);
    expect(goTo(lesson, done, 2).step).toBe(0);
    expect(goTo(lesson, second, -1).step).toBe(1);
  });

  it('begins at a later step where a teacher says so: those before it are not asked for', () => {
    const begun = startAt(lesson, START, 1);
    expect([begun.step, tasksLeft(lesson, begun, 0), tasksLeft(lesson, begun, 1)]).toEqual([1, 0, 1]);
    expect(next(lesson, back(lesson, begun)).step).toBe(1);
    const all = played(new ByHand().records(1, 9).readers(2, 1), begun);
    expect([isComplete(lesson, all), next(lesson, all).step]).toEqual([true, 2]);
    // What can be reached is only gone to, and what there is not is not.
    expect(startAt(lesson, played(reading()), 1)).not.toHaveProperty('from');
    expect(startAt(lesson, START, 7)).toBe(START);
  });

  it('comes to the end when all is done', () => {
    const all = played(new ByHand().records(1, 9).readers(2, 1), played(reading()));
    expect(isComplete(lesson, all)).toBe(true);
    expect(goTo(lesson, all, 2).step).toBe(2);
    expect(goTo(lesson, all, 3).step).toBe(0);
  });

  it('lets a prediction be changed until the run has told the outcome, and never after', () => {
    const first = answer(lesson, START, 'guess', 1);
    expect(answerOf(answer(lesson, first, 'guess', 0), 'guess')).toBe(0);
    const told = played(reading(), first);
    expect(answer(lesson, told, 'guess', 0)).toBe(told);
    expect(answerOf(told, 'guess')).toBe(1);
  });

  it('takes a first prediction after the outcome: it reveals it', () => {
    expect(answerOf(answer(lesson, played(reading()), 'guess', 1), 'guess')).toBe(1);
  });

  it('does not take an option or a quiz that is not there', () => {
    expect(answer(lesson, START, 'guess', 2)).toBe(START);
    expect(answer(lesson, START, 'toString', 0)).toBe(START);
  });

  it('shows one hint more at a time, as many as there are', () => {
    const twice = showHint(lesson, showHint(lesson, START));
    expect(hintsShown(twice, 'first')).toBe(2);
    expect(hintsShown(showHint(lesson, twice), 'first')).toBe(2);
    expect(hintsShown(twice, 'second')).toBe(0);
  });

  it('counts time until all is done', () => {
    expect(spend(lesson, START, 1500.5).spentMs).toBe(1500.5);
    const all = played(new ByHand().records(1, 9).readers(2, 1), played(reading()));
    expect(spend(lesson, all, 1000)).toBe(all);
  });
});

describe('progress', () => {
  const state = spend(lesson, showHint(lesson, answer(lesson, next(lesson, played(reading())), 'guess', 1)), 61_000.25);
  const stored = (): unknown => JSON.parse(JSON.stringify(toProgress(lesson, state)));

  it('comes back from JSON as it was, without what the run remembered', () => {
    expect(fromProgress(lesson, stored())).toEqual(newRun(state));
  });

  it('stores only what was done', () => {
    const half = played(new ByHand().records(1, 9).readers(1, 1).at(10).read('consumer-1', 0, 0));
    expect(Object.keys(toProgress(lesson, half).tasks)).toEqual(['shelf']);
  });

  it.each([
    ['nothing', null],
    ['no object', 'progress'],
    ['another version', { ...toProgress(lesson, state), version: 2 }],
    ['another lesson', { ...toProgress(lesson, state), lesson: 'other' }],
  ])('begins afresh from %s', (_, kept) => {
    expect(fromProgress(lesson, kept)).toEqual(START);
  });

  it('drops what the lesson of today does not have, and what is no progress', () => {
    const kept = {
      ...toProgress(lesson, state),
      tasks: { gone: reportOf(state, 'shelf'), shelf: { state: 'done' }, read: reportOf(state, 'read') },
      answers: { guess: 7, gone: 0 },
      hints: { first: 9, second: 'two', gone: 1 },
      spentMs: -4,
    };
    expect(fromProgress(lesson, kept)).toEqual({
      step: 0,
      tasks: { read: reportOf(state, 'read') },
      answers: {},
      hints: { first: 2 },
      spentMs: 0,
      folds: {},
      figures: {},
      schedules: {},
    });
  });

  it('keeps where a teacher let the lesson begin', () => {
    const begun = startAt(lesson, START, 1);
    expect(fromProgress(lesson, JSON.parse(JSON.stringify(toProgress(lesson, begun))))).toEqual(begun);
    expect(fromProgress(lesson, { ...toProgress(lesson, begun), from: 9 }).step).toBe(0);
  });

  it('returns to the furthest step that is still open', () => {
    expect(fromProgress(lesson, { ...toProgress(lesson, state), step: 2 }).step).toBe(1);
    expect(fromProgress(lesson, { ...toProgress(lesson, state), step: 1e9 }).step).toBe(1);
  });
});
