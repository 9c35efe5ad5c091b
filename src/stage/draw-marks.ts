import type { Graphics } from 'pixi.js';
import { isBelowMinIsr } from '../view/broker-standing';
import type { Marks } from '../view/marks';
import { partitionOf } from '../view/selectors';
import type { View } from '../view/view';
import { xOf, type ShelfBox } from './boxes';
import type { Palette } from './palette';
import { dashedRect } from './pen';
import { bracketGap, epochsOn, isBracketOpen, onlyHere, ribbonsOn, ticksOf, type Ribbon, type Tick } from './ruler';
import { COUNT_CARD } from './scale';
import type { StageWords } from './words';

/** Offsets as they are shown while a mark slides to where it belongs. */
export interface Sliding {
  highWatermark(box: ShelfBox): number;
  ribbon(box: ShelfBox, ribbon: Ribbon): number;
}

/** What is marked on and around the books of one shelf. */
export function drawMarks(
  graphics: Graphics,
  box: ShelfBox,
  view: View,
  marks: Marks,
  palette: Palette,
  words: StageWords,
  sliding: Sliding,
): void {
  if (box.hidden > 0) drawCountCard(graphics, box, palette);
  if (marks.offsets || box.start > 0) drawDeleted(graphics, box, palette);
  drawGone(graphics, box, view, palette);
  if (box.offline) drawOnlyHere(graphics, box, view, palette);
  else drawFreePlaces(graphics, box, marks, palette);
  if (!box.leads) return;
  if (!box.offline) drawLog(graphics, box, view, marks, palette, sliding);
  const highWatermark = sliding.highWatermark(box);
  if (!marks.bookmarks) return;
  const ribbons = ribbonsOn(view, box);
  for (const ribbon of ribbons) drawRibbon(graphics, box, ribbon, ribbonX(box, ribbon, sliding), palette);
  const [first] = ribbons;
  if (marks.lag && !box.offline && first !== undefined && (first.lag ?? 0) > 0) {
    drawBracket(
      graphics,
      box,
      ribbonX(box, first, sliding),
      xOf(box, highWatermark),
      words.lag(first.lag ?? 0),
      palette,
    );
  }
}

/** Ruler, epochs and high watermark: what only a leader that runs can say. */
function drawLog(
  graphics: Graphics,
  box: ShelfBox,
  view: View,
  marks: Marks,
  palette: Palette,
  sliding: Sliding,
): void {
  if (marks.offsets) drawRuler(graphics, box, palette);
  if (marks.epochs) drawEpochs(graphics, box, view, palette);
  if (!marks.highWatermark) return;
  const highWatermark = sliding.highWatermark(box);
  drawPost(graphics, box, highWatermark, palette);
  const partition = partitionOf(view, box.topic, box.partition);
  if (partition !== null && isBelowMinIsr(view, partition)) drawLock(graphics, box, highWatermark, palette);
}

/** A tick under the board where each leader epoch began. */
function drawEpochs(graphics: Graphics, box: ShelfBox, view: View, palette: Palette): void {
  const epochs = epochsOn(view, box);
  for (const { x } of epochs) graphics.moveTo(x, box.boardY + 2).lineTo(x, box.boardY + 10);
  if (epochs.length > 0) graphics.stroke({ width: 1.5, color: palette.hex.rule });
}

/** At the foot of the post: it does not move while too few replicas are in sync. */
function drawLock(graphics: Graphics, box: ShelfBox, offset: number, palette: Palette): void {
  const x = Math.round(xOf(box, offset)) + 0.5;
  const y = box.boardY + 5;
  const { fault } = palette.hex;
  graphics.rect(x - 4.5, y, 9, 7).fill(fault);
  graphics
    .moveTo(x - 2.5, y)
    .lineTo(x - 2.5, y - 1.5)
    .arc(x, y - 1.5, 2.5, Math.PI, 0)
    .lineTo(x + 2.5, y)
    .stroke({ width: 1.5, color: fault });
}

/** What a broker that is gone took with it: nobody else has these records. */
function drawOnlyHere(graphics: Graphics, box: ShelfBox, view: View, palette: Palette): void {
  const span = onlyHere(view, box);
  if (span === null) return;
  const y = box.boardY + 5.5;
  graphics
    .moveTo(span.from, y)
    .lineTo(span.from, y + 4)
    .lineTo(span.to, y + 4)
    .lineTo(span.to, y)
    .stroke({ width: 1, color: palette.hex.ink3 });
}

const ribbonX = (box: ShelfBox, ribbon: Ribbon, sliding: Sliding): number =>
  Math.round(xOf(box, sliding.ribbon(box, ribbon))) + ribbon.x - Math.round(xOf(box, ribbon.offset));

/** Records that are no longer shown, as a number on a card. */
function drawCountCard(graphics: Graphics, box: ShelfBox, palette: Palette): void {
  const x = box.booksX - COUNT_CARD.room;
  const height = box.leads ? box.metrics.bookMin : box.metrics.copy;
  graphics
    .roundRect(x + 0.5, box.boardY - height + 0.5, COUNT_CARD.width, height, 3)
    .stroke({ width: 1, color: palette.hex.line2 });
}

