import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readParameters } from '../../src/embed/parameters';

describe('the address of an embed', () => {
  it('says what is shown, and how', () => {
    const { parameters, misfits } = readParameters(
      '?embed=1&lesson=groups&step=2&lang=ru&theme=dark&motion=reduce&ui=time,lesson&resize=0&origin=https%3A%2F%2Fmoodle.example.org%2Fcourse',
    );
    expect(parameters).toEqual({
      lesson: 'groups',
      step: 2,
      lang: 'ru',
      theme: 'dark',
      motion: 'reduce',
      ui: ['lesson', 'time'],
      origin: 'https://moodle.example.org',
      resize: false,
    });
    expect(misfits).toEqual([]);
  });

  it('may say nothing', () => {
    const nothing = { lesson: null, step: null, lang: null, theme: null, motion: null, ui: null, origin: null };
    expect(readParameters('?embed=1&ui=').parameters).toEqual({ ...nothing, resize: true });
    expect(readParameters('?embed=1&ui=none').parameters.ui).toEqual([]);
  });

  it.each([
    ['step', '0'],
    ['step', '1.5'],
    ['step', 'one'],
    ['lang', 'de'],
    ['theme', 'blue'],
    ['motion', 'fast'],
    ['ui', 'lesson,sidebar'],
    ['origin', 'moodle'],
    ['origin', 'null'],
    ['resize', 'yes'],
  ])('%s=%s is passed over, and said so', (parameter, value) => {
    const { parameters, misfits } = readParameters(`?embed=1&lesson=groups&${parameter}=${value}`);
    expect(misfits).toEqual([{ parameter, value, known: true }]);
    expect(parameters).toEqual(readParameters('?embed=1&lesson=groups').parameters);
  });

  it('knows parameters that the course page adds from its own', () => {
    expect(readParameters('?embed=1&forceview=1').misfits).toEqual([
      { parameter: 'forceview', value: '1', known: false },
    ]);
  });

  it('never breaks the page', () => {
    fc.assert(fc.property(fc.string(), (search) => void readParameters(search)));
  });
});
