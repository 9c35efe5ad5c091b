import { LANGUAGES, type Language } from '../i18n/messages';
import { words } from '../i18n/words.svelte';
import { embedding } from './embed/embedding.svelte';
import { SPEEDS, type Pace } from './pace';
import { createKeeper, type Keeper } from './storage';

export type Theme = 'system' | 'light' | 'dark';

/** A frame in a course page is another room: what is folded away there stays open on the site. */
const KEY = embedding.on ? 'embedded' : 'preferences';

/** What a visitor has chosen for the page as a whole, kept in this browser. */
class Preferences {
  /** Storage was refused: said once, until the visitor has understood. */
  storageRefused: boolean = $state(false);
  theme: Theme = $state('system');
  /** Null: as the browser asks. */
  language: Language | null = $state(null);
  pace: Pace = $state.raw({ speed: 1, auto: true });
  lessonOpen: boolean = $state(true);
  drawer: 'closed' | 'open' | 'tall' = $state(embedding.on ? 'closed' : 'open');

  readonly keeper: Keeper = createKeeper(
    () => window.localStorage,
    () => {
      this.storageRefused = true;
    },
  );

  constructor() {
    const kept = this.keeper.read(KEY);
    if (typeof kept !== 'object' || kept === null) return;
    const { theme, language, pace, lessonOpen, drawer } = kept as Record<string, unknown>;
    if (theme === 'light' || theme === 'dark') this.theme = theme;
    this.language = LANGUAGES.find((each) => each === language) ?? null;
    if (isPace(pace)) this.pace = pace;
    if (typeof lessonOpen === 'boolean') this.lessonOpen = lessonOpen;
    if (drawer === 'closed' || drawer === 'open' || drawer === 'tall') this.drawer = drawer;
  }

  /** Changes some and keeps them all. */
  set(changed: Partial<Pick<Preferences, 'theme' | 'pace' | 'lessonOpen' | 'drawer'>>): void {
    Object.assign(this, changed);
    this.#keep();
  }

  /** Rejects when the language's texts cannot be fetched; then nothing changes. */
  async setLanguage(language: Language): Promise<void> {
    await words.use(language);
    this.language = language;
    this.#keep();
  }

  #keep(): void {
    const { theme, language, pace, lessonOpen, drawer } = this;
    this.keeper.write(KEY, { theme, language, pace, lessonOpen, drawer });
  }
}

function isPace(value: unknown): value is Pace {
  if (typeof value !== 'object' || value === null) return false;
  const { speed, auto } = value as { speed?: unknown; auto?: unknown };
  return SPEEDS.some((each) => each === speed) && typeof auto === 'boolean';
}

export const preferences = new Preferences();
