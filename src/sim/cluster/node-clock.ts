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
    return new NodeTimer(this, this.#clock, delayUs, action);
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

/** May be cancelled when its time has come already, while the node is paused. */
class NodeTimer implements Timer {
  readonly #timer: Timer;
  #action: (() => void) | null;

  constructor(node: NodeClock, world: Clock, delayUs: Us, action: () => void) {
    this.#action = action;
    this.#timer = world.after(delayUs, () => node.run(() => this.#action?.()));
  }

  get atUs(): Us {
    return this.#timer.atUs;
  }

  cancel(): void {
    this.#action = null;
    this.#timer.cancel();
  }
}
