import { describe, expect, it } from 'vitest';
import { deskWords, loadDeskMessages } from '../../src/i18n/desk-words.svelte';
import { desk as enDesk } from '../../src/i18n/en/desk';
import { lesson as enLesson } from '../../src/i18n/en/lesson';
import { en } from '../../src/i18n/en/index';
import { loadLessonMessages } from '../../src/i18n/lesson-words.svelte';
import { speedText, virtualTime } from '../../src/i18n/format';
import { loadMessages, preferredLanguage } from '../../src/i18n/messages';
import { plural } from '../../src/i18n/plural';
import { desk as ruDesk } from '../../src/i18n/ru/desk';
import { lesson as ruLesson } from '../../src/i18n/ru/lesson';
import { ru } from '../../src/i18n/ru/index';
import { words } from '../../src/i18n/words.svelte';
import { textsOf } from './texts';

describe('messages', () => {
  it('are there in both languages, none empty, none left in the other', async () => {
    expect(await loadMessages('en')).toBe(en);
    expect(await loadMessages('ru')).toBe(ru);
    expect(await loadDeskMessages('en')).toBe(enDesk);
    expect(await loadDeskMessages('ru')).toBe(ruDesk);
    const paths = (messages: unknown): string[] => [...new Set(textsOf(messages).map(({ path }) => path))];
    expect(paths(ru)).toEqual(paths(en));
    expect(paths(ruDesk)).toEqual(paths(enDesk));
    expect(await loadLessonMessages('en')).toBe(enLesson);
    expect(await loadLessonMessages('ru')).toBe(ruLesson);
    expect(paths(ruLesson)).toEqual(paths(enLesson));
    const empty = [en, ru, enDesk, ruDesk, enLesson, ruLesson]
      .flatMap((each) => textsOf(each))
      .filter(({ text }) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('write Russian with Cyrillic and English without', () => {
    const english = [...textsOf(en), ...textsOf(enDesk), ...textsOf(enLesson)].filter(({ text }) =>
      /\p{Script=Cyrillic}/u.test(text),
    );
    expect(english).toEqual([]);
  });

  it('count as each language counts', () => {
    expect([1, 2, 5].map((n) => plural('en', n, { one: 'task', other: 'tasks' }))).toEqual(['task', 'tasks', 'tasks']);
    expect([1, 2, 5, 11, 21, 22].map((n) => plural('ru', n, { one: 'урок', few: 'урока', other: 'уроков' }))).toEqual([
      'урок',
      'урока',
      'уроков',
      'уроков',
      'урок',
      'урока',
    ]);
    expect(ru.time.runLine('00:01.000', 21)).toContain('записана 21 запись');
    expect(ru.time.runLine('00:01.000', 3)).toContain('записано 3 записи');
    expect(ru.home.lessonCount(11)).toBe('Одиннадцать уроков');
    expect(en.home.lessonCount(1)).toBe('One lesson');
  });

  it('change as a whole', async () => {
    await words.use('ru');
    expect([words.language, words.now]).toEqual(['ru', ru]);
    expect(deskWords.now).toBe(ruDesk);
    await words.use('en');
    expect(words.now.time.play).toBe('Play');
    expect(deskWords.now).toBe(enDesk);
  });
});

describe('texts that come later', () => {
  it('are not left behind by a change of language that is under way', async () => {
    const changing = words.use('ru');
    let put = 'en';
    await words.add((language) => Promise.resolve(() => void (put = language)));
    await changing;
    expect(put).toBe('ru');
    await words.use('en');
    expect(put).toBe('en');
  });
});

describe('the first language', () => {
  it.each([
    [['ru-RU', 'en'], 'ru'],
    [['de', 'ru'], 'ru'],
    [['de-DE', 'fr'], 'en'],
    [['en-GB', 'ru'], 'en'],
    [['run'], 'en'],
    [[], 'en'],
  ] as const)('of %j is %s', (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });
});

describe('virtual time', () => {
  it.each([
    [0, '00:00.000'],
    [12_480_000, '00:12.480'],
    [12_480_999, '00:12.480'],
    [59_999_999, '00:59.999'],
    [600_000_000, '10:00.000'],
    [3_600_000_000, '1:00:00.000'],
    [36_612_345_678, '10:10:12.345'],
  ])('%i µs reads %s', (us, text) => {
    expect(virtualTime(us)).toBe(text);
  });

  it('has speeds with a sign', () => {
    expect(speedText(0.25)).toBe('0.25×');
  });
});
