import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';
import type { LessonsApi } from '../lesson/build/plugin.ts';
import type * as Pages from './make-pages';
import type * as Addresses from './site-address';

// Loaded by Vite's own runner, as the lessons' compiler is: the config file imports nothing of src but plugins.
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * Adds to a build what reads a site without running it: a page for each lesson and language, pictures, oEmbed answers,
 * a sitemap, a page for addresses that lead nowhere. `SHELFMARK_SITE` says where the site will stand.
 */
export function lessonPages(): Plugin {
  let root = '';
  let api: LessonsApi | undefined;

  async function load<T extends object>(file: string): Promise<T> {
    return (await runnerImport<T>(here(file), { root, configFile: false, logLevel: 'error' })).module;
  }

  return {
    name: 'shelfmark-lesson-pages',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      api = config.plugins.find(({ name }) => name === 'shelfmark-lessons')?.api as LessonsApi | undefined;
    },
    generateBundle: {
      // The first page is put into the bundle by Vite, as late as this.
      order: 'post',
      async handler(_, bundle) {
        const index = bundle['index.html'];
        // A nested build of a worker has no page.
        if (index?.type !== 'asset' || api === undefined) return;
        const { siteAddress } = await load<typeof Addresses>('./site-address.ts');
        const { makePages } = await load<typeof Pages>('./make-pages.ts');
        for (const { name, source } of makePages(String(index.source), await api.lessons(), siteAddress(process.env))) {
          if (name === 'index.html') index.source = source;
          else this.emitFile({ type: 'asset', fileName: name, source });
        }
      },
    },
  };
}
