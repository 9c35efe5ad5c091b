import { entries, loaders } from 'virtual:lessons';
import type { Language } from '../i18n/messages';
import type { Lesson, LessonEntry } from './lesson';

/** All lessons in order, with their names and questions: small, and here from the first paint. */
export const LESSONS: readonly LessonEntry[] = entries;

/** Fetches one lesson in one language; each is a chunk of its own. Throws when there is no such lesson, or no network. */
export async function loadLesson(id: string, language: Language): Promise<Lesson> {
  const loader = Object.hasOwn(loaders, id) ? loaders[id] : undefined;
  if (loader === undefined) throw new Error(`there is no lesson ${id}`);
  return (await loader[language]()).default;
}
