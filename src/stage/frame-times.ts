export interface StageStats {
  readonly frames: number;
  /** Script time of the last frames, in ms: mean, and the frame that took longest. */
  readonly meanMs: number;
  readonly maxMs: number;
  readonly lastMs: number;
}

const KEPT = 120;

/** What the last frames cost. */
export class FrameTimes {
  private readonly times: number[] = [];
  private frames = 0;

  add(ms: number): void {
    this.times[this.frames % KEPT] = ms;
    this.frames += 1;
  }

  stats(): StageStats {
    const sum = this.times.reduce((total, ms) => total + ms, 0);
    return {
      frames: this.frames,
      meanMs: this.times.length === 0 ? 0 : sum / this.times.length,
      maxMs: Math.max(0, ...this.times),
      lastMs: this.times[(this.frames - 1) % KEPT] ?? 0,
    };
  }
}
