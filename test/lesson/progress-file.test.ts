import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/lesson/stored-progress';
import { exportProgress, importProgress, mergeProgress } from '../../src/lesson/progress-file';

const progress = (lesson: string, more: Partial<Progress> = {}): Progress => ({
  version: 1,
  lesson,
  step: 2,
  tasks: {},
  answers: {},
  hints: {},
  spentMs: 1_000,
  ...more,
});
const done = {
  state: 'done',
  measuredUs: null,
  evidence: { atUs: 1, fact: { kind: 'seen' } },
} as unknown as Progress['tasks'][string];

describe('progress as a file', () => {
  it('comes back as it went', () => {
    const all = { one: progress('one'), two: progress('two', { tasks: { t: done }, from: 1 }) };
    expect(importProgress(exportProgress(all), ['one', 'two', 'three'])).toEqual({
      ok: true,
      progress: all,
      unknown: [],
      unreadable: [],
    });
  });

  it('says what of it is of no lesson here, and what is no progress', () => {
    const text = exportProgress({
      one: progress('one'),
      gone: progress('gone'),
      two: progress('one'),
      three: { ...progress('three'), spentMs: -1 },
      four: 7 as unknown as Progress,
      five: progress('five', { hints: { a: 'many' as unknown as number } }),
    });
    expect(importProgress(text, ['one', 'two', 'three', 'four', 'five'])).toEqual({
      ok: true,
      progress: { one: progress('one') },
      unknown: ['gone'],
      unreadable: ['two', 'three', 'four', 'five'],
    });
  });

  it.each(['', '{', 'null', '[]', '7', '{"shelfmark":1}', '{"shelfmark":"progress","version":1,"progress":[]}'])(
    'refuses %j, which is none',
    (text) => {
      expect(importProgress(text, ['one'])).toEqual({ ok: false, why: 'none' });
    },
  );

  it('refuses what a newer one wrote, and says that', () => {
    const text = exportProgress({ one: progress('one') });
    expect(importProgress(text.replace('"version": 1', '"version": 9'), ['one'])).toEqual({ ok: false, why: 'newer' });
    expect(importProgress(text.replace('"version": 1', '"version": "x"'), ['one'])).toEqual({ ok: false, why: 'none' });
  });

  it('never throws, whatever becomes of it on its way', () => {
    const text = exportProgress({ one: progress('one', { tasks: { t: done } }), two: progress('two') });
    for (let at = 0; at < text.length; at += 1) {
      for (const other of [
        text.slice(0, at),
        text.slice(0, at) + text.slice(at + 1),
        `${text.slice(0, at)}9${text.slice(at + 1)}`,
      ]) {
        const read = importProgress(other, ['one', 'two']);
        if (read.ok) for (const [id, kept] of Object.entries(read.progress)) expect(kept.lesson).toBe(id);
      }
    }
  });
});

describe('progress that comes to what is there', () => {
  it('takes nothing away, and adds what is new', () => {
    const mine = progress('one', {
      step: 3,
      tasks: { mine: done },
      answers: { q: 0 },
      hints: { a: 1, b: 2 },
      spentMs: 9,
    });
    const other = progress('one', {
      step: 1,
      tasks: { other: done },
      answers: { q: 1, r: 2 },
      hints: { a: 3 },
      spentMs: 20,
    });
    expect(mergeProgress(mine, other)).toEqual(
      progress('one', {
        step: 3,
        tasks: { mine: done, other: done },
        answers: { q: 0, r: 2 },
        hints: { a: 3, b: 2 },
        spentMs: 20,
      }),
    );
    expect(mergeProgress(mine, mine)).toEqual(mine);
    expect(mergeProgress(null, other)).toEqual(other);
  });

  it('begins where the earlier of the two began', () => {
    const at = (from?: number) => progress('one', from === undefined ? {} : { from });
    expect(mergeProgress(at(2), at(1)).from).toBe(1);
    expect(mergeProgress(at(2), at())).not.toHaveProperty('from');
    expect(mergeProgress(at(), at(2))).not.toHaveProperty('from');
  });
});
