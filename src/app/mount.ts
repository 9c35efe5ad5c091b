import { mount } from 'svelte';
import App from './App.svelte';
import './fonts.css';
import './tokens.css';
import './base.css';
import { LANGUAGES, type Language, preferredLanguage } from '../i18n/messages';
import { words } from '../i18n/words.svelte';
import { embedding } from './embed/embedding.svelte';
import { preferences } from './preferences.svelte';

/** Puts the page up once its language is here; in English if that cannot be fetched. */
export function mountApp(): void {
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no element with the id app');
  const language = asked() ?? preferences.language ?? preferredLanguage(navigator.languages);
  void Promise.all([words.use(language).catch(() => words.use('en')), page()]).then(([, Page]) =>
    mount(Page, { target }),
  );
}

/** What stands in a frame of a course page is another page: neither carries the other's weight. */
const page = async (): Promise<typeof App> => (embedding.on ? (await import('./embed/EmbedPage.svelte')).default : App);

/** The language that a link asks for. It is good for this visit: whoever changes it on the page is not asked again. */
function asked(): Language | null {
  const address = new URL(location.href);
  const wanted = document.documentElement.dataset['lang'] ?? address.searchParams.get('lang');
  if (!embedding.on && address.searchParams.has('lang')) {
    address.searchParams.delete('lang');
    history.replaceState(null, '', address);
  }
  return LANGUAGES.find((each) => each === wanted) ?? null;
}
