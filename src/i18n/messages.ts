import { en } from './en/index';

export type Messages = typeof en;

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The texts of a language. English comes with the page; others are fetched when they are first wanted. */
export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'ru') return (await import('./ru/index')).ru;
  return en;
}

/** The first of ours that the visitor's browser asks for, English when none is. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = LANGUAGES.find((each) => tag.toLowerCase() === each || tag.toLowerCase().startsWith(`${each}-`));
    if (language !== undefined) return language;
  }
  return 'en';
}
