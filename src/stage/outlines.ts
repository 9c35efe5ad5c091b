import { Graphics } from 'pixi.js';
import type { ShelfBox } from './boxes';
import { changedBetween } from './changes';
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

/** Reduced motion: new books do not land, they get a line around them for a moment; so does all else that changes. */
export class Outlines {
  readonly graphics = new Graphics();
  private outlines: Outline[] = [];
  private seen = new Map<string, ShelfBox>();

  note(shelves: readonly ShelfBox[], forward: boolean, nowMs: number, palette: Palette): void {
    for (const box of shelves) {
      const before = this.seen.get(box.key);
      this.seen.set(box.key, box);
      const changed = forward && before !== undefined ? changedBetween(before, box) : null;
      if (changed === null) continue;
      const height = (box.leads ? box.metrics.bookMax : box.metrics.copy) + 4;
      const [x, end] = changed;
      this.outlines.push({
        x,
        y: box.boardY - height,
        width: end - x,
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
