import type { SourceFiles } from '../contract/scenario';
import type { LessonWords } from '../lesson/wording';
import { wordFact } from '../lesson/wording';
import type { Lesson } from '../lesson/lesson';
import type { PlayerState } from '../lesson/player';
import { fromProgress, toProgress } from '../lesson/progress';
import type { SavedState } from './incoming';

/** What a host keeps: progress, and the programs as far as they differ from the lesson's own. Plain data. */
export function saveState(lesson: Lesson, player: PlayerState, files: SourceFiles): SavedState {
  const changed = Object.entries(files).filter(([name, text]) => lesson.files[name] !== text);
  // By way of JSON: what a host is given must be possible to clone and to store.
  return JSON.parse(
    JSON.stringify({ version: 1, progress: toProgress(lesson, player), files: Object.fromEntries(changed) }),
  ) as SavedState;
}

/**
 * What a kept state makes of a lesson; null when it does not fit. A file that the lesson of today does not have is
 * passed over, and so is a task.
 */
export function restoreState(
  lesson: Lesson,
  words: LessonWords,
  state: SavedState,
): { readonly player: PlayerState; readonly files: SourceFiles } | null {
  if (state.progress.lesson !== lesson.id) return null;
  const player = fromProgress(lesson, state.progress);
  try {
    // What was found is put into words on the page: a fact that has none would break it there.
    for (const { evidence } of Object.values(player.tasks)) if (evidence !== null) wordFact(words, evidence.fact);
  } catch {
    return null;
  }
  const files = Object.entries(lesson.files).map(([name, text]) => [name, own(state.files, name) ?? text] as const);
  return { player, files: Object.fromEntries(files) };
}

const own = (files: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(files, name) ? files[name] : undefined;
