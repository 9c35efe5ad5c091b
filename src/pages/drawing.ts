import type { Colour } from './png';

/** Flat colours in whole pixels: all that a shelf with books needs. */
export class Drawing {
  readonly pixels: Uint32Array;

  constructor(
    readonly width: number,
    readonly height: number,
    ground: Colour,
  ) {
    this.pixels = new Uint32Array(width * height).fill(ground);
  }

  fill(x: number, y: number, width: number, height: number, colour: Colour): void {
    const [left, right] = [Math.max(0, x), Math.min(this.width, x + width)];
    for (let row = Math.max(0, y); row < Math.min(this.height, y + height); row += 1) {
      if (left < right) this.pixels.fill(colour, row * this.width + left, row * this.width + right);
    }
  }

  /** A filled box with an edge of `line` px inside. */
  box(x: number, y: number, width: number, height: number, inside: Colour, edge: Colour, line: number): void {
    this.fill(x, y, width, height, edge);
    this.fill(x + line, y + line, width - 2 * line, height - 2 * line, inside);
  }

  /** A level line of dashes as long as the gaps between them. */
  dashes(x: number, y: number, width: number, thick: number, dash: number, colour: Colour): void {
    for (let at = 0; at < width; at += 2 * dash) this.fill(x + at, y, Math.min(dash, width - at), thick, colour);
  }

  /** A ribbon that hangs down, with a notch at its end. */
  ribbon(x: number, y: number, width: number, height: number, colour: Colour): void {
    const half = width / 2;
    for (let i = 0; i < width; i += 1) {
      const notch = Math.round(half - Math.abs(i + 0.5 - half));
      this.fill(x + i, y, 1, height - notch, colour);
    }
  }
}
