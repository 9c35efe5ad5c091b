import { describe, expect, it } from 'vitest';
import { slips } from '../../src/i18n/glossary';
import { terms as en } from '../../src/i18n/en/terms';
import { terms as ru } from '../../src/i18n/ru/terms';
import { TERM_IDS, termOf } from '../../src/i18n/terms';

describe('the terms of the lessons', () => {
  it('are forty or more, each with a name that is found as itself, and a short meaning, in both languages', () => {
    expect(TERM_IDS.length).toBeGreaterThanOrEqual(40);
    for (const id of TERM_IDS) {
      expect(termOf(en[id].name, 'en')).toBe(id);
      expect(termOf(ru[id].name, 'ru')).toBe(id);
      for (const { means } of [en[id], ru[id]]) {
        expect(means).toMatch(/^\p{Lu}.{20,150}\.$/u);
        // A sentence or two: what needs more is a lesson.
        expect(means.split(/[.:;] /).length).toBeLessThanOrEqual(3);
      }
      expect(slips(en[id].means, 'en')).toEqual([]);
      expect(slips(ru[id].means, 'ru')).toEqual([]);
    }
  });

  it.each([
    ['partitions', 'en', 'partition'],
    ['Consumer groups', 'en', 'consumer-group'],
    ['in-sync replicas', 'en', 'isr'],
    ['rebalances', 'en', 'rebalance'],
    ['группу консьюмеров', 'ru', 'consumer-group'],
    ['Партиции', 'ru', 'partition'],
    ['закоммиченного оффсета', 'ru', 'committed-offset'],
    ['эпохе', 'ru', 'leader-epoch'],
  ] as const)('are known in their other forms: %s', (text, language, id) => {
    expect(termOf(text, language)).toBe(id);
  });

  it.each([
    ['partitioned by hand', 'en'],
    ['idle: no partition left', 'en'],
    ['Stop', 'en'],
    ['партиционирование', 'ru'],
    ['partition', 'ru'],
  ] as const)('are not seen in what only holds them: %s', (text, language) => {
    expect(termOf(text, language)).toBe(null);
  });
});
