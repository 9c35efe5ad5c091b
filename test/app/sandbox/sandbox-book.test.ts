import { describe, expect, it, vi } from 'vitest';
import { PRESETS, specOf } from '../../../src/app/sandbox/plan';
import { SandboxBook } from '../../../src/app/sandbox/sandbox-book';
import { freshLog, RunBook } from '../../../src/app/run-book';
import { createKeeper } from '../../../src/app/storage';
import { FakeStore } from '../../support/fake-sim';

function setUp() {
  const store = new FakeStore();
  const keeper = createKeeper(() => store, vi.fn());
  return { store, keeper, book: new SandboxBook(keeper) };
}

describe('the visitor’s clusters', () => {
  it('begin with one that can be run at once', () => {
    const { book } = setUp();
    expect(book.read()).toEqual({ current: { number: 1, plan: PRESETS.three }, before: null });
  });

  it('are there again after a reload, the one before too', () => {
    const { book, keeper } = setUp();
    const built = book.build(book.read(), PRESETS.five);
    expect(built.current.plan).toEqual(PRESETS.five);
    expect(new SandboxBook(keeper).read()).toEqual(built);
  });

  it('give way and come back, each with its run and its files', () => {
    const { book, keeper } = setUp();
    const runs = new RunBook(keeper);
    const first = specOf(PRESETS.three, 1);
    runs.keepLog(first, freshLog(first, first.files));
    runs.keepFiles(first, { ...first.files, 'producer.ts': 'mine()' });

    const built = book.build(book.read(), PRESETS.one);
    const second = specOf(built.current.plan, built.current.number);
    expect(runs.run(second)).toBeNull();
    expect(runs.files(second)).toEqual(second.files);

    const back = book.goBack(built);
    const again = specOf(back.current.plan, back.current.number);
    expect(runs.files(again)['producer.ts']).toBe('mine()');
    expect(runs.run(again)).not.toBeNull();
    expect(book.goBack(back)).toEqual(built);
  });

  it('leave nothing behind once they cannot come back', () => {
    const { book, keeper, store } = setUp();
    const first = specOf(PRESETS.three, 1);
    new RunBook(keeper).keepLog(first, freshLog(first, first.files));
    const twice = book.build(book.build(book.read(), PRESETS.one), PRESETS.five);
    expect(twice.before?.plan).toEqual(PRESETS.one);
    expect([...store.texts.keys()].some((key) => key.endsWith('sandbox-1'))).toBe(false);
    expect(book.goBack(book.read())).toEqual({ current: twice.before, before: twice.current });
  });

  it('never get the number of one that is kept', () => {
    const { book } = setUp();
    const back = book.goBack(book.build(book.read(), PRESETS.one));
    expect(book.build(back, PRESETS.five).current.number).toBe(3);
  });

  it('begin anew where what was kept cannot be read', () => {
    const huge = { ...PRESETS.one, brokers: 1_000_000_000 };
    for (const kept of [
      7,
      { current: { number: 2, plan: huge } },
      {},
      { current: { number: 0, plan: PRESETS.one } },
      { current: { number: 2, plan: {} } },
    ]) {
      const { book, keeper } = setUp();
      keeper.write('sandbox', kept);
      expect(book.read().current).toEqual({ number: 1, plan: PRESETS.three });
    }
  });
});
