import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../../src/contract/event';
import { Journal } from '../../../src/sim/cluster/journal';

const edited = (file: string): SimEventBody => ({ type: 'file-edited', file });
const printed = (text: string): SimEventBody => ({ type: 'console', process: 'p-1', stream: 'stdout', text, at: null });

describe('journal', () => {
  it('gives out events by time, lane and order, and none that an earlier one may still precede', () => {
    const journal = new Journal(true);
    journal.add(20, edited('core at 20'));
    journal.add(10, edited('core at 10'));
    journal.add(10, edited('program 1 at 10'), 1);
    journal.add(5, edited('program 2 at 5'), 2);
    const first = journal.release(20);
    expect(first.map((event) => 'file' in event && event.file)).toEqual([
      'program 2 at 5',
      'core at 10',
      'program 1 at 10',
    ]);
    expect(first.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(journal.release(21).map(({ seq }) => seq)).toEqual([3]);
  });

  it('hashes the same however it was cut, and differently for another story', () => {
    const story = (cuts: number[], last: string): string => {
      const journal = new Journal(true);
      journal.add(1, edited('a'));
      journal.add(2, edited(last));
      for (const cut of cuts) journal.release(cut);
      return journal.hash;
    };
    expect(story([2, 3], 'b')).toBe(story([3], 'b'));
    expect(story([3], 'b')).not.toBe(story([3], 'c'));
  });

  it('leaves printed lines out of the hash: engines word errors differently', () => {
    const with_ = new Journal(true);
    with_.add(1, printed('TypeError: x is not a function'));
    const without = new Journal(true);
    expect(with_.release(2)).toHaveLength(1);
    expect(with_.hash).toBe(without.hash);
  });

  it('keeps nothing when it is off', () => {
    const journal = new Journal(false);
    journal.add(1, edited('a'));
    expect(journal.release(10)).toEqual([]);
  });
});
