import { describe, expect, it } from 'vitest';
import type { BatchAppendedEvent, LogCompactedEvent, OffsetRange } from '../../src/contract/event';
import { isGone } from '../../src/view/gone';
import type { View } from '../../src/view/view';
import { TOPIC } from '../support/journal';
import { after, appendedTo, empty, topicCreated } from './views';

const range = (from: number, to: number): OffsetRange => ({ from, to });

const compacted = (removed: readonly OffsetRange[], segments: readonly number[] = [0]): LogCompactedEvent => ({
  type: 'log-compacted',
  broker: 1,
  topic: TOPIC,
  partition: 0,
  fromOffset: 0,
  upToOffset: 8,
  removed,
  segments,
  bytesBefore: 800,
  bytesAfter: 300,
});

const shelfOf = (view: View) => view.topics.get(TOPIC)!.partitions[0]!.shelves.get(1)!;

const written = (): View =>
  after(empty(), topicCreated(), appendedTo(0, 1, 0, ['a', 'b', 'a', 'c']), appendedTo(0, 1, 4, ['b', 'd', 'a', 'a']));

describe('a shelf that was compacted', () => {
  it('keeps its batches, and knows which places are empty', () => {
    const before = shelfOf(written());
    const shelf = shelfOf(after(written(), compacted([range(0, 3), range(6, 7)], [0, 4])));
    expect(shelf).toMatchObject({ batches: before.batches, batchCount: 2, logEndOffset: 8, segments: [0, 4] });
    const gone = Array.from({ length: 8 }, (_, offset) => offset).filter((offset) => isGone(shelf.gone, offset));
    expect(gone).toEqual([0, 1, 2, 6]);
    expect([isGone(shelf.gone, -1), isGone(shelf.gone, 8), isGone([], 0)]).toEqual([false, false, false]);
  });

  it('adds what goes in a later pass; ranges that meet become one', () => {
    const view = after(written(), compacted([range(0, 1), range(4, 5)]), compacted([range(1, 3), range(6, 7)]));
    expect(shelfOf(view).gone).toEqual([range(0, 3), range(4, 5), range(6, 7)]);
    expect(shelfOf(after(view, compacted([range(5, 6)]))).gone).toEqual([range(0, 3), range(4, 7)]);
  });

  it('forgets places that are no more: below the log start, and behind where it was cut', () => {
    const view = after(written(), compacted([range(0, 3), range(5, 7)]));
    const where = { broker: 1, topic: TOPIC, partition: 0 } as const;
    expect(shelfOf(after(view, { type: 'log-start', ...where, offset: 2 })).gone).toEqual([range(2, 3), range(5, 7)]);
    expect(shelfOf(after(view, { type: 'log-truncated', ...where, offset: 6 })).gone).toEqual([
      range(0, 3),
      range(5, 6),
    ]);
  });
});

describe('a shelf that copies a compacted log', () => {
  const copied = (
    baseOffset: number,
    keys: string[],
    lastOffset: number,
    gaps: readonly OffsetRange[],
  ): BatchAppendedEvent => ({ ...appendedTo(0, 1, baseOffset, keys), compacted: { lastOffset, gaps } });

  it('has a place for each offset, its records where they belong', () => {
    // 2 a and 5 b are left of 2..6; nothing of 0..1; 7 d follows.
    const view = after(
      empty(),
      topicCreated(),
      copied(2, ['a', 'b'], 6, [range(3, 5), range(6, 7)]),
      appendedTo(0, 1, 7, ['d']),
    );
    const shelf = shelfOf(view);
    expect(shelf).toMatchObject({ logEndOffset: 8, batchCount: 2 });
    expect(shelf.batches[0]).toMatchObject({ baseOffset: 2, count: 5, keys: ['a', null, null, 'b'] });
    expect(shelf.gone).toEqual([range(0, 2), range(3, 5), range(6, 7)]);
  });

  it('has empty places only, where a batch is kept for its offsets', () => {
    const shelf = shelfOf(after(empty(), topicCreated(), copied(0, [], 2, [range(0, 3)])));
    expect(shelf).toMatchObject({ logEndOffset: 3, gone: [range(0, 3)] });
    expect(shelf.batches[0]).toMatchObject({ baseOffset: 0, count: 3, keys: [] });
  });
});
