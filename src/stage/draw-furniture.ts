import type { Graphics } from 'pixi.js';
import type { View } from '../view/view';
import type { CardBox, ReaderBox, ShelfBox, StageLayout } from './boxes';
import { drawCase } from './draw-cases';
import { right } from './geometry';
import type { Palette } from './palette';
import { dashedLine, dashedRect } from './pen';
import { toReader } from './routes';

/** What stands still: bookcases, boards, cards, the lines from shelves to their readers. */
export function drawFurniture(graphics: Graphics, layout: StageLayout, view: View, palette: Palette): void {
  graphics.clear();
  drawLinks(graphics, layout, palette);
  for (const box of layout.cases) drawCase(graphics, box, palette);
  for (const card of layout.producers) drawCard(graphics, card, card.process === null, palette);
  for (const card of layout.readers) drawCard(graphics, card, card.idle || isGone(view, card), palette);
  for (const group of layout.groups) {
    const y = group.y + 38.5;
    graphics.moveTo(group.x, y).lineTo(right(group), y);
  }
  if (layout.groups.length > 0) graphics.stroke({ width: 1, color: palette.hex.line });
}

const isGone = (view: View, card: ReaderBox): boolean => {
  const state = card.process === null ? undefined : view.processes.get(card.process)?.state;
  return state === 'killed' || state === 'crashed' || state === 'exited';
};

function drawLinks(graphics: Graphics, layout: StageLayout, palette: Palette): void {
  if (layout.mode === 'phone') return;
  let links = 0;
  for (const card of layout.readers) {
    for (const { topic, partition } of card.reads) {
      const shelf = layout.shelves.find((each) => each.leads && each.topic === topic && each.partition === partition);
      if (shelf === undefined) continue;
      const [a, b, c, d] = toReader(shelf, card);
      graphics.moveTo(a.x, a.y).bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
      links += 1;
    }
  }
  if (links > 0) graphics.stroke({ width: 1, color: palette.hex.line2 });
}

function drawCard(graphics: Graphics, card: CardBox, waits: boolean, palette: Palette): void {
  const { x, y, width, height } = card;
  if (waits) {
    dashedRect(graphics, x + 0.5, y + 0.5, width - 1, height - 1, 3, 3);
    graphics.stroke({ width: 1, color: palette.hex.ink3 });
  } else {
    graphics
      .roundRect(x + 0.5, y + 0.5, width - 1, height - 1, 4)
      .fill(palette.hex.raised)
      .stroke({ width: 1, color: palette.hex.line2 });
  }
}

/** Boards go over the feet of the books. */
export function drawBoards(graphics: Graphics, shelves: readonly ShelfBox[], palette: Palette): void {
  graphics.clear();
  for (const { leads, offline, left, right: end, boardY } of shelves) {
    if (offline) {
      dashedLine(graphics, left + 0.5, boardY + 0.5, end, boardY + 0.5, 3, 3);
      graphics.stroke({ width: 1, color: palette.hex.line2 });
    } else if (leads) {
      graphics
        .moveTo(left, boardY + 1.25)
        .lineTo(end, boardY + 1.25)
        .stroke({ width: 2.5, color: palette.hex.rule });
    } else {
      dashedLine(graphics, left + 0.5, boardY + 0.5, end, boardY + 0.5, 3, 3);
      graphics.stroke({ width: 1, color: palette.hex.ink3 });
    }
  }
}
