import { mergeProgress, type ProgressOfAll } from '../../lesson/progress-file';
import { isProgressOf, type Progress } from '../../lesson/stored-progress';
import type { Keeper } from '../storage';

/** Where a learner stands in a lesson, as its place in the list says it. */
export interface Standing {
  /** From 0. */
  readonly step: number;
  readonly done: boolean;
}

const keyOf = (lesson: string): string => `progress:${lesson}`;
/** What was there before the last reset. */
const BEFORE = 'progress-before';

/** Null: not begun. Who has only looked in has not. */
export function standingIn(keeper: Keeper, lesson: string, steps: number): Standing | null {
  const kept = progressIn(keeper, lesson);
  return kept === null || !isBegun(kept) ? null : { step: kept.step, done: kept.step >= steps };
}

function progressIn(keeper: Keeper, lesson: string): Progress | null {
  const kept = keeper.read(keyOf(lesson));
  return isProgressOf(lesson, kept) ? kept : null;
}

const isBegun = ({ step, tasks, answers, hints }: Progress): boolean =>
  step > 0 || [tasks, answers, hints].some((each) => Object.keys(each).length > 0);

/** Of the lessons that are begun. */
export function progressOf(keeper: Keeper, lessons: readonly string[]): ProgressOfAll {
  const kept = lessons.flatMap((lesson): [string, Progress][] => {
    const progress = progressIn(keeper, lesson);
    return progress === null || !isBegun(progress) ? [] : [[lesson, progress]];
  });
  return Object.fromEntries(kept);
}

/** Adds it to what is there: nothing of that is lost. */
export function addProgress(keeper: Keeper, progress: ProgressOfAll): void {
  for (const [lesson, other] of Object.entries(progress)) {
    keeper.write(keyOf(lesson), mergeProgress(progressIn(keeper, lesson), other));
  }
}

/** All lessons are as if nobody had begun them, until `undoReset`. */
export function resetProgress(keeper: Keeper, lessons: readonly string[]): void {
  keeper.write(BEFORE, progressOf(keeper, lessons));
  for (const lesson of lessons) keeper.remove(keyOf(lesson));
}

/** What the last reset took; null: nothing that could come back. */
export function beforeReset(keeper: Keeper, lessons: readonly string[]): ProgressOfAll | null {
  const kept = keeper.read(BEFORE);
  if (typeof kept !== 'object' || kept === null) return null;
  const known = Object.entries(kept).filter(
    (entry): entry is [string, Progress] => lessons.includes(entry[0]) && isProgressOf(entry[0], entry[1]),
  );
  return known.length === 0 ? null : Object.fromEntries(known);
}

/** What the last reset took comes back, beside what has been done since. */
export function undoReset(keeper: Keeper, lessons: readonly string[]): void {
  addProgress(keeper, beforeReset(keeper, lessons) ?? {});
  keeper.remove(BEFORE);
}
