import { committedOf, leaderShelf, partitionOf } from '../../view/selectors';
import type { View } from '../../view/view';

/** Records that the small shelf shows: the last ones. */
export const BOOKS_MAX = 24;

export interface Book {
  readonly offset: number;
  /** Index of its key in order of first sight; null without a key. */
  readonly key: number | null;
  readonly keyText: string | null;
}

export interface LogBooks {
  readonly books: readonly Book[];
  readonly logStartOffset: number;
  readonly highWatermark: number;
  readonly logEndOffset: number;
  /** Committed offsets by group, of those that have any. */
  readonly ribbons: readonly { readonly group: string; readonly offset: number }[];
}

/** The end of the leader's log; null while nobody leads, or there is no such partition. */
export function logBooks(view: View, topic: string, partition: number, groups: readonly string[]): LogBooks | null {
  const found = partitionOf(view, topic, partition);
  const shelf = found === null ? null : leaderShelf(found);
  if (shelf === null) return null;
  const { logStartOffset, highWatermark, logEndOffset } = shelf;
  const books: Book[] = [];
  for (let i = shelf.batchCount - 1; i >= 0 && books.length < BOOKS_MAX; i--) {
    const batch = shelf.batches[i];
    if (batch === undefined) continue;
    for (let n = batch.count - 1; n >= 0 && books.length < BOOKS_MAX; n--) {
      const offset = batch.baseOffset + n;
      if (offset < logStartOffset) continue;
      const keyText = batch.keys[n] ?? null;
      books.unshift({ offset, key: keyText === null ? null : (view.keys.get(keyText) ?? null), keyText });
    }
  }
  const ribbons = groups.flatMap((name) => {
    const group = view.groups.get(name);
    const offset = group === undefined ? null : committedOf(group, topic, partition);
    return offset === null ? [] : [{ group: name, offset }];
  });
  return { books, logStartOffset, highWatermark, logEndOffset, ribbons };
}
