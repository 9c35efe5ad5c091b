import type { Frames } from './simulation';

export interface BeatParts {
  readonly frames: Frames;
  /** False ends the beat. */
  readonly isOn: () => boolean;
  /** False while the last turn is still being worked on: its time is not made up for. */
  readonly isFree: () => boolean;
  /** Real milliseconds since the last turn. */
  readonly turn: (elapsedMs: number) => void;
  /** Called every NOW_AND_THEN_MS or so: the place to keep where the run stands. */
  readonly nowAndThen: () => void;
}

const NOW_AND_THEN_MS = 2_000;

/** The beat of a run that plays: one turn a frame, none in a hidden tab. */
export class Beat {
  readonly #parts: BeatParts;
  #lastMs: number | null = null;
  #nowAndThenMs = 0;
  #cancel: (() => void) | null = null;

  constructor(parts: BeatParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#lastMs = null;
    this.#ask();
  }

  stop(): void {
    this.#cancel?.();
  }

  #ask(): void {
    this.#cancel?.();
    this.#cancel = this.#parts.frames.next((realMs) => this.#frame(realMs));
  }

  #frame(realMs: number): void {
    const { frames, isOn, isFree, turn, nowAndThen } = this.#parts;
    if (!isOn()) return;
    this.#ask();
    if (frames.hidden()) {
      this.#lastMs = null;
      return;
    }
    if (this.#lastMs !== null && !isFree()) return;
    const elapsedMs = this.#lastMs === null ? null : realMs - this.#lastMs;
    this.#lastMs = realMs;
    if (elapsedMs === null) return;
    if (realMs - this.#nowAndThenMs > NOW_AND_THEN_MS) {
      this.#nowAndThenMs = realMs;
      nowAndThen();
    }
    turn(elapsedMs);
  }
}
