import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import type { View } from '../view/view';
import { checkNamed } from './checks';
import { OPEN, type Report } from './checks/check';
import { record } from './figures/record';
import type { Mark } from '../view/marks';
import { fitsQuiz } from './answers';
import type { Answer, Figure, Lesson, Quiz, Task } from './lesson';

/**
 * Where a learner stands in a lesson. Immutable; every function here is pure and returns the next state.
 * A task that was done stays done, in a new run too; everything else of a run is forgotten with it.
 */
export interface PlayerState {
  /** Index of the step on the screen; equal to the number of steps: the page that says it is finished. */
  readonly step: number;
  /** Index of the step with which somebody else let the lesson begin: those before it are not asked for. Absent: 0. */
  readonly from?: number;
  /** By task id; a task that is not here is open. */
  readonly tasks: Readonly<Record<string, Report>>;
  /** Prediction by quiz id. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Hints shown, by step id. */
  readonly hints: Readonly<Record<string, number>>;
  /** Real time that the learner has spent, as the app reports it. */
  readonly spentMs: number;
  /** What the checks of this run remember, by task id; never stored. */
  readonly folds: Readonly<Record<string, unknown>>;
  /** What figures have recorded of this run, by figure id; never stored. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** Schedules that have begun in this run, or are over. */
  readonly schedules: Readonly<Record<string, 'begun' | 'over'>>;
}

export const START: PlayerState = {
  step: 0,
  tasks: {},
  answers: {},
  hints: {},
  spentMs: 0,
  folds: {},
  figures: {},
  schedules: {},
};

const tasksOf = (lesson: Lesson): readonly Task[] => lesson.steps.flatMap((step) => step.tasks);

export function quizzesOf(lesson: Lesson): readonly Quiz[] {
  return lesson.steps.flatMap((step) => step.parts.flatMap((part) => (part.type === 'quiz' ? [part.quiz] : [])));
}

const figuresOf = (lesson: Lesson): readonly Figure[] =>
  lesson.steps.flatMap((step) => step.parts.flatMap((part) => (part.type === 'figure' ? [part.figure] : [])));

/** One event of the journal, and the view after it, for the checks and figures of every step. */
export function feed(lesson: Lesson, state: PlayerState, view: View, event: SimEvent): PlayerState {
  const checked = feedChecks(lesson, state, view, event);
  const figures = feedFigures(lesson, checked, view, event);
  if (event.type !== 'schedule') return figures;
  return { ...figures, schedules: { ...figures.schedules, [event.schedule]: event.state } };
}

function feedChecks(lesson: Lesson, state: PlayerState, view: View, event: SimEvent): PlayerState {
  let tasks: Record<string, Report> | null = null;
  let folds: Record<string, unknown> | null = null;
  for (const task of tasksOf(lesson)) {
    if (isDone(state, task.id)) continue;
    // Only from the event after the one that ended the other: what did so must not count for both.
    if (task.after !== null && !isDone(state, task.after)) continue;
    const check = checkNamed(task.check);
    const before = Object.hasOwn(state.folds, task.id) ? state.folds[task.id] : check.start(task.args);
    const after = check.step(before, task.args, view, event);
    if (after === before && Object.hasOwn(state.folds, task.id)) continue;
    folds ??= { ...state.folds };
    folds[task.id] = after;
    if (after === before) continue;
    tasks ??= { ...state.tasks };
    tasks[task.id] = check.report(after, task.args);
  }
  if (folds === null) return state;
  return { ...state, folds, tasks: tasks ?? state.tasks };
}

function feedFigures(lesson: Lesson, state: PlayerState, view: View, event: SimEvent): PlayerState {
  let figures: Record<string, unknown> | null = null;
  for (const figure of figuresOf(lesson)) {
    const before = state.figures[figure.id];
    const after = record(before, figure, view, event);
    if (after === before) continue;
    figures ??= { ...state.figures };
    figures[figure.id] = after;
  }
  return figures === null ? state : { ...state, figures };
}

/** The run begins again from zero: checks and figures forget it, what was done stays. */
export function newRun(state: PlayerState): PlayerState {
  const tasks = Object.fromEntries(Object.entries(state.tasks).filter(([, report]) => report.state === 'done'));
  return { ...state, tasks, folds: {}, figures: {}, schedules: {} };
}

