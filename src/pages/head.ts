import { LANGUAGES, type Language } from '../i18n/messages';
import { PICTURE } from './picture';

/** What the head of a page says to those who do not run it: search engines, and whatever makes a card of a link. */
export interface HeadFacts {
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  /** Path of the page below the site's address; '' for the first page. */
  readonly path: string;
  /** Of the same page in each language; null where it has but one. */
  readonly paths: Readonly<Record<Language, string>> | null;
  /** Path of its preview, and what is to be seen there. */
  readonly picture: string;
  readonly pictureText: string;
  /** Path of its oEmbed answer, or null. */
  readonly oembed: string | null;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en_GB', ru: 'ru_RU' };

/** Lines for the head, title and description first. Addresses are left out where there is no site to begin them with. */
export function headLines(facts: HeadFacts, site: string | null): readonly string[] {
  const { language, title, description, path, paths, picture, pictureText, oembed } = facts;
  const og = (property: string, content: string): string =>
    `<meta property="og:${property}" content="${escaped(content)}" />`;
  const lines = [
    `<title>${escaped(title)}</title>`,
    `<meta name="description" content="${escaped(description)}" />`,
    og('type', path === '' ? 'website' : 'article'),
    og('site_name', 'Shelfmark'),
    og('title', title),
    og('description', description),
    og('locale', LOCALES[language]),
    '<meta name="twitter:card" content="summary_large_image" />',
  ];
  if (site === null) return lines;
  return [
    ...lines,
    og('url', site + path),
    og('image', site + picture),
    og('image:type', 'image/png'),
    og('image:width', String(PICTURE.width)),
    og('image:height', String(PICTURE.height)),
    og('image:alt', pictureText),
    `<link rel="canonical" href="${escaped(site + path)}" />`,
    ...(paths === null
      ? []
      : LANGUAGES.map((each) => `<link rel="alternate" hreflang="${each}" href="${escaped(site + paths[each])}" />`)),
    ...(oembed === null
      ? []
      : [
          `<link rel="alternate" type="application/json+oembed" href="${escaped(site + oembed)}" title="${escaped(title)}" />`,
        ]),
  ];
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
