import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import { isAlive } from '../view/selectors';
import type { Timeline } from '../view/timeline';
import type { View } from '../view/view';
import { chronicle, EMPTY_CHRONICLE, LINES_MAX, type Chronicle } from './chronicle';
import type { Attention } from './pace';

/** What auto pace looks at: whatever is worth seeing has been announced within so many events. */
const ATTENTION_EVENTS = 1_000;

/** A past moment as the page shows it: all but the rate, which is that of the whole run. */
export interface PastMoment {
  readonly view: View;
  readonly lines: Chronicle['lines'];
  readonly dropped: number;
  readonly attention: Attention;
}

/** Looks back over a run, and asks nobody but its record. The run may go on meanwhile. */
export class Past {
  readonly #timeline: Timeline;
  /** What puts a line into the console, in order, of the first `#scanned` events. */
  readonly #told: SimEvent[] = [];
  #scanned = 0;
  #toldCount = -1;
  #lines: Pick<Chronicle, 'lines' | 'dropped'> = EMPTY_CHRONICLE;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  at(atUs: Us): PastMoment {
    const view = this.#timeline.viewAt(atUs);
    return { view, ...this.#linesAt(atUs), attention: this.#attentionAt(atUs, view) };
  }

  #linesAt(atUs: Us): Pick<Chronicle, 'lines' | 'dropped'> {
    const { events } = this.#timeline;
    for (; this.#scanned < events.length; this.#scanned += 1) {
      const event = events[this.#scanned];
      if (event !== undefined && makesLine(event)) this.#told.push(event);
    }
    const count = this.#told.findLastIndex((event) => event.atUs <= atUs) + 1;
    if (count !== this.#toldCount) {
      const first = Math.max(0, count - LINES_MAX);
      const { lines } = chronicle(EMPTY_CHRONICLE, this.#told.slice(first, count));
      this.#lines = { lines, dropped: first };
      this.#toldCount = count;
    }
    return this.#lines;
  }

  #attentionAt(atUs: Us, view: View): Attention {
    const count = this.#timeline.countAt(atUs);
    const lately = this.#timeline.events.slice(Math.max(0, count - ATTENTION_EVENTS), count);
    const { attention } = chronicle({ ...EMPTY_CHRONICLE, rate: count > ATTENTION_EVENTS ? [0] : [] }, lately);
    const running = [...view.processes.values()].filter(isAlive);
    return { ...attention, running: running.length };
  }
}

function makesLine(event: SimEvent): boolean {
  if (event.type === 'process') return !isAlive(event);
  return event.type === 'console';
}