/** Dotted places of what retention took, and the bookend that keeps the rest upright. */
function drawDeleted(graphics: Graphics, box: ShelfBox, palette: Palette): void {
  if (box.start <= box.from) return;
  const { place } = box.scale;
  const height = (box.leads ? box.metrics.bookMin : box.metrics.copy + 4) - 5;
  for (let offset = box.from; offset < box.start; offset += 1) {
    dashedRect(graphics, xOf(box, offset) + 2.5, box.boardY - height + 0.5, place - 5, height, 1.5, 2.5);
  }
  graphics.stroke({ width: 1, color: palette.hex.line2 });
  if (!box.leads) return;
  const x = xOf(box, box.start) - 4.5;
  const up = box.metrics.bookMin + 2;
  graphics
    .rect(x + 4, box.boardY - up, 1, up)
    .rect(x, box.boardY - 1, 4, 1)
    .fill(palette.hex.rule);
}

/** A dot for each record that compaction took: offsets never move. */
function drawGone(graphics: Graphics, box: ShelfBox, view: View, palette: Palette): void {
  const gone = partitionOf(view, box.topic, box.partition)?.shelves.get(box.broker)?.gone ?? [];
  if (gone.length === 0 || box.scale.zoom === 'lines') return;
  let dots = 0;
  for (const { from, to } of gone) {
    for (let offset = Math.max(from, box.from, box.start); offset < to; offset += 1) {
      graphics.circle(xOf(box, offset) + box.scale.place / 2, box.boardY - 4, 1.75);
      dots += 1;
    }
  }
  if (dots > 0) graphics.fill(palette.hex.ink3);
}

/** The one free place of the log end; on a copy, the places that it has yet to fetch. */
function drawFreePlaces(graphics: Graphics, box: ShelfBox, marks: Marks, palette: Palette): void {
  const { place, zoom } = box.scale;
  if (zoom !== 'letters') return;
  const shown = box.leads ? (marks.offsets ? 1 : 0) : marks.roles ? Math.max(0, box.furthest - box.end) : 0;
  const height = box.leads ? box.metrics.bookMin - 1 : box.metrics.copy - 1;
  for (let index = 0; index < shown; index += 1) {
    const x = xOf(box, Math.max(box.end, box.from) + index) + 1.5;
    if (x + place > box.right) break;
    dashedRect(graphics, x, box.boardY - height + 0.5, place - 4, height - 1, 2, 2);
  }
  if (shown > 0) graphics.stroke({ width: 1, color: palette.hex.ink3 });
}

function drawRuler(graphics: Graphics, box: ShelfBox, palette: Palette): void {
  const y = box.boardY + 3;
  // A stroke without a line of its own would draw the last shape again.
  const stroke = (ticks: readonly Tick[], length: number, color: number): void => {
    for (const { x } of ticks) graphics.moveTo(x, y).lineTo(x, y + length);
    if (ticks.length > 0) graphics.stroke({ width: 1, color });
  };
  const ticks = ticksOf(box);
  stroke(
    ticks.filter((each) => !each.major),
    3,
    palette.hex.line2,
  );
  stroke(
    ticks.filter((each) => each.major),
    5,
    palette.hex.ink3,
  );
}

function drawPost(graphics: Graphics, box: ShelfBox, offset: number, palette: Palette): void {
  const x = Math.round(xOf(box, offset)) + 0.5;
  const top = box.boardY - box.metrics.post;
  graphics.moveTo(x, top).lineTo(x, box.boardY).stroke({ width: 1.5, color: palette.hex.rule });
  graphics.poly([x, top, x + 7, top, x + 5, top + 3, x + 7, top + 6, x, top + 6]).fill(palette.hex.rule);
}

/** One, two or three points below: which group it is, without colour. */
function drawRibbon(graphics: Graphics, box: ShelfBox, ribbon: Ribbon, x: number, palette: Palette): void {
  const { accent } = palette.hex;
  if (ribbon.stem) {
    graphics
      .moveTo(x, box.boardY - box.metrics.stem)
      .lineTo(x, box.boardY + 3)
      .stroke({ width: 2, color: accent });
  }
  const end = box.boardY + box.metrics.ribbon;
  const points = [x - 4, box.boardY, x + 4, box.boardY, x + 4, end];
  const width = 8 / ribbon.notches;
  for (let notch = 0; notch < ribbon.notches; notch += 1) {
    const from = x + 4 - notch * width;
    points.push(from - width / 2, end - 3.5, from - width, end);
  }
  graphics.poly(points).fill(accent);
}

/** From the ribbon to the high watermark; open in the middle, where its number stands. */
function drawBracket(
  graphics: Graphics,
  box: ShelfBox,
  from: number,
  to: number,
  text: string,
  palette: Palette,
): void {
  const [left, end] = [from + 0.5, to - 2.5];
  const y = box.boardY - box.metrics.stem - 0.5;
  if (end - left < 4) return;
  const gap = bracketGap(text);
  const open = isBracketOpen(from, to, text);
  const middle = (left + end) / 2;
  graphics.moveTo(left, y);
  if (open) graphics.lineTo(middle - gap / 2, y).moveTo(middle + gap / 2, y);
  graphics
    .lineTo(end, y)
    .lineTo(end, y + 3)
    .stroke({ width: 1, color: palette.hex.accent });
}
