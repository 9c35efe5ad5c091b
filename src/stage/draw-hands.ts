import { KEY_COLOURS } from '../view/selectors';
import type { View } from '../view/view';
import type { Atlas } from './atlas';
import type { ReaderBox, StageLayout } from './boxes';
import { doorY, waitingBefore } from './case-labels';
import type { SpriteRow } from './sprite-row';

const WIDTH = 9;
const HEIGHT = 13;
const LEGEND = { width: 12, height: 15 } as const;

/** The books that readers have in their hands, and those beside the names of keys. */
export function drawCardsBooks(sprites: SpriteRow, layout: StageLayout, view: View, atlas: Atlas): void {
  sprites.begin();
  drawDoors(sprites, layout, view, atlas);
  for (const card of layout.readers) {
    const place = placeOf(card);
    if (place === null || card.process === null) continue;
    const fetched = view.processes.get(card.process)?.fetched ?? [];
    const names = fetched.flatMap((batch) => batch.keys).slice(-place.books);
    for (const [index, name] of names.entries()) {
      const key = name === null ? null : (view.keys.get(name) ?? null);
      const look = {
        kind: 'leader',
        key: key === null ? null : key % KEY_COLOURS,
        width: WIDTH,
        height: HEIGHT,
        letter: false,
        closed: true,
      } as const;
      sprites.put(atlas.book(look, { from: HEIGHT, to: HEIGHT }), place.x + index * WIDTH, place.y);
    }
  }
  const { legend } = layout;
  if (legend !== null) {
    for (let index = 0; index < legend.lines; index += 1) {
      const look = { kind: 'leader', key: index, ...LEGEND, letter: true, closed: true } as const;
      sprites.put(
        atlas.book(look, { from: LEGEND.height, to: LEGEND.height }),
        legend.x,
        legend.y + 12 + index * legend.pitch,
      );
    }
  }
  sprites.end();
}

/** Call slips before a paused broker, books before a slow disk: so many are drawn, and their number is written above. */
const WAITING_MAX = 5;
/** Colours of books that lie flat: the journal does not tell what is in a write. */
const FLAT = [3, 2, 3, 2, 2];

function drawDoors(sprites: SpriteRow, layout: StageLayout, view: View, atlas: Atlas): void {
  for (const box of layout.cases) {
    const broker = view.brokers.get(box.broker);
    const waiting = broker === undefined ? 0 : waitingBefore(box, broker);
    const y = doorY(box) - 5;
    for (let index = Math.min(waiting, WAITING_MAX) - 1; index >= 0; index -= 1) {
      if (box.standing === 'paused') sprites.put(atlas.slip('slip'), box.x - 19 - index * 7, y);
      else
        sprites.put(atlas.flatBook(FLAT[index % FLAT.length] ?? 0), box.x - 28 + (index % 2) * 2, y + 22 - index * 5);
    }
  }
}

function placeOf(card: ReaderBox): { readonly x: number; readonly y: number; readonly books: number } | null {
  if (card.idle) return null;
  if (card.detail === 'rich') return { x: card.x + 42, y: card.y + 44, books: 5 };
  if (card.detail === 'plain')
    return { x: card.x + 62, y: card.y + card.height / 2 - 3, books: card.width < 150 ? 2 : 5 };
  return null;
}
