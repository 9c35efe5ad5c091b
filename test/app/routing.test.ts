import { describe, expect, it } from 'vitest';
import { HOME_HREF, lessonHref, parseRoute, runHref, SANDBOX_HREF } from '../../src/app/routing';

describe('addresses', () => {
  it.each(['', '#', '#/', HOME_HREF])('%j is the home page', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'home' });
  });

  it('name the sandbox', () => {
    expect(parseRoute(SANDBOX_HREF)).toEqual({ page: 'sandbox' });
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

  it.each(['#/lesson', '#/sandbox/2', '#/lesson/a/2/3', '#/lesson/%3Cscript%3E', '#/lesson/A'])(
    '%s leads nowhere, and says what was asked for',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'missing', address: hash.slice(1) });
    },
  );

  it('may hold a run that somebody shared', () => {
    const data = 'q1YqSy0qzszPU7JSUMrIz8lPV9JRKkgsSs0rVrKqBQA_-';
    expect(parseRoute(runHref(1, data))).toEqual({ page: 'run', shared: { version: '1', data } });
    // What is wrong with it, its page says.
    expect(parseRoute('#/run/1')).toEqual({ page: 'run', shared: { version: '1', data: '' } });
    expect(parseRoute('#/run/file')).toEqual({ page: 'run', shared: 'file' });
    expect(parseRoute('#/run').page).toBe('missing');
    expect(parseRoute('#/run/1/a/b').page).toBe('missing');
  });
});
