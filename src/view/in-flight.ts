import type { MessageEvent, Stamp } from '../contract/event';
import type { Us } from '../contract/ids';
import { appended } from './append';

/** A message and when it left: all that its place on the screen depends on. */
export type SentMessage = Stamp & MessageEvent;

/**
 * Messages under way, by id, in the order in which they left. Who is under way follows from the times alone, so views
 * share one list of all that was ever sent, and neither a departure nor an arrival copies it.
 */
export class InFlight implements ReadonlyMap<number, SentMessage> {
  private counted: number | null = null;

  private constructor(
    private readonly sent: readonly SentMessage[],
    /** Those before it have all arrived. */
    private readonly first: number,
    private readonly count: number,
    private readonly atUs: Us,
    private readonly nextArrivalUs: Us,
    /** What a cut link swallowed, until its connection is given up. */
    private readonly lost: ReadonlyMap<number, SentMessage>,
  ) {}

  static empty(): InFlight {
    return new InFlight([], 0, 0, 0, Infinity, new Map());
  }

  add(message: SentMessage): InFlight {
    if (message.arrivesAtUs === null) {
      const lost = new Map(this.lost).set(message.id, message);
      return new InFlight(this.sent, this.first, this.count, this.atUs, this.nextArrivalUs, lost);
    }
    const sent = appended(this.sent, this.count, message);
    const next = Math.min(this.nextArrivalUs, message.arrivesAtUs);
    return new InFlight(sent, this.first, this.count + 1, this.atUs, next, this.lost);
  }

  /** Who has arrived when it is `atUs`, in order of arrival, and who is left. Itself when nobody has. */
  advance(atUs: Us): { readonly left: InFlight; readonly arrived: readonly SentMessage[] } {
    if (atUs < this.nextArrivalUs) return { left: this, arrived: [] };
    const arrived: SentMessage[] = [];
    let nextArrivalUs = Infinity;
    let { first } = this;
    for (let at = this.first; at < this.count; at += 1) {
      const message = this.sent[at];
      if (message === undefined) break;
      const arrivesAtUs = message.arrivesAtUs ?? Infinity;
      if (arrivesAtUs > atUs) nextArrivalUs = Math.min(nextArrivalUs, arrivesAtUs);
      else if (arrivesAtUs > this.atUs) arrived.push(message);
      if (at === first && arrivesAtUs <= atUs) first += 1;
    }
    arrived.sort((a, b) => (a.arrivesAtUs ?? 0) - (b.arrivesAtUs ?? 0));
    return { left: new InFlight(this.sent, first, this.count, atUs, nextArrivalUs, this.lost), arrived };
  }

  /** Without what was lost on this connection. */
  giveUp(connection: number): InFlight {
    const lost = new Map([...this.lost].filter(([, message]) => message.connection !== connection));
    if (lost.size === this.lost.size) return this;
    return new InFlight(this.sent, this.first, this.count, this.atUs, this.nextArrivalUs, lost);
  }

  /** What was held goes on, and arrives then. */
  resume(id: number, arrivesAtUs: Us | null): InFlight {
    const message = this.lost.get(id);
    if (message === undefined) return this;
    const lost = new Map(this.lost);
    lost.delete(id);
    const without = new InFlight(this.sent, this.first, this.count, this.atUs, this.nextArrivalUs, lost);
    return arrivesAtUs === null ? without : without.add({ ...message, arrivesAtUs });
  }

  get size(): number {
    if (this.counted === null) {
      this.counted = 0;
      for (const _ of this.values()) this.counted += 1;
    }
    return this.counted;
  }

  get(id: number): SentMessage | undefined {
    for (const message of this.values()) if (message.id === id) return message;
    return undefined;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  forEach(call: (message: SentMessage, id: number, map: ReadonlyMap<number, SentMessage>) => void): void {
    for (const message of this.values()) call(message, message.id, this);
  }

  *values(): Generator<SentMessage, undefined> {
    for (let at = this.first; at < this.count; at += 1) {
      const message = this.sent[at];
      if (message !== undefined && (message.arrivesAtUs ?? 0) > this.atUs) yield message;
    }
    yield* this.lost.values();
  }

  *keys(): Generator<number, undefined> {
    for (const message of this.values()) yield message.id;
  }

  *entries(): Generator<[number, SentMessage], undefined> {
    for (const message of this.values()) yield [message.id, message];
  }

  [Symbol.iterator](): Generator<[number, SentMessage], undefined> {
    return this.entries();
  }
}
