import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { done } from '../../../src/lesson/checks/check';
import { answer, type PlayerState, quizzesOf } from '../../../src/lesson/player';
import { Course, HOST } from './host';

const LESSON = 'partitions-and-readers';
const FILE = 'producer.ts';

let course: Course;

beforeEach(async () => {
  course = new Course();
  await course.lesson.open(LESSON, null);
  course.lesson.news();
});

const run = () => {
  const found = course.lesson.run;
  if (found === null) throw new Error('There is a lesson on the screen.');
  return found;
};

/** The cluster has done what these tasks ask for. */
const passes = (...tasks: string[]): PlayerState => {
  const reports = tasks.map((task) => [task, done(5, { kind: 'instances', running: 1, wanted: 1 })]);
  return { ...run().state, tasks: { ...run().state.tasks, ...Object.fromEntries(reports) } };
};

const tasksOfStep = (step: number): string[] => run().lesson.steps[step]?.tasks.map((task) => task.id) ?? [];
const allTasks = (): string[] => run().lesson.steps.flatMap((step) => step.tasks.map((task) => task.id));

describe('what a host is told', () => {
  it('first that messages are heard', () => {
    course.link.start();
    expect(course.posted).toEqual([
      { message: { ns: 'shelfmark', v: 1, type: 'ready', stage: 'listening' }, target: '*' },
    ]);
  });

  it('where the learner stands when a lesson opens, and not what was done long ago', async () => {
    run().change(passes('run-producer'));
    course.lesson.news();
    await course.lesson.goTo('groups', undefined);
    await course.lesson.goTo(LESSON, undefined);
    expect(course.lesson.news()).toEqual([
      {
        type: 'progress',
        lesson: LESSON,
        step: 1,
        steps: 5,
        tasks: { done: 1, all: allTasks().length },
        completed: false,
      },
    ]);
  });

  it('each task that is passed, and which one ends its step', () => {
    const [first = '', ...others] = tasksOfStep(0);
    run().change(passes(first));
    expect(course.lesson.news()).toEqual([
      { type: 'passed', lesson: LESSON, step: 1, task: first, stepDone: false },
      expect.objectContaining({ type: 'progress', tasks: { done: 1, all: allTasks().length } }),
    ]);
    run().change(passes(...others));
    expect(
      course.lesson
        .news()
        .filter((each) => each.type === 'passed')
        .at(-1),
    ).toMatchObject({ stepDone: true });
    expect(course.lesson.news()).toEqual([]);
  });

  it('once that all is done', () => {
    run().change(passes(...allTasks()));
    expect(course.lesson.news().at(-1)).toEqual({ type: 'completed', lesson: LESSON });
    run().change({ ...run().state, step: 1 });
    expect(course.lesson.news().map((each) => each.type)).toEqual(['progress']);
  });

  it('nothing of steps before the one that a teacher begins with', async () => {
    await course.lesson.open(LESSON, 4);
    expect(course.lesson.report()).toMatchObject({
      step: 4,
      tasks: { all: tasksOfStep(3).length + tasksOfStep(4).length },
    });
    run().change(passes(...tasksOfStep(3), ...tasksOfStep(4)));
    expect(course.lesson.report()).toMatchObject({ completed: true });
  });
});

