import type { Language } from '../i18n/messages';
import type { Theme } from './parameters';

export interface EmbedOptions {
  /** Absolute address of the site's first page. */
  readonly site: string;
  readonly lesson: string;
  /** What a screen reader calls the frame. */
  readonly title: string;
  /** From 1; null: where the learner left it. */
  readonly step: number | null;
  /** Null: as the browser asks. */
  readonly lang: Language | null;
  readonly theme: Theme;
  /** In CSS px. */
  readonly height: number;
  /** The frame takes the height that it asks for, by a script in the page. */
  readonly resizing: boolean;
  /** No rights but to run scripts and to open the whole lesson in a tab. */
  readonly sandboxed: boolean;
}

export function embedAddress({ site, lesson, step, lang, theme, resizing }: EmbedOptions): string {
  const address = new URL(site);
  address.hash = '';
  address.search = '';
  const query = address.searchParams;
  query.set('embed', '1');
  query.set('lesson', lesson);
  if (step !== null) query.set('step', String(step));
  if (lang !== null) query.set('lang', lang);
  if (theme !== 'system') query.set('theme', theme);
  // H5P's and Canvas's scripts would change the height too.
  if (!resizing) query.set('resize', '0');
  return address.href;
}

/** The piece of HTML for a course page. Works on any page, and does no harm where scripts are cleaned away. */
export function embedSnippet(options: EmbedOptions): string {
  const attributes = [
    `src="${escaped(embedAddress(options))}"`,
    `title="${escaped(options.title)}"`,
    'width="100%"',
    `height="${options.height}"`,
    ...(options.sandboxed ? ['sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'] : []),
    'loading="lazy"',
    'style="border: 1px solid #c4bfb3; border-radius: 6px"',
  ];
  const frame = `<iframe\n${attributes.map((each) => `  ${each}`).join('\n')}\n></iframe>`;
  return options.resizing ? `${frame}\n${RESIZING}` : frame;
}

/** Finds the frame that speaks by its window: there may be several on a page, and an opaque origin has no name. */
const RESIZING = `<script>
  addEventListener('message', function (event) {
    var said = event.data;
    if (!said || said.ns !== 'shelfmark' || said.type !== 'resize') return;
    document.querySelectorAll('iframe').forEach(function (frame) {
      if (frame.contentWindow === event.source) frame.style.height = said.height + 'px';
    });
  });
</script>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
