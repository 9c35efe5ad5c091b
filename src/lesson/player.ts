import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import type { View } from '../view/view';
import { checkNamed } from './checks';
import { OPEN, type Report } from './checks/check';
import type { Lesson, Quiz, Task } from './lesson';

/**
 * Where a learner stands in a lesson. Immutable; every function here is pure and returns the next state.
 * A task that was done stays done, in a new run too; everything else of a run is forgotten with it.
 */
export interface PlayerState {
  /** Index of the step on the screen; equal to the number of steps: the page that says it is finished. */
  readonly step: number;
  /** By task id; a task that is not here is open. */
  readonly tasks: Readonly<Record<string, Report>>;
  /** Chosen option by quiz id. */
  readonly answers: Readonly<Record<string, number>>;
  /** Hints shown, by step id. */
  readonly hints: Readonly<Record<string, number>>;
  /** Real time that the learner has spent, as the app reports it. */
  readonly spentMs: number;
  /** What the checks of this run remember, by task id; never stored. */
  readonly folds: Readonly<Record<string, unknown>>;
}

export const START: PlayerState = { step: 0, tasks: {}, answers: {}, hints: {}, spentMs: 0, folds: {} };

const tasksOf = (lesson: Lesson): readonly Task[] => lesson.steps.flatMap((step) => step.tasks);

export function quizzesOf(lesson: Lesson): readonly Quiz[] {
  return lesson.steps.flatMap((step) => step.parts.flatMap((part) => (part.type === 'quiz' ? [part.quiz] : [])));
}

/** One event of the journal, and the view after it, for the checks of every step. */
export function feed(lesson: Lesson, state: PlayerState, view: View, event: SimEvent): PlayerState {
  let tasks: Record<string, Report> | null = null;
  let folds: Record<string, unknown> | null = null;
  for (const task of tasksOf(lesson)) {
    if (isDone(state, task.id)) continue;
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

/** The run begins again from zero: the checks forget it, what was done stays. */
export function newRun(state: PlayerState): PlayerState {
  const tasks = Object.fromEntries(Object.entries(state.tasks).filter(([, report]) => report.state === 'done'));
  return { ...state, tasks, folds: {} };
}

export const reportOf = (state: PlayerState, task: string): Report =>
  Object.hasOwn(state.tasks, task) ? (state.tasks[task] ?? OPEN) : OPEN;

export const isDone = (state: PlayerState, task: string): boolean => reportOf(state, task).state === 'done';

/** What a task measured, or null. */
export const measuredUs = (state: PlayerState, task: string): Us | null => reportOf(state, task).measuredUs;

export function tasksLeft(lesson: Lesson, state: PlayerState, step: number): number {
  return (lesson.steps[step]?.tasks ?? []).filter((task) => !isDone(state, task.id)).length;
}

/** All tasks of all steps are done. */
export const isComplete = (lesson: Lesson, state: PlayerState): boolean =>
  tasksOf(lesson).every((task) => isDone(state, task.id));

/** A prediction stands once the run has told the outcome: until then it may be changed, after that never. */
export function answer(lesson: Lesson, state: PlayerState, quizId: string, option: number): PlayerState {
  const quiz = quizzesOf(lesson).find((each) => each.id === quizId);
  if (quiz?.options[option] === undefined) return state;
  if (isDone(state, quiz.outcome) && Object.hasOwn(state.answers, quizId)) return state;
  return { ...state, answers: { ...state.answers, [quizId]: option } };
}

export const answerOf = (state: PlayerState, quiz: string): number | null =>
  Object.hasOwn(state.answers, quiz) ? (state.answers[quiz] ?? null) : null;

/** To any step that has been reached: one may always go back, and forward as far as the tasks are done. */
export function goTo(lesson: Lesson, state: PlayerState, step: number): PlayerState {
  const reachable = step <= state.step || canGoOn(lesson, state, step);
  return step >= 0 && step <= lesson.steps.length && reachable ? { ...state, step } : state;
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