describe('what a host asks for', () => {
  it('is answered, with the id that it gave', async () => {
    expect(await course.asks('goto', { step: 3, id: 'a' })).toEqual([
      expect.objectContaining({ ns: 'shelfmark', v: 1, type: 'progress', id: 'a', step: 3 }),
    ]);
    expect(await course.asks('goto', { lesson: 'groups', id: 7 })).toEqual([
      expect.objectContaining({ type: 'progress', id: 7, lesson: 'groups', step: 1 }),
    ]);
    expect(await course.asks('configure', { theme: 'dark', ui: ['time'] })).toHaveLength(1);
    expect(course.configured).toEqual([{ theme: 'dark', ui: ['time'] }]);
  });

  it.each([
    ['a lesson', { lesson: 'no-such' }, 'unknown-lesson'],
    ['a step', { step: 99 }, 'unknown-step'],
  ])('is refused where there is no such thing as %s that it names', async (_, wanted, code) => {
    const before = course.seen();
    expect(await course.asks('goto', { ...wanted, id: 1 })).toEqual([
      expect.objectContaining({ type: 'error', code, id: 1 }),
    ]);
    expect(course.seen()).toEqual(before);
  });

  it('is carried out in order', async () => {
    course.link.hear({ ns: 'shelfmark', v: 1, type: 'goto', lesson: 'groups' }, HOST);
    course.link.hear({ ns: 'shelfmark', v: 1, type: 'goto', step: 2 }, HOST);
    await course.link.idle();
    expect(course.lesson.report()).toMatchObject({ lesson: 'groups', step: 2 });
  });

  it('begins again: progress is forgotten, and the programs only when it says so', async () => {
    run().change(passes(...tasksOfStep(0)));
    course.session()?.files.edit(FILE, 'mine()');
    await course.asks('reset');
    expect(course.lesson.report()).toMatchObject({ tasks: { done: 0 } });
    expect([course.runs, course.session()?.files.texts[FILE]]).toEqual([1, 'mine()']);
    await course.asks('reset', { files: true });
    expect(course.session()?.files.texts[FILE]).toBe(run().lesson.files[FILE]);
  });

  it('keeps what a learner has, and gives it back on another day', async () => {
    const [quiz] = quizzesOf(run().lesson);
    run().change(answer(run().lesson, { ...passes(...tasksOfStep(0)), step: 1, spentMs: 1_500.5 }, quiz?.id ?? '', 1));
    course.session()?.files.edit(FILE, 'mine()');
    const [kept] = await course.asks('getState');
    expect(kept).toMatchObject({ type: 'state', state: { version: 1, files: { [FILE]: 'mine()' } } });

    const later = new Course();
    await later.lesson.open('groups', null);
    later.lesson.news();
    const state: unknown = JSON.parse(JSON.stringify(kept?.['state']));
    expect(await later.asks('setState', { state })).toEqual([
      expect.objectContaining({
        type: 'progress',
        lesson: LESSON,
        step: 2,
        tasks: { done: 2, all: allTasks().length },
      }),
    ]);
    expect(await later.asks('getState')).toEqual([kept]);
    // Nothing of it is news, and no run is begun with what a host sends: the learner does that.
    expect(later.lesson.news()).toEqual([]);
    expect(later.runs).toBe(0);
  });

  it('waits until there is a lesson', async () => {
    const empty = new Course();
    for (const type of ['getState', 'reset']) {
      expect(await empty.asks(type)).toEqual([expect.objectContaining({ type: 'error', code: 'not-ready' })]);
    }
  });
});

describe('who is listened to', () => {
  it('is who spoke first, and only he is told from then on', async () => {
    await course.asks('goto', { step: 2 });
    expect(course.posted.at(-1)?.target).toBe(HOST);
    const before = course.seen();
    expect(await course.asks('reset', {}, 'https://evil.example')).toEqual([]);
    expect(course.seen()).toEqual(before);
  });

  it('is nobody but the one that the address names', async () => {
    course = new Course({ origin: HOST });
    course.link.start();
    expect(course.posted.at(-1)?.target).toBe(HOST);
    await course.lesson.open(LESSON, null);
    expect(await course.asks('getState', {}, 'https://evil.example')).toEqual([]);
    expect(await course.asks('getState')).toHaveLength(1);
  });

  it('may be a page of opaque origin, which has no name to send to', async () => {
    expect(await course.asks('getState', {}, 'null')).toHaveLength(1);
    expect(course.posted.at(-1)?.target).toBe('*');
  });

  it('is not who only makes noise: what cannot be understood settles nothing', async () => {
    await course.says({ ns: 'shelfmark', v: 1, type: 'nonsense' }, 'https://noise.example');
    expect(await course.asks('getState')).toHaveLength(1);
  });
});

