import type { BatchSummary } from '../contract/event';
import { partitionName } from '../contract/ids';
import { isGone } from '../view/gone';
import { offsetsKey, OFFSETS_TOPIC } from '../view/offsets-topic';
import type { Shelf } from '../view/shelf';
import type { LostRecords } from '../view/view';
import { xOf, type ShelfBox } from './boxes';
import { bookHeight } from './metrics';

/**
 * Leader: filled. Copy: outlined, low. Unseen: hatched, above the high watermark. Offline: grey outline. Lost: the place
 * of a record that an unclean election took back. Line: a whole batch in ink.
 */
export type BookKind = 'leader' | 'copy' | 'unseen' | 'offline' | 'lost' | 'line';

export interface Book {
  readonly offset: number;
  /** Records that it stands for: 1, or a batch's when it is a line. */
  readonly records: number;
  /** Left edge and outer width. Books stand on the board. */
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly kind: BookKind;
  /** Order of the key's first sight; null: no key, or one that the journal does not name. */
  readonly key: number | null;
  /** As told, null where the journal does not tell. */
  readonly name: string | null;
  /** On the label instead of a letter: in Kafka's own topic, the partition whose offset it is, or G for a group. */
  readonly sign?: string;
  readonly bytes: number;
}

/** A batch in one piece is as high as a record of so many times fewer bytes. */
const LINE_BYTES = 64;

/** Air after a batch, in px: its own books touch. */
const AIR_MAX = 4;

/** The books on a shelf, from left to right. */
export function booksOn(
  box: ShelfBox,
  shelf: Shelf,
  keys: { get(key: string): number | undefined },
  highWatermarkShown: boolean,
): Book[] {
  const batches: BatchSummary[] = [];
  for (let at = shelf.batchCount - 1; at >= 0; at -= 1) {
    const batch = shelf.batches[at];
    // The view remembers batches that the broker has deleted.
    if (batch === undefined || batch.baseOffset + batch.count <= Math.max(box.from, box.start)) break;
    batches.push(batch);
  }
  batches.reverse();
  const kindAt = (offset: number): BookKind => {
    if (box.offline) return 'offline';
    if (!box.leads) return 'copy';
    return highWatermarkShown && offset >= shelf.highWatermark ? 'unseen' : 'leader';
  };
  if (box.scale.zoom === 'lines') return batches.map((batch) => line(box, batch));
  return batches.flatMap((batch) => booksIn(box, shelf, batch, keys, kindAt));
}

function booksIn(
  box: ShelfBox,
  shelf: Shelf,
  batch: BatchSummary,
  keys: { get(key: string): number | undefined },
  kindAt: (offset: number) => BookKind,
): Book[] {
  const { place, zoom } = box.scale;
  const left = xOf({ ...box, from: 0, booksX: box.booksX - box.from * place }, batch.baseOffset);
  const single = zoom === 'letters' ? 2 : 1;
  const air = batch.count === 1 ? single : Math.min(zoom === 'letters' ? AIR_MAX : 1, batch.count * single);
  const width = batch.count * place - air;
  const edge = (index: number): number => Math.round(left + air / 2 + (index * width) / batch.count);
  const rest = unnamedBytes(batch);
  const { gone } = shelf;
  const books: Book[] = [];
  for (let index = Math.max(0, Math.max(box.from, box.start) - batch.baseOffset); index < batch.count; index += 1) {
    if (gone.length > 0 && isGone(gone, batch.baseOffset + index)) continue;
    const name = batch.keys[index] ?? null;
    const bytes = batch.sizes[index] ?? rest;
    const kind = kindAt(batch.baseOffset + index);
    books.push({
      offset: batch.baseOffset + index,
      records: 1,
      x: edge(index),
      width: Math.max(1, edge(index + 1) - edge(index)),
      height: isLow(kind, box) ? box.metrics.copy : bookHeight(bytes, box.metrics),
      kind,
      ...keyOf(box, name, keys),
      bytes,
    });
  }
  return books;
}

function keyOf(
  box: ShelfBox,
  name: string | null,
  keys: { get(key: string): number | undefined },
): Pick<Book, 'key' | 'name' | 'sign'> {
  if (name === null || box.topic !== OFFSETS_TOPIC)
    return { key: name === null ? null : (keys.get(name) ?? null), name };
  const about = offsetsKey(name);
  if (about === null) return { key: null, name: null };
  return about.kind === 'group'
    ? { key: null, name: about.group, sign: 'G' }
    : {
        key: null,
        name: `${about.group} ${partitionName(about.topic, about.partition)}`,
        sign: String(about.partition),
      };
}

/** A broker that is gone leaves its books as they stood: those of a leader high, those of a copy low. */
const isLow = (kind: BookKind, box: ShelfBox): boolean => kind === 'copy' || (kind === 'offline' && !box.led);

/** Places of records that are lost, on the shelf of the leader that does not have them. */
export function lostOn(
  box: ShelfBox,
  lost: LostRecords | null,
  keys: { get(key: string): number | undefined },
): Book[] {
  if (lost === null || !box.leads || box.offline || box.scale.zoom === 'lines') return [];
  const { place } = box.scale;
  const books: Book[] = [];
  for (let offset = Math.max(lost.from, box.from); offset < lost.to; offset += 1) {
    const name = lost.keys[offset - lost.from] ?? null;
    books.push({
      offset,
      records: 1,
      x: Math.round(xOf(box, offset)) + 1,
      width: Math.max(1, Math.round(place) - 2),
      height: box.metrics.bookMax - 2,
      kind: 'lost',
      key: name === null ? null : (keys.get(name) ?? null),
      name,
      bytes: 0,
    });
  }
  return books;
}

/** The journal tells of a batch's first records only; the others share what is left. */
function unnamedBytes(batch: BatchSummary): number {
  const named = batch.sizes.reduce((sum, size) => sum + size, 0);
  const others = batch.count - batch.sizes.length;
  return others > 0 ? Math.max(0, batch.bytes - 61 - named) / others : 0;
}

function line(box: ShelfBox, batch: BatchSummary): Book {
  const left = Math.max(box.booksX, xOf(box, batch.baseOffset));
  const end = xOf(box, batch.baseOffset + batch.count);
  return {
    offset: batch.baseOffset,
    records: batch.count,
    x: left,
    width: Math.max(1, end - left - 0.5),
    height: box.leads ? bookHeight(batch.bytes / LINE_BYTES, box.metrics) : box.metrics.copy - 4,
    kind: 'line',
    key: null,
    name: null,
    bytes: batch.bytes,
  };
}
