import { Container, Sprite, type Texture } from 'pixi.js';
import type { Book } from './books';
import type { ShelfBox } from './boxes';
import type { Leave } from './changes';

/** Real ms that each takes; books that fade go one after the other. */
const DRAIN_MS = 200;
const FALL_MS = 300;
const FADE_MS = 160;
const FADE_LAG_MS = 12;
const FADE_LAG_MAX_MS = 200;
const FALL_PX = 30;
const FALL_LEAN = (20 * Math.PI) / 180;

interface Ghost {
  readonly sprite: Sprite;
  readonly how: Leave;
  readonly y: number;
  readonly startMs: number;
}

/** Pictures of books that stand no longer, for as long as it takes to see them go. */
export class Ghosts {
  readonly container = new Container();
  private ghosts: Ghost[] = [];

  add(how: Leave, texture: Texture, book: Book, box: ShelfBox, nowMs: number, order: number): void {
    const sprite = new Sprite(texture);
    const y = box.boardY - book.height;
    sprite.position.set(book.x, y);
    this.container.addChild(sprite);
    const lag = how === 'fades' ? Math.min(FADE_LAG_MAX_MS, order * FADE_LAG_MS) : 0;
    this.ghosts.push({ sprite, how, y, startMs: nowMs + lag });
  }

  /** True while something is still to be seen. */
  move(nowMs: number): boolean {
    this.ghosts = this.ghosts.filter((ghost) => {
      const { sprite, how, y, startMs } = ghost;
      const whole = how === 'falls' ? FALL_MS : how === 'drains' ? DRAIN_MS : FADE_MS;
      const part = Math.max(0, (nowMs - startMs) / whole);
      if (part >= 1) {
        sprite.destroy();
        return false;
      }
      if (how === 'falls') {
        sprite.y = y + FALL_PX * part ** 2;
        sprite.rotation = FALL_LEAN * part;
        sprite.alpha = 1 - part ** 3;
      } else sprite.alpha = 1 - part;
      return true;
    });
    return this.ghosts.length > 0;
  }

  clear(): void {
    for (const { sprite } of this.ghosts) sprite.destroy();
    this.ghosts = [];
  }
}
