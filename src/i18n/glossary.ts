/**
 * The words that Shelfmark uses for Kafka's things, in every text that a person reads. A refused variant is another
 * word for the same thing: one thing has one name. `test/i18n/glossary.test.ts` holds the messages and the lessons to it.
 */
export interface Term {
  readonly en: string;
  readonly ru: string;
  /** Patterns, matched anywhere, letters of any case; `\b` does not know Cyrillic, so stems stand as they are. */
  readonly refused: { readonly en: readonly RegExp[]; readonly ru: readonly RegExp[] };
}

export const GLOSSARY: readonly Term[] = [
  {
    en: 'topic',
    ru: 'топик',
    refused: { en: [], ru: [/(?<!\p{L}|(?:тёмная|светлая|темы?) )тем(?:а|у|е|ы|ой|ам|ах|ами)(?!\p{L})/iu] },
  },
  {
    en: 'partition',
    ru: 'партиция',
    refused: {
      en: [/\bshards?\b/i],
      ru: [/партиш/iu, /(?<!\p{L})раздел(?:а|у|е|ы|ов|ам|ах|ом)?(?!\p{L})/iu, /шард/iu],
    },
  },
  { en: 'replica', ru: 'реплика', refused: { en: [], ru: [/репликат/iu] } },
  { en: 'leader', ru: 'лидер', refused: { en: [/\bmaster\b/i], ru: [/ведущ/iu, /(?<!\p{L})мастер/iu] } },
  {
    en: 'follower',
    ru: 'фолловер',
    refused: {
      en: [/\bslave/i, /\bstandby\b/i],
      ru: [/последовател(?:ь|я|ю|и|ем|ей|ям|ями|ях)(?!\p{L})/iu, /ведом(?:ый|ого|ые|ых|ому)/iu, /фоловер/iu],
    },
  },
  {
    en: 'consumer',
    ru: 'консьюмер',
    refused: { en: [/\bsubscriber/i], ru: [/потребител/iu, /консумер/iu, /консюмер/iu, /подписчик/iu] },
  },
  {
    en: 'producer',
    ru: 'продюсер',
    refused: { en: [/\bpublisher/i], ru: [/производител(?!ьност)/iu, /продьюсер/iu, /издател/iu] },
  },
  { en: 'offset', ru: 'оффсет', refused: { en: [], ru: [/смещени/iu, /(?<!\p{L})офсет/iu] } },
  { en: 'lag', ru: 'лаг', refused: { en: [], ru: [/отставани/iu, /задержка чтения/iu] } },
  {
    en: 'consumer group',
    ru: 'группа консьюмеров',
    refused: { en: [/\bconsumer-group\b/i], ru: [/консьюмер-групп/iu, /групп\p{L}* потреб/iu] },
  },
  {
    en: 'rebalance',
    ru: 'ребаланс',
    refused: { en: [/\brebalancings?\b/i], ru: [/перебалансир/iu, /ребалансир/iu] },
  },
  { en: 'record', ru: 'запись', refused: { en: [], ru: [/(?<!\p{L})рекорд/iu] } },
  { en: 'broker', ru: 'брокер', refused: { en: [], ru: [/(?<!\p{L})нод[аыуе](?!\p{L})/iu] } },
  {
    en: 'HW',
    ru: 'HW',
    refused: { en: [/\bhigh-water mark\b/i, /\bhighwater\b/i], ru: [/водян/iu, /верхн\p{L}+ отметк/iu] },
  },
  { en: 'LEO', ru: 'LEO', refused: { en: [], ru: [/ЛЕО/u] } },
];

export interface Slip {
  readonly term: string;
  readonly found: string;
}

/** Refused variants in a text, with the word to use instead. Code in backticks is not prose. */
export function slips(text: string, language: 'en' | 'ru'): Slip[] {
  const prose = text.replace(/```[\s\S]*?```/g, ' ').replace(/`[^`]*`/g, ' ');
  return GLOSSARY.flatMap((term) =>
    term.refused[language].flatMap((pattern) => {
      const found = pattern.exec(prose)?.[0];
      return found === undefined ? [] : [{ term: term[language], found }];
    }),
  );
}
