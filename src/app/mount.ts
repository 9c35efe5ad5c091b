import { mount } from 'svelte';
import App from './App.svelte';
import './fonts.css';
import './tokens.css';
import './base.css';
import { preferredLanguage } from '../i18n/messages';
import { words } from '../i18n/words.svelte';
import { preferences } from './preferences.svelte';

/** Puts the page up once its language is here; in English if that cannot be fetched. */
export function mountApp(): void {
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no element with the id app');
  const language = preferences.language ?? preferredLanguage(navigator.languages);
  void words
    .use(language)
    .catch(() => words.use('en'))
    .then(() => mount(App, { target }));
}
