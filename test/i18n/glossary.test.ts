import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desk as enDesk } from '../../src/i18n/en/desk';
import { lesson as enLesson } from '../../src/i18n/en/lesson';
import { en } from '../../src/i18n/en/index';
import { pages as enPages } from '../../src/i18n/en/pages';
import { GLOSSARY, slips } from '../../src/i18n/glossary';
import { desk as ruDesk } from '../../src/i18n/ru/desk';
import { lesson as ruLesson } from '../../src/i18n/ru/lesson';
import { pages as ruPages } from '../../src/i18n/ru/pages';
import { ru } from '../../src/i18n/ru/index';
import { textsOf } from './texts';

const root = join(import.meta.dirname, '../..');
const lessonTexts = readdirSync(join(root, 'lessons'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(^|\/)(en|ru)\.md$/.test(file),
);

describe('the glossary', () => {
  it('refuses none of its own words', () => {
    for (const term of GLOSSARY) {
      expect(slips(term.en, 'en')).toEqual([]);
      expect(slips(term.ru, 'ru')).toEqual([]);
    }
  });

  it.each([
    [
      'ru',
      'У раздела два последователя, потребитель читает по смещению.',
      ['раздела', 'последователя', 'потребител', 'смещени'],
    ],
    ['ru', 'После ребалансировки отставание растёт.', ['ребалансир', 'отставани']],
    ['ru', 'Это тема заказов.', ['тема']],
    ['en', 'The master sends a shard to its slave.', ['shard', 'master', 'slave']],
  ] as const)('finds refused variants (%s)', (language, text, found) => {
    expect(
      slips(text, language)
        .map((slip) => slip.found)
        .sort(),
    ).toEqual([...found].sort());
  });

  it('leaves code alone, and words that only look alike', () => {
    expect(slips('Смотрите `раздел` и тем не менее: производительность, система.', 'ru')).toEqual([]);
    expect(slips('Read `consumer-group` here.', 'en')).toEqual([]);
  });

  it.each([
    ['en', { ...en, desk: enDesk, lesson: enLesson, pages: enPages }],
    ['ru', { ...ru, desk: ruDesk, lesson: ruLesson, pages: ruPages }],
  ] as const)('is kept by the messages (%s)', (language, messages) => {
    const found = textsOf(messages).flatMap(({ path, text }) =>
      slips(text, language).map((slip) => `${path}: "${slip.found}", say ${slip.term}`),
    );
    expect(found).toEqual([]);
  });

  it('is kept by the lessons', () => {
    expect(lessonTexts.length).toBeGreaterThanOrEqual(2);
    const found = lessonTexts.flatMap((file) => {
      const language = file.endsWith('ru.md') ? 'ru' : 'en';
      const text = readFileSync(join(root, 'lessons', file), 'utf8');
      return slips(text, language).map((slip) => `${file}: "${slip.found}", say ${slip.term}`);
    });
    expect(found).toEqual([]);
  });
});
