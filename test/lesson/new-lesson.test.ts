import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileAll, readFolders } from '../../src/lesson/build/read-folders';
import { layOut } from '../../tools/new-lesson/lay-out';
import { doneIn, play } from '../lessons/play';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'new-lesson-'))));
afterEach(() => rmSync(root, { recursive: true }));

describe('npm run new-lesson', () => {
  it('lays out a lesson that is red at the start, green with its solution, and red with the wrong ones', async () => {
    const { path, files } = layOut(root, 'keys-again');
    expect(path).toBe('lessons/01-keys-again');
    expect(files).toContain('start/producer.ts');
    const [lesson] = compileAll(readFolders(root));
    if (lesson === undefined) throw new Error('nothing was laid out');
    expect(doneIn((await play(lesson, { ...lesson.solution, commands: [] })).player)).toEqual([]);
    expect(doneIn((await play(lesson, lesson.solution)).player).sort()).toEqual(['keyed', 'running']);
    expect(lesson.wrong).toHaveLength(2);
    for (const wrong of lesson.wrong) expect(doneIn((await play(lesson, wrong)).player)).toEqual(['running']);
  });

  it('takes the next number, and refuses an id that is taken or is none', () => {
    mkdirSync(join(root, 'lessons/11-a-small-shop'), { recursive: true });
    expect(layOut(root, 'next').path).toBe('lessons/12-next');
    expect(() => layOut(root, 'a-small-shop')).toThrow('there is a lesson "a-small-shop" already');
    expect(() => layOut(root, 'Keys!')).toThrow('found the id "Keys!", expected lower-case words');
  });
});
