import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/i18n/messages';
import { readParameters } from '../../src/embed/parameters';
import { compileFolders } from '../../src/lesson/build/read-folders';
import { makePages, type MadeFile } from '../../src/pages/make-pages';
import { siteAddress } from '../../src/pages/site-address';

const root = join(import.meta.dirname, '../..');
const SITE = 'https://example.org/shelfmark/';
const index = readFileSync(join(root, 'index.html'), 'utf8');
const lessons = compileFolders(root).lessons;
const ids = lessons.map(({ entry }) => entry.id);
const files = new Map(makePages(index, lessons, SITE).map((file) => [file.name, file]));
const text = (name: string, from: ReadonlyMap<string, MadeFile> = files): string => String(from.get(name)?.source);

/** What the page says of itself under this name: `og:title`. */
const meta = (html: string, name: string): string =>
  new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? '';
const hrefs = (html: string, rel: string): string[] =>
  [...html.matchAll(new RegExp(`<link rel="${rel}"[^>]* href="([^"]*)"`, 'g'))].map(([, href]) => href ?? '');

describe('a lesson’s page', () => {
  it.each(ids.flatMap((id) => LANGUAGES.map((language) => [id, language] as const)))(
    'tells whoever does not run it what it is: %s, %s',
    (id, language) => {
      const html = text(`${language}/${id}/index.html`);
      const { name, question } = lessons.find(({ entry }) => entry.id === id)?.entry.text[language] ?? {};
      expect(html).toContain(`<html lang="${language}" data-lang="${language}">`);
      expect(meta(html, 'og:title')).toContain(name);
      expect(meta(html, 'description')).toContain(question?.replaceAll('"', '&quot;'));
      expect(meta(html, 'og:description')).toBe(meta(html, 'description'));
      expect(hrefs(html, 'canonical')).toEqual([`${SITE}${language}/${id}/`]);
      expect(hrefs(html, 'alternate')).toEqual([
        ...LANGUAGES.map((each) => `${SITE}${each}/${id}/`),
        `${SITE}${language}/${id}/oembed.json`,
      ]);
      // Each address that it gives is a file of the build.
      for (const address of [meta(html, 'og:image'), ...hrefs(html, 'alternate')]) {
        const path = address.slice(SITE.length);
        expect(files.has(path.endsWith('/') ? `${path}index.html` : path)).toBe(true);
      }
    },
  );

  it('is the app, which opens at the lesson', () => {
    const html = text('ru/groups/index.html');
    expect(html).toMatch(/<head>\s*<base href="..\/..\/" \/>\s*<script>[^<]*'#\/lesson\/groups'[^<]*<\/script>/);
    expect(html.slice(html.indexOf('<body>')).replace(/<noscript>[\s\S]*<\/noscript>/, '')).toBe(
      index.slice(index.indexOf('<body>')).replace(/<noscript>[\s\S]*<\/noscript>/, ''),
    );
  });

  it('has an oEmbed answer with a frame that opens the lesson', () => {
    const answer = JSON.parse(text('ru/groups/oembed.json')) as Record<string, unknown>;
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 800, height: 560, provider_url: SITE });
    const src = /src="([^"]*)"/.exec(String(answer['html']))?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(src.startsWith(SITE)).toBe(true);
    expect(readParameters(new URL(src).search)).toMatchObject({
      parameters: { lesson: 'groups', lang: 'ru' },
      misfits: [],
    });
  });

  it('refuses a first page that it cannot give another head', () => {
    expect(() => makePages('<html></html>', lessons, SITE)).toThrow(/title/);
  });
});

describe('the site as a whole', () => {
  it('is in its map, every page once', () => {
    const locations = [...text('sitemap.xml').matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, each]) => each ?? '');
    const pages = ids.flatMap((id) => LANGUAGES.map((language) => `${SITE}${language}/${id}/`));
    expect(locations.sort()).toEqual([SITE, ...pages].sort());
  });

  it('leads home from an address that leads nowhere, however deep', () => {
    expect(text('404.html')).toContain('href="/shelfmark/"');
    expect(text('404.html')).not.toMatch(/(src|href)="\.?\.?\/?assets/);
  });

  it('works without knowing where it stands: no address is made up', () => {
    const unknown = new Map(makePages(index, lessons, null).map((file) => [file.name, file]));
    const html = text('en/groups/index.html', unknown);
    expect(meta(html, 'og:title')).toContain('Groups');
    expect(html).not.toMatch(/og:url|og:image|canonical|oembed/);
    expect([...unknown.keys()].filter((name) => /sitemap|oembed/.test(name))).toEqual([]);
    expect([...unknown.keys()].filter((name) => name.endsWith('index.html'))).toHaveLength(1 + 2 * ids.length);
  });

  it.each([
    [{ SHELFMARK_SITE: 'https://example.org/shelfmark' }, SITE],
    [{ SHELFMARK_SITE: 'https://example.org/shelfmark/?a=1#b' }, SITE],
    [{ SHELFMARK_SITE: 'https://example.org', GITHUB_REPOSITORY: 'a/b' }, 'https://example.org/'],
    [{ SHELFMARK_SITE: '', GITHUB_REPOSITORY: 'Someone/shelfmark' }, 'https://someone.github.io/shelfmark/'],
    [{ GITHUB_REPOSITORY: 'someone/someone.github.io' }, 'https://someone.github.io/'],
    [{}, null],
  ])('stands where %j says', (settings, address) => {
    expect(siteAddress(settings)).toBe(address);
  });

  it.each(['shelfmark', 'ftp://example.org/', '/shelfmark/'])('does not stand at %s', (named) => {
    expect(() => siteAddress({ SHELFMARK_SITE: named })).toThrow(/expected an address/);
  });
});

describe('a preview', () => {
  const picture = (id: string): Buffer => files.get(`pictures/${id}.png`)?.source as Buffer;

  it.each(ids)('is a whole PNG of the size that is told: %s', (id) => {
    const chunks = chunksOf(picture(id));
    expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
    const header = chunks.get('IHDR') ?? Buffer.alloc(8);
    expect([header.readUInt32BE(0), header.readUInt32BE(4)]).toEqual([1_200, 630]);
    expect(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))).toHaveLength(630 * (1 + 1_200));
    expect(picture(id).length).toBeLessThan(10_000);
  });

  it('shows the lesson’s own cluster, and the same one each time', () => {
    const again = new Map(makePages(index, lessons, SITE).map((file) => [file.name, file]));
    expect(again.get('pictures/placement.png')?.source).toEqual(picture('placement'));
    expect(picture('on-disk')).not.toEqual(picture('offsets'));
  });
});

/** By type; the sum of each is checked on the way. */
function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  return chunks;
}
