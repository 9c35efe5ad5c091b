import { LANGUAGES } from '../i18n/messages';
import { escaped } from './head';
import { PAGE_WORDS } from './lesson-page';

/**
 * 404.html, which a host serves for whatever it does not have, at any depth: so it needs no file but itself, and leads
 * home by the site's path. Where nobody has said where the site stands, GitHub's way is taken: a project's site is the
 * first folder of its owner's.
 */
export function missingPage(site: string | null): string {
  const home = site === null ? '/' : new URL(site).pathname;
  const parts = LANGUAGES.map((language) => {
    const m = PAGE_WORDS[language];
    return `    <section lang="${language}">
      <h1>${escaped(m.missing)}</h1>
      <p>${escaped(m.missingText)}</p>
      <p><a href="${escaped(home)}">${escaped(m.toHome)}</a></p>
    </section>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${escaped(PAGE_WORDS.en.title(PAGE_WORDS.en.missing))}</title>
    <style>
      :root { color-scheme: light dark; --paper: #faf8f3; --ink: #1c1e26; --accent: #39459e; }
      @media (prefers-color-scheme: dark) { :root { --paper: #16181d; --ink: #ece9e1; --accent: #a9b4f6; } }
      body { margin: 0; padding: 48px 24px; background: var(--paper); color: var(--ink); font: 16px/25px Georgia, serif; }
      section { max-width: 600px; margin: 0 auto 48px; }
      h1 { margin: 0 0 8px; font-size: 26px; line-height: 33px; }
      p { margin: 0 0 12px; }
      a { color: var(--accent); }
    </style>
  </head>
  <body>
    <main>
${parts.join('\n')}
    </main>${site === null ? HOME_BY_FOLDER : ''}
  </body>
</html>
`;
}

const HOME_BY_FOLDER = `
    <script>
      if (/\\.github\\.io$/.test(location.hostname)) {
        document.querySelectorAll('a').forEach(function (a) {
          a.href = '/' + location.pathname.split('/')[1] + '/';
        });
      }
    </script>`;
