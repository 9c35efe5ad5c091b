import { US_PER_MS } from '../contract/ids';
import type { Alarm, VirtualClock } from './clock';

/** The largest delay of Node's timers; longer ones, and those below 1 ms, become 1 ms. */
const DELAY_MS_MAX = 2 ** 31 - 1;

/** What one turn of nothing but setImmediate costs: a program that polls with it must not stop time. */
const IMMEDIATE_US = 100;

/** KafkaJS checks each connection for overdue requests every 100 ms: all connections at once, on this grid. */
const CHECK_GRID_US = 100 * US_PER_MS;

export type TimerCallback = (...args: unknown[]) => void;

/** Runs a callback of the program; whatever it throws ends the program and not the step. */
export type Guard = (callback: () => void) => void;

/** Node's Timeout and Immediate, as far as programs can see them. */
export class Timer {
  readonly #timers: Timers;
  readonly #delayUs: number;
  readonly #repeats: boolean;
  readonly #run: () => void;
  readonly #id: number;
  #alarm: Alarm;

  constructor(timers: Timers, id: number, run: () => void, delayUs: number, repeats: boolean) {
    this.#timers = timers;
    this.#id = id;
    this.#delayUs = delayUs;
    this.#repeats = repeats;
    this.#run = run;
    this.#alarm = this.#set();
  }

  #set(): Alarm {
    const { clock } = this.#timers;
    return clock.set(clock.nowUs + this.#delayUs, () => {
      const rung = this.#alarm;
      this.#timers.guard(this.#run);
      // Cleared, or refreshed, by its own callback: nothing more to do.
      if (this.#alarm !== rung || !this.#timers.has(this.#id)) return;
      if (!this.#repeats) return void this.#timers.forget(this.#id);
      this.#alarm = this.#set();
      clock.keepAlive(this.#alarm, rung.keepsAlive);
    });
  }

  cancel(): void {
    this.#timers.forget(this.#id);
    this.#timers.clock.cancel(this.#alarm);
  }

  close(): this {
    this.cancel();
    return this;
  }

  ref(): this {
    this.#timers.clock.keepAlive(this.#alarm, true);
    return this;
  }

  unref(): this {
    this.#timers.clock.keepAlive(this.#alarm, false);
    return this;
  }

  hasRef(): boolean {
    return this.#alarm.keepsAlive;
  }

  refresh(): this {
    if (!this.#timers.has(this.#id)) return this;
    const { keepsAlive } = this.#alarm;
    this.#timers.clock.cancel(this.#alarm);
    this.#alarm = this.#set();
    this.#timers.clock.keepAlive(this.#alarm, keepsAlive);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }
}

/** setTimeout and its kin with Node's rules, over the virtual clock. */
export class Timers {
  readonly clock: VirtualClock;
  readonly guard: Guard;
  readonly #byId = new Map<number, Timer>();
  readonly #checks = new Map<number, () => void>();
  #id = 0;
  #checkAlarm: Alarm | null = null;
  #touches = 0;

  constructor(clock: VirtualClock, guard: Guard) {
    this.clock = clock;
    this.guard = guard;
  }

  readonly setTimeout = (callback: TimerCallback, delayMs?: unknown, ...args: unknown[]): Timer =>
    this.#start(callback, delayOf(delayMs), args, false);

  readonly setInterval = (callback: TimerCallback, delayMs?: unknown, ...args: unknown[]): Timer =>
    this.#start(callback, delayOf(delayMs), args, true);

  readonly setImmediate = (callback: TimerCallback, ...args: unknown[]): Timer =>
    this.#start(callback, IMMEDIATE_US, args, false);

  /** Takes what any of the setters returned, or its number; anything else is no timer, and that is no error. */
  readonly clear = (timer?: unknown): void => {
    this.#touches++;
    if (timer instanceof Timer) return timer.cancel();
    const id = Number(timer);
    this.#byId.get(id)?.cancel();
    if (this.#checks.delete(id) && this.#checks.size === 0) this.#stopChecks();
  };

  /**
   * setTimeout for KafkaJS itself. Its request queue sets a timer in the past again for ever on every
   * connection (its issues 1704 and 1751): with a negative delay nothing is set, which changes no byte.
   */
  readonly setTimeoutForKafkajs = (
    callback: TimerCallback,
    delayMs?: unknown,
    ...args: unknown[]
  ): Timer | undefined =>
    typeof delayMs === 'number' && delayMs < 0 ? undefined : this.setTimeout(callback, delayMs, ...args);

  /**
   * setInterval for KafkaJS itself: its checks of 100 ms ring together, whenever the connections were opened.
   * Nearly all find nothing overdue. Those that do make an error (see `touch`), and those that end clear themselves.
   */
  readonly setIntervalForKafkajs = (callback: TimerCallback, delayMs?: unknown, ...args: unknown[]): Timer | number => {
    if (delayOf(delayMs) !== CHECK_GRID_US) return this.setInterval(callback, delayMs, ...args);
    const id = ++this.#id;
    this.#checks.set(id, () => callback(...args));
    this.#checkAlarm ??= this.#setCheck();
    return id;
  };

  /** To be told of every error that KafkaJS makes. */
  touch(): void {
    this.#touches++;
  }

  has(id: number): boolean {
    return this.#byId.has(id);
  }

  forget(id: number): void {
    this.#byId.delete(id);
  }

  #start(callback: TimerCallback, delayUs: number, args: readonly unknown[], repeats: boolean): Timer {
    if (typeof callback !== 'function') {
      const received = callback === null || callback === undefined ? String(callback) : `type ${typeof callback}`;
      throw Object.assign(new TypeError(`The "callback" argument must be of type function. Received ${received}`), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    const id = ++this.#id;
    const timer = new Timer(this, id, () => callback(...args), delayUs, repeats);
    this.#byId.set(id, timer);
    return timer;
  }

  #setCheck(): Alarm {
    const dueUs = (Math.floor(this.clock.nowUs / CHECK_GRID_US) + 1) * CHECK_GRID_US;
    return this.clock.set(dueUs, () => {
      this.#checkAlarm = null;
      const touches = this.#touches;
      for (const check of [...this.#checks.values()]) this.guard(check);
      if (this.#checks.size > 0) this.#checkAlarm = this.#setCheck();
      return this.#touches === touches ? 'quiet' : undefined;
    });
  }

  #stopChecks(): void {
    if (this.#checkAlarm !== null) this.clock.cancel(this.#checkAlarm);
    this.#checkAlarm = null;
  }
}

/** As Node reads a delay: whole milliseconds, at least one. */
function delayOf(delayMs: unknown): number {
  const delay = Math.trunc(Number(delayMs));
  return (delay >= 1 && delay <= DELAY_MS_MAX ? delay : 1) * US_PER_MS;
}
