import { keyLetter } from '../view/selectors';
import { mix, toText } from './colour';
import { keyColour, type Palette } from './palette';

/** What a book looks like: baked once, drawn often. */
export interface BookLook {
  readonly kind: 'leader' | 'copy' | 'unseen' | 'offline' | 'lost';
  /** Order of first sight; null: without a key. */
  readonly key: number | null;
  /** Written on the label instead of the key's letter. */
  readonly sign?: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly letter: boolean;
  /** In the air or in somebody's hands; on a shelf its foot is open: the board is there. */
  readonly closed: boolean;
}

export const lookKey = ({ kind, key, sign, width, height, letter, closed }: BookLook): string =>
  `${kind} ${key ?? '-'}${sign ?? ''} ${width}x${height}${letter ? ' a' : ''}${closed ? ' c' : ''}`;

/** From this width on the label and its letter are of full size. */
const WIDE = 13;
/** Books this high have a line across the top of the spine. */
const CAP_FROM = 31;
/** Books lower than this are beside a word, not on a shelf: their label is in the middle. */
const LOW = 18;
const HATCH = 5;

/** Draws a book with its left upper corner at 0, 0. */
export function drawBook(context: CanvasRenderingContext2D, look: BookLook, palette: Palette): void {
  const { kind, width, height } = look;
  const colour = keyColour(palette, look.key);
  const { ink, ink2, ink3, line2, plate, plateInk, edge, raised, fault, faultSoft } = palette.rgb;
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.lineWidth = 1;
  outline(context, look);
  switch (kind) {
    case 'leader':
      paint(context, toText(colour), toText(mix(colour, 0.55, edge)));
      if (width >= 11 && height >= CAP_FROM) cap(context, width, toText(mix(colour, 0.6, edge)));
      if (look.letter) label(context, look, toText(plate), toText(plateInk), 700, palette);
      break;
    case 'copy':
      paint(context, toText(mix(colour, 0.14, raised)), toText(mix(colour, 0.72, ink)));
      if (look.letter) letterOnly(context, look, toText(ink2), palette);
      break;
    case 'unseen':
      context.fillStyle = toText(raised);
      context.fill();
      hatch(context, look, toText(mix(colour, 0.8, ink)));
      context.setLineDash([2.5, 2]);
      outline(context, look);
      context.strokeStyle = toText(mix(colour, 0.72, ink));
      context.stroke();
      if (look.letter) label(context, look, toText(raised), toText(ink2), 700, palette);
      break;
    case 'offline':
      context.strokeStyle = toText(line2);
      context.stroke();
      if (look.letter) letterOnly(context, look, toText(ink3), palette);
      break;
    case 'lost':
      context.setLineDash([2.5, 2]);
      outline(context, look);
      paint(context, toText(faultSoft), toText(fault));
      if (look.letter) lostMark(context, look, toText(fault), palette);
      break;
  }
  context.restore();
}

/** What stood here, crossed out. */
function lostMark(context: CanvasRenderingContext2D, look: BookLook, colour: string, palette: Palette): void {
  const middle = look.width / 2;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(middle - 3, 5.5);
  context.lineTo(middle + 3, 11.5);
  context.moveTo(middle + 3, 5.5);
  context.lineTo(middle - 3, 11.5);
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.stroke();
  const size = look.width >= WIDE ? 9.5 : 8;
  if (look.key !== null) write(context, look, colour, 700, size, look.height - 6, palette);
}

function outline(context: CanvasRenderingContext2D, { width, height, closed }: BookLook): void {
  context.beginPath();
  context.roundRect(0.5, 0.5, width - 1, height - (closed ? 1 : 0.5), width < 4 ? 0 : 1.5);
}

function paint(context: CanvasRenderingContext2D, fill: string, stroke: string): void {
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = stroke;
  context.stroke();
}

function cap(context: CanvasRenderingContext2D, width: number, colour: string): void {
  context.globalAlpha = 0.75;
  context.fillStyle = colour;
  context.fillRect(1.5, 4.5, width - 3, 1);
  context.globalAlpha = 1;
}

/** The label on the spine: its foot is always at the same height, so letters stand in a row. */
function label(
  context: CanvasRenderingContext2D,
  look: BookLook,
  plate: string,
  ink: string,
  weight: number,
  palette: Palette,
): void {
  const { width, height } = look;
  const wide = width >= WIDE;
  const low = height < LOW;
  const [plateHeight, fromFoot] = wide ? [11, 16] : [9, low ? 12 : 14];
  if (look.key === null && look.sign === undefined) return;
  context.fillStyle = plate;
  context.beginPath();
  context.roundRect(2, height - fromFoot, width - 4, plateHeight, 1);
  context.fill();
  write(context, look, ink, weight, wide ? 9.5 : 8, height - (wide ? 7.2 : low ? 4.6 : 6.6), palette);
}

function letterOnly(context: CanvasRenderingContext2D, look: BookLook, ink: string, palette: Palette): void {
  const size = look.width >= WIDE ? 9.5 : 8;
  if (look.key !== null || look.sign !== undefined)
    write(context, look, ink, 600, size, look.height / 2 + size * 0.36, palette);
}

function write(
  context: CanvasRenderingContext2D,
  look: BookLook,
  ink: string,
  weight: number,
  size: number,
  y: number,
  palette: Palette,
): void {
  const letter = look.sign ?? keyLetter(look.key ?? 0);
  context.fillStyle = ink;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.font = `${weight} ${letter.length > 1 ? size * 0.72 : size}px ${palette.mono}`;
  context.fillText(letter, look.width / 2, y);
}

function hatch(context: CanvasRenderingContext2D, look: BookLook, colour: string): void {
  const { width, height } = look;
  context.save();
  outline(context, look);
  context.clip();
  context.strokeStyle = colour;
  context.beginPath();
  for (let sum = HATCH; sum < width + height; sum += HATCH) {
    context.moveTo(0.5, sum);
    context.lineTo(sum, 0.5);
  }
  context.stroke();
  context.restore();
}
