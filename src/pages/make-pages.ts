import { LANGUAGES } from '../i18n/messages';
import {
  homePage,
  HOME_PICTURE,
  lessonPage,
  lessonPath,
  oembedPath,
  type PagedLesson,
  picturePath,
} from './lesson-page';
import { missingPage } from './missing-page';
import { oembedOf } from './oembed';
import { pictureOf } from './picture';
import { sitemapOf } from './sitemap';

export interface MadeFile {
  /** Path in the built site. */
  readonly name: string;
  readonly source: string | Uint8Array;
}

/**
 * Every file that the site has for those who do not run it. Pure: reads nothing but what it is given.
 * @param index the built first page, which comes back with its own head
 * @param site absolute address with a slash at the end; null: unknown
 */
export function makePages(index: string, lessons: readonly PagedLesson[], site: string | null): readonly MadeFile[] {
  const pages = lessons.flatMap((lesson) =>
    LANGUAGES.flatMap((language): MadeFile[] => {
      const { id } = lesson.entry;
      const page = { name: `${lessonPath(language, id)}index.html`, source: lessonPage(index, site, language, lesson) };
      if (site === null) return [page];
      return [page, { name: oembedPath(language, id), source: oembedOf(site, language, lesson) }];
    }),
  );
  const pictures = lessons.map(({ entry, lessons: { en } }) => ({
    name: picturePath(entry.id),
    source: pictureOf(en.scenario),
  }));
  const [first] = pictures;
  return [
    { name: 'index.html', source: homePage(index, site) },
    { name: '404.html', source: missingPage(site) },
    ...pages,
    ...pictures,
    ...(first === undefined ? [] : [{ name: HOME_PICTURE, source: first.source }]),
    ...(site === null
      ? []
      : [
          {
            name: 'sitemap.xml',
            source: sitemapOf(
              site,
              lessons.map(({ entry }) => entry.id),
            ),
          },
        ]),
  ];
}
