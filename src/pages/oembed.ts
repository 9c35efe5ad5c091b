import { embedSnippet } from '../embed/snippet';
import type { Language } from '../i18n/messages';
import { PAGE_WORDS, type PagedLesson, picturePath } from './lesson-page';
import { PICTURE } from './picture';

/** Size of the frame: what the embed dialog offers first. */
const FRAME = { width: 800, height: 560 } as const;

/** The answer of oEmbed 1.0 (oembed.com, 2.3.4.4) for a lesson's page: a static file, which its head points to. */
export function oembedOf(site: string, language: Language, { entry }: PagedLesson): string {
  const title = PAGE_WORDS[language].title(entry.text[language].name);
  const html = embedSnippet({
    site,
    lesson: entry.id,
    title,
    step: null,
    lang: language,
    theme: 'system',
    height: FRAME.height,
    resizing: false,
    sandboxed: false,
  });
  return JSON.stringify({
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'Shelfmark',
    provider_url: site,
    ...FRAME,
    html,
    thumbnail_url: site + picturePath(entry.id),
    thumbnail_width: PICTURE.width,
    thumbnail_height: PICTURE.height,
  });
}
