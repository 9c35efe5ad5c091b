import type { Report } from './checks/check';
import type { Answer } from './lesson';

/** What is kept of a lesson when the page is closed, as JSON. */
export interface Progress {
  readonly version: typeof PROGRESS_VERSION;
  readonly lesson: string;
  readonly step: number;
  /** See PlayerState. */
  readonly from?: number;
  /** Only tasks that are done. */
  readonly tasks: Readonly<Record<string, Report>>;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly hints: Readonly<Record<string, number>>;
  readonly spentMs: number;
}

export const PROGRESS_VERSION = 1;

/** Whether this is progress of the lesson, as stored. Its tasks and answers may still be of an older lesson. */
export function isProgressOf(lesson: string, value: unknown): value is Progress {
  if (!isRecord(value) || value['version'] !== PROGRESS_VERSION || value['lesson'] !== lesson) return false;
  const { step, from, tasks, answers, hints, spentMs } = value;
  return (
    isCount(step) &&
    (from === undefined || isCount(from)) &&
    isRecord(tasks) &&
    isRecord(answers) &&
    isRecord(hints) &&
    Object.values(hints).every(isCount) &&
    isDuration(spentMs)
  );
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
