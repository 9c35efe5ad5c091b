import { US_PER_SECOND, type Us } from '../../contract/ids';
import type { Timer } from './clock';
import type { Scheduler } from './node-clock';

const HOUR_US = 3_600 * US_PER_SECOND;

/** One thing that a line takes. */
export interface Job {
  /** Asked when its turn comes, and again when the line has become slower or quicker. */
  durationUs(): Us;
  /** Its turn has come, now; it will be done then. */
  begin?(endsAtUs: Us): void;
  end?(): void;
}

interface InHand {
  readonly job: Job;
  /** What was not done of it, 1 to 0, at `sinceUs`; done `leftUs` later. */
  left: number;
  sinceUs: Us;
  leftUs: Us;
  timer: Timer | null;
}

/**
 * What can do one thing at a time, in order of arrival: a disk, one direction of a network card. Where it costs no
 * time and nothing waits, a job is over before `enter` returns: what has no limit is as if it were not there.
 */
export class WaitingLine {
  readonly #clock: Scheduler;
  #behind: Job[] = [];
  #inHand: InHand | null = null;

  constructor(clock: Scheduler) {
    this.#clock = clock;
  }

  /** Jobs that are not over: the one in hand, and those behind it. */
  get length(): number {
    return this.#behind.length + (this.#inHand === null ? 0 : 1);
  }

  enter(job: Job): void {
    this.#behind.push(job);
    if (this.#inHand === null) this.#goOn();
  }

  /** Durations are others now: of the job in hand, for that part that is not done yet. */
  durationsChanged(): void {
    const hand = this.#inHand;
    if (hand?.timer == null) return;
    hand.timer.cancel();
    const { nowUs } = this.#clock;
    hand.left = Math.max(0, hand.left * (1 - (nowUs - hand.sinceUs) / hand.leftUs));
    this.#plan(hand);
  }

  /** Nothing of what waits will ever happen. */
  clear(): void {
    this.#inHand?.timer?.cancel();
    this.#inHand = null;
    this.#behind = [];
  }

  #goOn(): void {
    for (let job = this.#behind.shift(); job !== undefined; job = this.#behind.shift()) {
      const { nowUs } = this.#clock;
      const durationUs = job.durationUs();
      const hand: InHand = { job, left: 1, sinceUs: nowUs, leftUs: durationUs, timer: null };
      this.#inHand = hand;
      job.begin?.(nowUs + durationUs);
      if (durationUs > 0) return this.#plan(hand);
      this.#inHand = null;
      job.end?.();
    }
  }

  #plan(hand: InHand): void {
    hand.sinceUs = this.#clock.nowUs;
    hand.leftUs = Math.ceil(hand.left * hand.job.durationUs());
    hand.timer = this.#clock.after(hand.leftUs, () => this.#ended());
  }

  #ended(): void {
    const job = this.#inHand?.job;
    this.#inHand = null;
    job?.end?.();
    // Whatever came in meanwhile stands behind.
    if (this.#inHand === null) this.#goOn();
  }
}

/** How long so many bytes take at a rate; no time where there is none. An hour is as long as anybody waits here. */
export const timeOf = (bytes: number, bytesPerSecond: number | null): Us =>
  bytesPerSecond === null ? 0 : Math.min(HOUR_US, Math.ceil((bytes * US_PER_SECOND) / bytesPerSecond));
