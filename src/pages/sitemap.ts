import { LANGUAGES } from '../i18n/messages';
import { escaped } from './head';
import { lessonPath } from './lesson-page';

/** sitemap.xml (sitemaps.org 0.9), each lesson's page with the same page in the other languages. */
export function sitemapOf(site: string, lessons: readonly string[]): string {
  const url = (path: string, others: readonly string[]): string =>
    [`  <url>`, `    <loc>${escaped(site + path)}</loc>`, ...others, `  </url>`].join('\n');
  const pages = lessons.flatMap((id) => {
    const others = LANGUAGES.map(
      (each) => `    <xhtml:link rel="alternate" hreflang="${each}" href="${escaped(site + lessonPath(each, id))}" />`,
    );
    return LANGUAGES.map((language) => url(lessonPath(language, id), others));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${[url('', []), ...pages].join('\n')}
</urlset>
`;
}
