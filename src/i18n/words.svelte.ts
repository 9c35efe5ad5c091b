import { en } from './en/index';
import { loadMessages, type Language, type Messages } from './messages';

/** Fetches more texts in a language; what it resolves to puts them in place. */
type Part = (language: Language) => Promise<() => void>;

/** The language of the page and its texts. Reading `words.now` in a component follows a change of language. */
class Words {
  language = $state<Language>('en');
  now = $state.raw<Messages>(en);
  readonly #parts: Part[] = [];

  /** Changes the language once its texts are here; when they cannot be fetched, throws and nothing changes. */
  async use(language: Language): Promise<void> {
    const texts = await loadMessages(language);
    const puts: (() => void)[] = [];
    // More parts may come while these are on their way.
    while (puts.length < this.#parts.length) {
      puts.push(...(await Promise.all(this.#parts.slice(puts.length).map((part) => part(language)))));
    }
    this.now = texts;
    this.language = language;
    for (const put of puts) put();
  }

  /** More texts, which from now on change with the language. Resolves once they are in the language of the page. */
  async add(part: Part): Promise<void> {
    this.#parts.push(part);
    if (this.language === 'en') return;
    try {
      (await part(this.language))();
    } catch {
      // The English ones that came along are better than none.
    }
  }
}

export const words = new Words();
