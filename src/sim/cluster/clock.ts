import type { Us } from '../../contract/ids';

/** What the clock hands back for something scheduled; `cancel` is safe at any time. */
export interface Timer {
  readonly atUs: Us;
  cancel(): void;
}

class Entry implements Timer {
  constructor(
    readonly atUs: Us,
    readonly lane: number,
    readonly seq: number,
    /** Null: cancelled, or done. */
    public action: (() => void) | null,
    private readonly onCancel: () => void,
  ) {}

  cancel(): void {
    if (this.action === null) return;
    this.action = null;
    this.onCancel();
  }
}

/** The lane of everything that brokers and controllers do. Programs have lanes from 1, in order of first start. */
export const CORE_LANE = 0;

/** Fewer cancelled entries than this are not worth the clearing. */
const CLEARED_MIN = 256;

/** More programs than this in one run are refused. */
export const LANES_MAX = 4096;

/**
 * Virtual time: a queue ordered by (time, lane, sequence within the lane).
 *
 * Why lanes: programs step in windows, and what they wrote enters the queue when their window is merged, so the order
 * of insertion depends on how the page cut its grants. The order of (time, lane, sequence) does not.
 */
export class Clock {
  #nowUs: Us;
  #heap: Entry[] = [];
  #nextSeq: number[] = [];
  /** Entries of the heap that will do nothing. */
  #cancelled = 0;

  constructor(startUs: Us = 0) {
    this.#nowUs = startUs;
  }

  get nowUs(): Us {
    return this.#nowUs;
  }

  /** Time of the next action, null when there is none. */
  get nextUs(): Us | null {
    this.#dropCancelled();
    return this.#heap[0]?.atUs ?? null;
  }

  /** Throws RangeError for a moment that has passed or is no integer: both are bugs of the caller. */
  at(atUs: Us, action: () => void, lane: number = CORE_LANE): Timer {
    if (!Number.isSafeInteger(atUs) || atUs < this.#nowUs) {
      throw new RangeError(`cannot schedule at ${atUs} µs: it is ${this.#nowUs} µs`);
    }
    const seq = this.#nextSeq[lane] ?? 0;
    this.#nextSeq[lane] = seq + 1;
    const entry = new Entry(atUs, lane, seq, action, this.#onCancel);
    this.#push(entry);
    return entry;
  }

  after(delayUs: Us, action: () => void, lane: number = CORE_LANE): Timer {
    return this.at(this.#nowUs + delayUs, action, lane);
  }

  /** Runs every action with a time before `untilUs`, then sets now to `untilUs`. */
  advanceTo(untilUs: Us): void {
    if (untilUs < this.#nowUs) throw new RangeError(`cannot go back from ${this.#nowUs} µs to ${untilUs} µs`);
    for (;;) {
      this.#dropCancelled();
      const first = this.#heap[0];
      if (first === undefined || first.atUs >= untilUs) break;
      this.#pop();
      this.#nowUs = first.atUs;
      const action = first.action;
      first.action = null;
      action?.();
    }
    this.#nowUs = untilUs;
  }

  #dropCancelled(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.action === null) {
      this.#pop();
      this.#cancelled--;
    }
  }

  /**
   * Most timers are time limits that are cancelled long before they are due: half a minute of them would be nearly all
   * of the heap. When they are more than half of it they go.
   */
  readonly #onCancel = (): void => {
    this.#cancelled++;
    if (this.#cancelled < CLEARED_MIN || 2 * this.#cancelled < this.#heap.length) return;
    const kept = this.#heap.filter(({ action }) => action !== null);
    // Sorted, it is a heap; the order of entries is total, so what runs when stays the same.
    this.#heap = kept.sort((a, b) => (before(a, b) ? -1 : 1));
    this.#cancelled = 0;
  };

  #push(entry: Entry): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const up = (i - 1) >> 1;
      const parent = heap[up] as Entry;
      if (before(parent, entry)) break;
      heap[i] = parent;
      i = up;
    }
    heap[i] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      const right = child + 1;
      if (right < heap.length && before(heap[right] as Entry, heap[child] as Entry)) child = right;
      const candidate = heap[child] as Entry;
      if (before(last, candidate)) break;
      heap[i] = candidate;
      i = child;
    }
    heap[i] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  if (a.atUs !== b.atUs) return a.atUs < b.atUs;
  if (a.lane !== b.lane) return a.lane < b.lane;
  return a.seq < b.seq;
}
