import type { Command } from '../contract/command';
import type { SourceFiles } from '../contract/scenario';
import { type DiffLine, diffLines } from './diff';
import type { Lesson, Solution } from './lesson';
import { plainText } from './plain-text';
import { commandText, type LessonWords } from './wording';

export type SolutionPart =
  | { readonly type: 'file'; readonly file: string; readonly text: string; readonly diff: readonly DiffLine[] }
  | { readonly type: 'act'; readonly text: string };

/**
 * The solution of one step, as the learner sees it: what changes in the files as they are now, and what is done.
 * Files that stand in from the beginning belong to every step.
 */
export function solutionOf(
  words: LessonWords,
  lesson: Lesson,
  solution: Solution,
  step: string,
  files: SourceFiles,
): SolutionPart[] {
  const says = solution.entries.some((entry) => entry.step !== null);
  return solution.entries.flatMap((entry): SolutionPart[] => {
    const isOwn = entry.step === step || (entry.step === null && (!says || entry.type === 'file'));
    if (!isOwn) return [];
    if (entry.type === 'command') return [{ type: 'act', text: actText(words, lesson, entry.command) }];
    const { file, text } = entry;
    return [{ type: 'file', file, text, diff: diffLines(files[file] ?? '', text) }];
  });
}

/** A button of the lesson by its name, any other act in words. */
function actText(words: LessonWords, lesson: Lesson, command: Command): string {
  const same = JSON.stringify(command);
  const button = lesson.steps
    .flatMap((step) => step.parts.flatMap((part) => (part.type === 'actions' ? part.actions : [])))
    .find((action) => JSON.stringify(action.command) === same);
  return button === undefined ? commandText(words, command) : words.solution.press(plainText(button.label));
}
