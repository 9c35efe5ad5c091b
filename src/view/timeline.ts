import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import { isDrawn } from './drawn';
import { fold } from './fold';
import { notableOf, type Notable } from './notable';
import type { View } from './view';

export const KEYFRAME_EVENTS = 1_000;

/**
 * A run's events with a view kept at every thousandth: any past moment is at most a thousand folds away.
 * Views share what did not change, so a keyframe costs a reference.
 */
export class Timeline {
  readonly #events: SimEvent[] = [];
  readonly #keyframes: View[];
  readonly #notable: Notable[] = [];
  #last: View;
  /** The past view that was asked for last: who looks on from there goes on folding. */
  #looked: { readonly count: number; readonly view: View };

  constructor(start: View) {
    this.#last = start;
    this.#keyframes = [start];
    this.#looked = { count: 0, view: start };
  }

  /** The newest view. */
  get view(): View {
    return this.#last;
  }

  /** In order of time. */
  get notable(): readonly Notable[] {
    return this.#notable;
  }

  /** All events, in the order of the journal. Grows. */
  get events(): readonly SimEvent[] {
    return this.#events;
  }

  /** Events come in the order of the journal. */
  append(events: readonly SimEvent[]): View {
    for (const event of events) {
      const mark = notableOf(event, this.#last);
      if (mark !== null) this.#notable.push(mark);
      this.#events.push(event);
      this.#last = fold(this.#last, event);
      if (this.#events.length % KEYFRAME_EVENTS === 0) this.#keyframes.push(this.#last);
    }
    return this.#last;
  }

  /** The view after everything that had happened by `atUs`. */
  viewAt(atUs: Us): View {
    const count = this.countAt(atUs);
    if (count === this.#events.length) return this.#last;
    const frame = Math.floor(count / KEYFRAME_EVENTS) * KEYFRAME_EVENTS;
    const goesOn = this.#looked.count <= count && this.#looked.count > frame;
    let view = goesOn ? this.#looked.view : (this.#keyframes[frame / KEYFRAME_EVENTS] ?? this.#last);
    for (let index = goesOn ? this.#looked.count : frame; index < count; index += 1) {
      const event = this.#events[index];
      if (event !== undefined) view = fold(view, event);
    }
    this.#looked = { count, view };
    return view;
  }

  /** Number of events that happened at or before this moment. */
  countAt(atUs: Us): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.atUs ?? Infinity) <= atUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** When the next thing after this moment happened that is drawn; null when there is none so far. */
  drawnAfter(atUs: Us): Us | null {
    for (let index = this.countAt(atUs); index < this.#events.length; index += 1) {
      const event = this.#events[index];
      if (event !== undefined && isDrawn(event)) return event.atUs;
    }
    return null;
  }

  /** When the last thing before this moment happened that is drawn; null when there was none. */
  drawnBefore(atUs: Us): Us | null {
    for (let index = this.countAt(atUs - 1) - 1; index >= 0; index -= 1) {
      const event = this.#events[index];
      if (event !== undefined && isDrawn(event)) return event.atUs;
    }
    return null;
  }
}