/** Marks of the lesson and of all steps up to this one: what has arrived stays. */
export const marksAt = (lesson: Lesson, step: number): readonly Mark[] => [
  ...new Set([...lesson.marks, ...lesson.steps.slice(0, step + 1).flatMap((each) => each.marks)]),
];

export const reportOf = (state: PlayerState, task: string): Report =>
  Object.hasOwn(state.tasks, task) ? (state.tasks[task] ?? OPEN) : OPEN;

export const isDone = (state: PlayerState, task: string): boolean => reportOf(state, task).state === 'done';

/** What a task measured as a time, or null. */
export const measuredUs = (state: PlayerState, task: string): Us | null => reportOf(state, task).measuredUs;

/** What a task measured, as a number and in its unit; null before it has. */
export function measuredOf(
  state: PlayerState,
  task: string,
): { readonly unit: 'us' | 'rate'; readonly value: number } | null {
  const { measuredUs: us, measuredRate: rate } = reportOf(state, task);
  if (us !== null) return { unit: 'us', value: us };
  return rate === undefined ? null : { unit: 'rate', value: rate };
}

/** Index of the first step whose tasks count. */
export const firstStep = (state: PlayerState): number => state.from ?? 0;

/** Tasks of a step that are asked for and not done. */
export function tasksLeft(lesson: Lesson, state: PlayerState, step: number): number {
  if (step < firstStep(state)) return 0;
  return (lesson.steps[step]?.tasks ?? []).filter((task) => !isDone(state, task.id)).length;
}

/** All tasks that are asked for are done. */
export const isComplete = (lesson: Lesson, state: PlayerState): boolean =>
  lesson.steps.every((_, step) => tasksLeft(lesson, state, step) === 0);

/** A prediction stands once the run has told the outcome: until then it may be changed, after that never. */
export function answer(lesson: Lesson, state: PlayerState, quizId: string, given: Answer): PlayerState {
  const quiz = quizzesOf(lesson).find((each) => each.id === quizId);
  if (quiz === undefined || !fitsQuiz(quiz, given)) return state;
  if (isDone(state, quiz.outcome) && Object.hasOwn(state.answers, quizId)) return state;
  return { ...state, answers: { ...state.answers, [quizId]: given } };
}

export const answerOf = (state: PlayerState, quiz: string): Answer | null =>
  Object.hasOwn(state.answers, quiz) ? (state.answers[quiz] ?? null) : null;

/** To any step that has been reached: one may always go back, and forward as far as the tasks are done. */
export function goTo(lesson: Lesson, state: PlayerState, step: number): PlayerState {
  const reachable = step <= state.step || canGoOn(lesson, state, step);
  return step >= 0 && step <= lesson.steps.length && reachable ? { ...state, step } : state;
}

/** To a step that a teacher chose: where it cannot be reached yet, the lesson begins there. */
export function startAt(lesson: Lesson, state: PlayerState, step: number): PlayerState {
  const there = goTo(lesson, state, step);
  if (there.step === step || lesson.steps[step] === undefined) return there;
  return { ...state, step, from: step };
}

function canGoOn(lesson: Lesson, state: PlayerState, step: number): boolean {
  return lesson.steps.slice(0, step).every((_, before) => tasksLeft(lesson, state, before) === 0);
}

export const next = (lesson: Lesson, state: PlayerState): PlayerState => goTo(lesson, state, state.step + 1);
export const back = (lesson: Lesson, state: PlayerState): PlayerState => goTo(lesson, state, state.step - 1);

/** One more hint of the step on the screen. */
export function showHint(lesson: Lesson, state: PlayerState): PlayerState {
  const step = lesson.steps[state.step];
  if (step === undefined) return state;
  const shown = Math.min(step.hints.length, hintsShown(state, step.id) + 1);
  return { ...state, hints: { ...state.hints, [step.id]: shown } };
}

export const hintsShown = (state: PlayerState, step: string): number =>
  Object.hasOwn(state.hints, step) ? (state.hints[step] ?? 0) : 0;

/** The app tells how long the lesson was looked at; the clock stands once the lesson is complete. */
export const spend = (lesson: Lesson, state: PlayerState, ms: number): PlayerState =>
  isComplete(lesson, state) ? state : { ...state, spentMs: state.spentMs + ms };
