import { describe, expect, it } from 'vitest';
import { exportProgress, importProgress } from '../../src/lesson/progress-file';

const kept: Readonly<Record<string, unknown>> = { one: { step: 2 }, two: null, gone: { step: 1 } };

describe('progress as a file', () => {
  it('comes back as it went, without lessons that are not begun', () => {
    const text = exportProgress((id) => kept[id], ['one', 'two']);
    expect(importProgress(text, ['one', 'two'])).toEqual({ one: { step: 2 } });
  });

  it('knows only the lessons of today, and refuses what is no progress', () => {
    expect(
      importProgress(
        exportProgress((id) => kept[id], ['one', 'gone']),
        ['one'],
      ),
    ).toEqual({ one: { step: 2 } });
    for (const text of ['', '{', 'null', '[]', '{"shelfmark":"progress","version":9,"progress":{}}']) {
      expect(importProgress(text, ['one'])).toBe(null);
    }
  });
});
