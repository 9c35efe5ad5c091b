import { lesson as en } from './en/lesson';
import type { Language } from './messages';
import { words } from './words.svelte';

export type LessonMessages = typeof en;

export async function loadLessonMessages(language: Language): Promise<LessonMessages> {
  if (language === 'ru') return (await import('./ru/lesson')).lesson;
  return en;
}

/** Texts of the lessons' page, which come with it: the first paint does not wait for them. */
class LessonWordsNow {
  now = $state.raw<LessonMessages>(en);
  /** Resolves once the texts of the page's language are here; where they cannot be had, English stands. */
  readonly ready: Promise<void>;

  constructor() {
    this.ready = words.add(async (language) => {
      const texts = await loadLessonMessages(language);
      return () => (this.now = texts);
    });
  }
}

export const lessonWords = new LessonWordsNow();
