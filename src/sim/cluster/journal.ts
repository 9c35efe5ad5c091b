import { EVENTS_PER_RUN_MAX, UNHASHED_EVENTS, type SimEvent, type SimEventBody } from '../../contract/event';
import type { Us } from '../../contract/ids';
import { CORE_LANE } from './clock';
import { TextHash } from './text-hash';

interface Pending {
  readonly atUs: Us;
  readonly lane: number;
  readonly seq: number;
  readonly body: SimEventBody;
}

/**
 * What happened, in the order of (time, lane, sequence within the lane). Events wait here until no earlier one can
 * come any more, because what programs did within a window is known only when the window is merged.
 */
export class Journal {
  #pending: Pending[] = [];
  #laneSeq: number[] = [];
  #hash = new TextHash();
  #released = 0;
  readonly #on: boolean;

  constructor(on: boolean) {
    this.#on = on;
  }

  /** False in a run that only counts throughput: nothing is kept, and callers may spare themselves the making. */
  get on(): boolean {
    return this.#on;
  }

  /** Events released so far. */
  get length(): number {
    return this.#released;
  }

  get isFull(): boolean {
    return this.#released + this.#pending.length >= EVENTS_PER_RUN_MAX;
  }

  add(atUs: Us, body: SimEventBody, lane: number = CORE_LANE): void {
    if (!this.#on) return;
    const seq = this.#laneSeq[lane] ?? 0;
    this.#laneSeq[lane] = seq + 1;
    this.#pending.push({ atUs, lane, seq, body });
  }

  /** Every event before `beforeUs`, in final order; each is given out once. */
  release(beforeUs: Us): SimEvent[] {
    const ready: Pending[] = [];
    const later: Pending[] = [];
    for (const entry of this.#pending) (entry.atUs < beforeUs ? ready : later).push(entry);
    this.#pending = later;
    ready.sort((a, b) => a.atUs - b.atUs || a.lane - b.lane || a.seq - b.seq);
    return ready.map(({ atUs, body }) => {
      const event: SimEvent = { atUs, seq: this.#released++, ...body };
      if (!UNHASHED_EVENTS.includes(body.type)) this.#hash.add(`${atUs} `, JSON.stringify(body));
      return event;
    });
  }

  /** Hash of all released events but those in UNHASHED_EVENTS: 32 hex digits. */
  get hash(): string {
    return this.#hash.digest();
  }
}
