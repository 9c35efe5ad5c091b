import { desk as en } from './en/desk';
import type { Language } from './messages';
import { words } from './words.svelte';

export type DeskMessages = typeof en;

export async function loadDeskMessages(language: Language): Promise<DeskMessages> {
  if (language === 'ru') return (await import('./ru/desk')).desk;
  return en;
}

/** Texts of the inspectors: they come with the desk, so that the first paint of the page does not wait for them. */
class DeskWords {
  now = $state.raw<DeskMessages>(en);
  /** Resolves once the texts of the page's language are here; where they cannot be had, English stands. */
  readonly ready: Promise<void>;

  constructor() {
    this.ready = words.add(async (language) => {
      const texts = await loadDeskMessages(language);
      return () => (this.now = texts);
    });
  }
}

export const deskWords = new DeskWords();