describe('a message that cannot be understood', () => {
  const head = { ns: 'shelfmark', v: 1 };

  it.each([
    ['another version', { ...head, v: 2, type: 'reset' }],
    ['an unknown type', { ...head, type: 'explode' }],
    ['no type', head],
    ['a word too many', { ...head, type: 'goto', stpe: 2 }],
    ['a step of 0', { ...head, type: 'goto', step: 0 }],
    ['a language that there is not', { ...head, type: 'configure', lang: 'de' }],
    ['a part twice too often', { ...head, type: 'configure', ui: Array(9).fill('time') }],
    ['a state of nothing', { ...head, type: 'setState', state: {} }],
    ['an id that is none', { ...head, type: 'reset', id: {} }],
  ])('(%s) is answered by an error, and changes nothing', async (_, message) => {
    const before = course.seen();
    expect(await course.says(message)).toEqual([expect.objectContaining({ type: 'error', code: 'bad-message' })]);
    expect(course.seen()).toEqual(before);
  });

  it.each([
    ['somebody else’s', { context: 'h5p', action: 'hello' }],
    ['a word', 'hello'],
    ['nothing', null],
    ['an echo of what we said', { ...head, type: 'error', code: 'bad-message', message: '' }],
  ])('because it is %s is passed over in silence', async (_, message) => {
    expect(await course.says(message)).toEqual([]);
  });

  it('a fact that cannot be put into words is refused with the whole state', async () => {
    const [kept] = await course.asks('getState');
    const state = kept?.['state'] as { progress: object };
    const tasks = { 'run-producer': done(5, { kind: 'records' } as never) };
    const broken = { ...state, progress: { ...state.progress, tasks } };
    const before = course.seen();
    expect(await course.asks('setState', { state: broken })).toEqual([
      expect.objectContaining({ type: 'error', code: 'bad-state' }),
    ]);
    expect(course.seen()).toEqual(before);
  });

  it('a thousand of them, each made of a proper one, lose nothing', async () => {
    run().change({ ...passes(...tasksOfStep(0)), step: 1 });
    course.session()?.files.edit(FILE, 'mine()');
    const [kept] = await course.asks('getState');
    const state = kept?.['state'];
    const proper = [
      { ...head, id: 'x', type: 'configure', lang: 'ru', theme: 'dark', motion: 'reduce', ui: ['lesson'] },
      { ...head, id: 1, type: 'goto', lesson: LESSON, step: 2 },
      { ...head, type: 'reset', files: true },
      { ...head, type: 'getState' },
      { ...head, type: 'setState', state },
    ];
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...proper), fc.nat(), fc.nat(), strange, async (message, at, how, value) => {
        const mutated = mutate(message, at, how, value);
        const before = course.seen();
        const [first, ...more] = await course.says(mutated);
        expect(more).toEqual([]);
        if (first?.['type'] === 'error') {
          answered += 1;
          expect(first['message']).toEqual(expect.any(String));
          expect(course.seen()).toEqual(before);
        } else if (first === undefined) {
          expect((mutated as { ns?: unknown }).ns !== 'shelfmark' || isOutgoing(mutated)).toBe(true);
          expect(course.seen()).toEqual(before);
        } else {
          // It was still a proper message: what the learner had is put back for the next.
          await course.asks('setState', { state });
        }
        expect(await course.asks('getState')).toEqual([kept]);
      }),
      { numRuns: 1_000, seed: 20, endOnFailure: true },
    );
    expect(answered).toBeGreaterThan(600);
  });
});

/** Whatever can be cloned into a message. */
const strange = fc.oneof(
  fc.anything({
    withDate: true,
    withMap: true,
    withSet: true,
    withBigInt: true,
    withTypedArray: true,
    withNullPrototype: true,
  }),
  fc.constantFrom<unknown>(undefined, null, NaN, -1, 0, Infinity, '', '__proto__', 'setState', [], {}, [[]], 2 ** 53),
);

const isOutgoing = (message: unknown): boolean =>
  ['ready', 'resize', 'progress', 'passed', 'completed', 'error', 'state'].includes(
    String((message as { type?: unknown }).type),
  );

type Path = readonly (string | number)[];

/** Takes away, puts something else, or adds something, at some place of the message. */
function mutate(message: object, at: number, how: number, value: unknown): unknown {
  const copy = structuredClone(message);
  const paths = pathsOf(copy);
  const path = paths[at % paths.length] ?? [];
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent;
  const key = path.at(-1) ?? 'type';
  if (how % 3 === 0) delete parent[key];
  else if (how % 3 === 1) parent[key] = value;
  else parent[`${key}${how}`] = value;
  return copy;
}

function pathsOf(value: unknown, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...before, key], ...pathsOf(each, [...before, key])]);
}
