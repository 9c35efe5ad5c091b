import { partitionName, type Us } from '../../contract/ids';
import type { Timer } from '../cluster/clock';
import type { Scheduler } from '../cluster/node-clock';

/** A request that waits: for followers (acks=all), for records (Fetch). Kafka: DelayedOperation. */
export interface DelayedOperation {
  /** What may complete it: see `watchKeys`. */
  readonly keys: readonly string[];
  readonly timeoutUs: Us;
  /** True when it has completed and answered. Called on every change of a key, at once and in order of arrival. */
  tryComplete(): boolean;
  /** Time is up: it must answer now. */
  expire(): void;
}

export type WatchedChange = 'log-end' | 'log-start' | 'high-watermark' | 'leader';

export type WatchKeys = Readonly<Record<WatchedChange, string>>;

/** The keys of the changes of one partition. Where there is a replica it has them ready: see Partition. */
export function watchKeys(topic: string, partition: number): WatchKeys {
  const name = partitionName(topic, partition);
  return {
    'log-end': `log-end ${name}`,
    'log-start': `log-start ${name}`,
    'high-watermark': `high-watermark ${name}`,
    leader: `leader ${name}`,
  };
}

interface Parked {
  readonly operation: DelayedOperation;
  timer: Timer | null;
}

/** Requests that wait, watched by key. Kafka: DelayedOperationPurgatory. */
export class Purgatory {
  readonly #clock: Scheduler;
  #watchers = new Map<string, Set<Parked>>();
  #count = 0;

  constructor(clock: Scheduler) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#count;
  }

  /** Completes at once, or waits for a key or for its timeout. */
  tryCompleteElseWatch(operation: DelayedOperation): void {
    if (operation.tryComplete()) return;
    const parked: Parked = { operation, timer: null };
    this.#count++;
    for (const key of operation.keys) {
      const set = this.#watchers.get(key);
      if (set === undefined) this.#watchers.set(key, new Set([parked]));
      else set.add(parked);
    }
    parked.timer = this.#clock.after(operation.timeoutUs, () => {
      this.#forget(parked);
      operation.expire();
    });
  }

  /** Something changed: whoever waited for it may complete. */
  check(key: string): void {
    const set = this.#watchers.get(key);
    if (set === undefined) return;
    for (const parked of [...set]) {
      if (set.has(parked) && parked.operation.tryComplete()) this.#forget(parked);
    }
  }

  /** The broker is gone, and with it everything that waited. */
  clear(): void {
    for (const set of this.#watchers.values()) for (const parked of set) parked.timer?.cancel();
    this.#watchers.clear();
    this.#count = 0;
  }

  #forget(parked: Parked): void {
    parked.timer?.cancel();
    this.#count--;
    for (const key of parked.operation.keys) {
      const set = this.#watchers.get(key);
      set?.delete(parked);
      if (set?.size === 0) this.#watchers.delete(key);
    }
  }
}
