import type { Answer, Quiz } from './lesson';
import { plainText } from './plain-text';

const isIndex = (value: unknown, count: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;

/** Rising indexes without repetition. */
const areIndexes = (value: unknown, count: number): value is number[] =>
  Array.isArray(value) && value.every((each, i) => isIndex(each, count) && (i === 0 || each > value[i - 1]));

/** Whether this is an answer of this quiz: what is stored may be of a lesson that has changed since. */
export function fitsQuiz(quiz: Quiz, given: unknown): given is Answer {
  switch (quiz.kind) {
    case 'one':
      return isIndex(given, quiz.options.length);
    case 'several':
      return areIndexes(given, quiz.options.length);
    case 'number':
      return Number.isSafeInteger(given);
    case 'table':
      return (
        Array.isArray(given) &&
        given.length === quiz.rows.length &&
        given.every((row) => areIndexes(row, quiz.columns.length))
      );
  }
}

/** Right as a whole: nothing too many, nothing missing. */
export function isRight(quiz: Quiz, given: Answer): boolean {
  const right = quiz.kind === 'table' ? quiz.rows.map((row) => row.right) : quiz.right;
  return JSON.stringify(right) === JSON.stringify(given);
}

/** The options that were chosen, in words. Empty for a table, which has no short words. */
export function answerText(quiz: Quiz, given: Answer): string {
  if (quiz.kind === 'table') return '';
  if (quiz.kind === 'number') return String(given);
  const chosen = typeof given === 'number' ? [given] : given;
  return chosen.flatMap((each) => (typeof each === 'number' ? plainText(quiz.options[each] ?? []) : [])).join(', ');
}
