import { describe, expect, it } from 'vitest';
import { HOME_HREF, lessonHref, parseRoute } from '../../src/app/routing';

describe('addresses', () => {
  it.each(['', '#', '#/', HOME_HREF])('%j is the home page', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'home' });
  });

  it('name a lesson, and a step of it', () => {
    expect(parseRoute('#/lesson/partitions-and-readers')).toEqual({
      page: 'lesson',
      lesson: 'partitions-and-readers',
      step: null,
    });
    expect(parseRoute(lessonHref('partitions-and-readers', '3'))).toEqual({
      page: 'lesson',
      lesson: 'partitions-and-readers',
      step: '3',
    });
    expect(parseRoute(lessonHref('a'))).toEqual({ page: 'lesson', lesson: 'a', step: null });
  });

  it.each(['#/lesson', '#/sandbox', '#/lesson/a/2/3', '#/lesson/%3Cscript%3E', '#/lesson/A'])(
    '%s leads nowhere, and says what was asked for',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'missing', address: hash.slice(1) });
    },
  );
});
