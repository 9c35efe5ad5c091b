import { epochMsAt, type Us } from '../contract/ids';

/** `quiet`: nothing came of it, so there is nothing to wait for. */
export type Rung = 'quiet' | void;

/** Something that a program has asked to happen at a moment of virtual time. */
export interface Alarm {
  readonly dueUs: Us;
  readonly seq: number;
  readonly ring: () => Rung;
  /** A program with no alarm that keeps it alive, and no open socket, has ended. */
  keepsAlive: boolean;
  state: 'set' | 'rung' | 'cancelled';
}

/**
 * A program's virtual time. It stands still while code runs, and jumps to the next thing that happens.
 * Alarms ring in the order of (time, setting): the step loop rings them, one at a time.
 */
export class VirtualClock {
  #nowUs: Us = 0;
  #seq = 0;
  #alive = 0;
  /** Binary heap by (dueUs, seq); cancelled alarms are dropped when they come to the top. */
  readonly #heap: Alarm[] = [];

  get nowUs(): Us {
    return this.#nowUs;
  }

  get epochMs(): number {
    return epochMsAt(this.#nowUs);
  }

  /** True while an alarm is set that keeps the program alive. */
  get hasAlarms(): boolean {
    return this.#alive > 0;
  }

  /** Goes forward; time never goes back. */
  moveTo(atUs: Us): void {
    if (atUs > this.#nowUs) this.#nowUs = atUs;
  }

  set(dueUs: Us, ring: () => Rung): Alarm {
    const alarm: Alarm = {
      dueUs: Math.max(dueUs, this.#nowUs),
      seq: this.#seq++,
      ring,
      keepsAlive: true,
      state: 'set',
    };
    this.#alive++;
    this.#push(alarm);
    return alarm;
  }

  cancel(alarm: Alarm): void {
    if (alarm.state !== 'set') return;
    alarm.state = 'cancelled';
    if (alarm.keepsAlive) this.#alive--;
  }

  keepAlive(alarm: Alarm, keepsAlive: boolean): void {
    if (alarm.state === 'set' && alarm.keepsAlive !== keepsAlive) this.#alive += keepsAlive ? 1 : -1;
    alarm.keepsAlive = keepsAlive;
  }

  nextDueUs(): Us | null {
    this.#dropCancelled();
    return this.#heap[0]?.dueUs ?? null;
  }

  /** Takes the next alarm off; the caller rings it. */
  takeNext(): Alarm | null {
    this.#dropCancelled();
    const alarm = this.#pop();
    if (alarm === null) return null;
    alarm.state = 'rung';
    if (alarm.keepsAlive) this.#alive--;
    return alarm;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.state === 'cancelled') this.#pop();
  }

  #push(alarm: Alarm): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(alarm);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent]!;
      if (!before(alarm, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = alarm;
  }

  #pop(): Alarm | null {
    const heap = this.#heap;
    const top = heap[0];
    if (top === undefined) return null;
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

const before = (a: Alarm, b: Alarm): boolean => a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.seq < b.seq);
