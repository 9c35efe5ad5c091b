import { entries, loaders, solutions } from 'virtual:lessons';
import type { Language } from '../i18n/messages';
import type { Lesson, LessonEntry, Solution } from './lesson';

/** All lessons in order, with their names and questions: small, and here from the first paint. */
export const LESSONS: readonly LessonEntry[] = entries;

/** Fetches one lesson in one language; each is a chunk of its own. Throws when there is no such lesson, or no network. */
export async function loadLesson(id: string, language: Language): Promise<Lesson> {
  const loader = Object.hasOwn(loaders, id) ? loaders[id] : undefined;
  if (loader === undefined) throw new Error(`there is no lesson ${id}`);
  return (await loader[language]()).default;
}

/** Fetches the solution of a lesson: a chunk of its own, which nobody has who does not ask. Throws as loadLesson does. */
export async function loadSolution(id: string): Promise<Solution> {
  const load = Object.hasOwn(solutions, id) ? solutions[id] : undefined;
  if (load === undefined) throw new Error(`there is no lesson ${id}`);
  return (await load()).default;
}
