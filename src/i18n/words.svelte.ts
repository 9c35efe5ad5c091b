import { en } from './en/index';
import { loadMessages, type Language, type Messages } from './messages';

/** The language of the page and its texts. Reading `words.now` in a component follows a change of language. */
class Words {
  language = $state<Language>('en');
  now = $state.raw<Messages>(en);

  /** Changes the language once its texts are here; when they cannot be fetched, throws and nothing changes. */
  async use(language: Language): Promise<void> {
    const texts = await loadMessages(language);
    this.now = texts;
    this.language = language;
  }
}

export const words = new Words();
