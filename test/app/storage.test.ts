import { describe, expect, it, vi } from 'vitest';
import { createKeeper, KEY_PREFIX } from '../../src/app/storage';
import { FakeStore } from '../support/fake-sim';

describe('what is kept in the browser', () => {
  it('comes back, under a name of ours', () => {
    const store = new FakeStore();
    const keeper = createKeeper(() => store, vi.fn());
    keeper.write('place:lesson', { nowUs: 5 });
    expect(createKeeper(() => store, vi.fn()).read('place:lesson')).toEqual({ nowUs: 5 });
    expect([...store.texts.keys()]).toEqual([`${KEY_PREFIX}place:lesson`]);
    keeper.remove('place:lesson');
    expect(keeper.read('place:lesson')).toBeNull();
  });

  it('that is no JSON reads as nothing', () => {
    const store = new FakeStore();
    store.texts.set(`${KEY_PREFIX}preferences`, '{"theme":');
    expect(createKeeper(() => store, vi.fn()).read('preferences')).toBeNull();
  });

  it('stays in memory when the browser refuses, and that is said once', () => {
    const refused = vi.fn();
    const keeper = createKeeper(() => {
      throw new DOMException('sandboxed', 'SecurityError');
    }, refused);
    expect(keeper.read('a')).toBeNull();
    keeper.write('a', 1);
    keeper.write('b', 2);
    expect(keeper.read('a')).toBe(1);
    keeper.remove('a');
    expect(keeper.read('a')).toBeNull();
    expect(refused).toHaveBeenCalledTimes(1);
  });

  it('keeps the newest in memory when the quota is used up', () => {
    const store = new FakeStore();
    const refused = vi.fn();
    const keeper = createKeeper(() => store, refused);
    keeper.write('a', 'old');
    store.broken = 'full';
    keeper.write('a', 'new');
    expect(keeper.read('a')).toBe('new');
    store.broken = 'no';
    keeper.write('a', 'newest');
    expect(createKeeper(() => store, vi.fn()).read('a')).toBe('newest');
    expect(refused).toHaveBeenCalledTimes(1);
  });
});
