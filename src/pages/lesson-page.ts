import { pages as en } from '../i18n/en/pages';
import { LANGUAGES, type Language } from '../i18n/messages';
import { pages as ru } from '../i18n/ru/pages';
import type { Lesson, LessonEntry } from '../lesson/lesson';
import { escaped, type HeadFacts, headLines } from './head';

export const PAGE_WORDS: Readonly<Record<Language, typeof en>> = { en, ru };

/** A lesson as its page needs it. */
export interface PagedLesson {
  readonly entry: LessonEntry;
  readonly lessons: Readonly<Record<Language, Pick<Lesson, 'title' | 'scenario' | 'steps'>>>;
}

/** Two folders below the site's address, the app included: see LANDING. */
export const lessonPath = (language: Language, id: string): string => `${language}/${id}/`;
export const picturePath = (id: string): string => `pictures/${id}.png`;
export const oembedPath = (language: Language, id: string): string => `${lessonPath(language, id)}oembed.json`;
export const HOME_PICTURE = 'pictures/shelfmark.png';

/** The first page, with what link previews want of it. */
export function homePage(index: string, site: string | null): string {
  const facts: HeadFacts = {
    language: 'en',
    title: en.home,
    description: en.homeDescription,
    path: '',
    paths: null,
    picture: HOME_PICTURE,
    pictureText: en.picture,
    oembed: null,
  };
  return withHead(index, headLines(facts, site));
}

/**
 * The page of a lesson in one language: the app itself, which opens at that lesson, under an address of its own that
 * whoever does not run it can read.
 * @param index the built first page
 */
export function lessonPage(index: string, site: string | null, language: Language, lesson: PagedLesson): string {
  const { id, minutes, text } = lesson.entry;
  const m = PAGE_WORDS[language];
  const { name, question } = text[language];
  const facts: HeadFacts = {
    language,
    title: m.title(name),
    description: m.description(question, minutes),
    path: lessonPath(language, id),
    paths: { en: lessonPath('en', id), ru: lessonPath('ru', id) },
    picture: picturePath(id),
    pictureText: m.picture,
    oembed: oembedPath(language, id),
  };
  return withHead(index, headLines(facts, site))
    .replace('<html lang="en">', () => `<html lang="${language}" data-lang="${language}">`)
    .replace('<head>', () => `<head>\n    <base href="../../" />\n    <script>${landing(id)}</script>`)
    .replace(/<noscript>[\s\S]*?<\/noscript>/, () => `<noscript>${summary(lesson, language)}</noscript>`);
}

/**
 * From here on the address is that of the app at this lesson. Files are still found from where `base` was read, which is
 * the site's first folder, and so would they be without the change.
 */
const landing = (id: string): string =>
  `history.replaceState(null, '', document.baseURI + (location.hash.length > 2 ? location.hash : '#/lesson/${id}'));`;

/** What the lesson is about, for whoever reads the page without running it. */
function summary({ entry, lessons }: PagedLesson, language: Language): string {
  const m = PAGE_WORDS[language];
  const { title, steps } = lessons[language];
  const list = steps.map((step) => `<li>${escaped(step.title)}</li>`).join('');
  const others = LANGUAGES.filter((each) => each !== language)
    .map((each) => `<a href="${lessonPath(each, entry.id)}" hreflang="${each}">${escaped(entry.text[each].name)}</a>`)
    .join(' ');
  return `<main><h1>${escaped(title)}</h1><p>${escaped(entry.text[language].question)}</p><ol>${list}</ol><p>${escaped(m.needsScript)}</p><p>${others}</p></main>`;
}

/** @throws when the built page has no title and description to put these in place of */
function withHead(index: string, lines: readonly string[]): string {
  const own = /<title>[^<]*<\/title>\s*<meta\s+name="description"\s+content="[^"]*"\s*\/?>/;
  if (!own.test(index)) throw new Error('index.html has no title followed by a description.');
  return index.replace(own, () => lines.join('\n    '));
}
