import { Graphics } from 'pixi.js';
import { xOf, type ShelfBox } from './boxes';
import type { Palette } from './palette';

/** How long what has changed is outlined where nothing moves. */
const SHOWN_MS = 600;

interface Outline {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly untilMs: number;
  readonly colour: number;
}

/** Reduced motion: new books do not land, they get a line around them for a moment. */
export class Outlines {
  readonly graphics = new Graphics();
  private outlines: Outline[] = [];
  private ends = new Map<string, number>();

  note(shelves: readonly ShelfBox[], forward: boolean, nowMs: number, palette: Palette): void {
    for (const box of shelves) {
      const before = this.ends.get(box.key);
      this.ends.set(box.key, box.end);
      if (!forward || before === undefined || before >= box.end) continue;
      const x = xOf(box, before);
      const height = (box.leads ? box.metrics.bookMax : box.metrics.copy) + 4;
      this.outlines.push({
        x,
        y: box.boardY - height,
        width: xOf(box, box.end) - x,
        height,
        untilMs: nowMs + SHOWN_MS,
        colour: palette.hex.ink,
      });
    }
  }

  /** True while something is outlined. */
  fade(nowMs: number): boolean {
    if (this.outlines.length === 0) return false;
    this.outlines = this.outlines.filter((outline) => outline.untilMs > nowMs);
    this.graphics.clear();
    for (const { x, y, width, height, colour } of this.outlines) {
      this.graphics.roundRect(x, y, width, height, 2).stroke({ width: 2, color: colour });
    }
    return this.outlines.length > 0;
  }
}
