import type { Us } from '../../contract/ids';
import type { Timer } from '../cluster/clock';
import type { Scheduler } from '../cluster/node-clock';

export type WatchedChange = 'log-end' | 'log-start' | 'high-watermark' | 'leader';

/** What a write waits for: that all in-sync replicas have it, or that it will not come to that here. */
export const COMMITTED_OR_LOST: readonly WatchedChange[] = ['high-watermark', 'leader'];

/** A request that waits: for followers (acks=all), for records (Fetch). Kafka: DelayedOperation. */
export interface DelayedOperation {
  /** Names of the partitions that it waits for, as `partitionName` makes them. */
  readonly partitions: readonly string[];
  /** What may complete it, of any of them. */
  readonly changes: readonly WatchedChange[];
  readonly timeoutUs: Us;
  /** True when it has completed and answered. Called on every such change, at once and in order of arrival. */
  tryComplete(): boolean;
  /** Time is up: it must answer now. */
  expire(): void;
}

interface Parked {
  readonly operation: DelayedOperation;
  timer: Timer | null;
  isOver: boolean;
}

/** Requests that wait, watched by partition. Kafka: DelayedOperationPurgatory. */
export class Purgatory {
  readonly #clock: Scheduler;
  /** In order of arrival. Lists, not sets: nearly always one waits, and large clusters make thousands of them a second. */
  readonly #watchers = new Map<string, Parked[]>();
  #count = 0;

  constructor(clock: Scheduler) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#count;
  }

  /** Completes at once, or waits for a change or for its timeout. */
  tryCompleteElseWatch(operation: DelayedOperation): void {
    if (operation.tryComplete()) return;
    const parked: Parked = { operation, timer: null, isOver: false };
    this.#count++;
    for (const name of operation.partitions) {
      const watchers = this.#watchers.get(name);
      if (watchers === undefined) this.#watchers.set(name, [parked]);
      // A request may name a partition twice.
      else if (watchers.at(-1) !== parked) watchers.push(parked);
    }
    parked.timer = this.#clock.after(operation.timeoutUs, () => {
      this.#forget(parked);
      operation.expire();
    });
  }

  /** Something of this partition changed: whoever waited for it may complete. */
  check(partition: string, change: WatchedChange): void {
    const watchers = this.#watchers.get(partition);
    if (watchers === undefined) return;
    for (const parked of [...watchers]) {
      const { operation } = parked;
      if (!parked.isOver && operation.changes.includes(change) && operation.tryComplete()) this.#forget(parked);
    }
  }

  /** The broker is gone, and with it everything that waited. */
  clear(): void {
    for (const watchers of this.#watchers.values()) for (const { timer } of watchers) timer?.cancel();
    this.#watchers.clear();
    this.#count = 0;
  }

  #forget(parked: Parked): void {
    parked.isOver = true;
    parked.timer?.cancel();
    this.#count--;
    for (const name of parked.operation.partitions) {
      const watchers = this.#watchers.get(name);
      const at = watchers?.indexOf(parked) ?? -1;
      if (watchers === undefined || at === -1) continue;
      if (watchers.length === 1) this.#watchers.delete(name);
      else watchers.splice(at, 1);
    }
  }
}
