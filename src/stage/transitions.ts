/**
 * The few movements that take real time: they show the way to a new value, and the value is the truth all the while.
 * Time is the host's, in ms.
 */
export class Transitions {
  private readonly moves = new Map<string, { from: number; to: number; startMs: number }>();
  private nowMs = 0;
  private moving = false;

  constructor(private readonly durationMs: number) {}

  /** Begins a frame. */
  begin(nowMs: number): void {
    this.nowMs = nowMs;
    this.moving = false;
  }

  /** The value to show on the way to `target`. Values that were never seen, and leaps, are there at once. */
  towards(key: string, target: number, leap: number): number {
    const known = this.moves.get(key);
    if (known === undefined || Math.abs(target - known.to) > leap) {
      this.moves.set(key, { from: target, to: target, startMs: -Infinity });
      return target;
    }
    const shown = this.shown(known);
    if (known.to === target) return shown;
    this.moves.set(key, { from: shown, to: target, startMs: this.nowMs });
    this.moving = true;
    return shown;
  }

  /** True when something shown in this frame has not arrived yet. */
  get active(): boolean {
    return this.moving;
  }

  /** Nothing moves any more: everything is where it belongs at the next look. */
  clear(): void {
    this.moves.clear();
  }

  private shown({ from, to, startMs }: { from: number; to: number; startMs: number }): number {
    const part = Math.min(1, (this.nowMs - startMs) / this.durationMs);
    if (part < 1) this.moving = true;
    return from + (to - from) * easeOut(part);
  }
}

const easeOut = (part: number): number => 1 - (1 - part) ** 3;
