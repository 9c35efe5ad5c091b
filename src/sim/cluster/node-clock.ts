import type { Us } from '../../contract/ids';
import type { Clock, Timer } from './clock';

/** What a node's parts may do with time. */
export interface Scheduler {
  readonly nowUs: Us;
  after(delayUs: Us, action: () => void): Timer;
}

/**
 * The clock of one node's process. While the process is paused nothing in it happens: what was due happens when it
 * goes on, in the same order. When it dies, nothing of it ever happens.
 */
export class NodeClock implements Scheduler {
  readonly #clock: Clock;
  #isPaused = false;
  #isDead = false;
  #held: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get nowUs(): Us {
    return this.#clock.nowUs;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  after(delayUs: Us, action: () => void): Timer {
    let isCancelled = false;
    const timer = this.#clock.after(delayUs, () =>
      this.run(() => {
        if (!isCancelled) action();
      }),
    );
    return {
      atUs: timer.atUs,
      cancel: () => {
        isCancelled = true;
        timer.cancel();
      },
    };
  }

  /** Something reaches the process, now: a frame, a closed socket. */
  run(action: () => void): void {
    if (this.#isDead) return;
    if (this.#isPaused) this.#held.push(action);
    else action();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    while (this.#held.length > 0 && !this.#isPaused && !this.#isDead) this.#held.shift()?.();
  }

  die(): void {
    this.#isDead = true;
    this.#held = [];
  }
}
