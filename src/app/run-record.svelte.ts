import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import type { Notable } from '../view/notable';
import { Timeline } from '../view/timeline';
import type { View } from '../view/view';
import { chronicle, EMPTY_CHRONICLE, type Chronicle } from './chronicle';
import { Past } from './past';

type EachEvent = (view: View, event: SimEvent) => void;

/** Folded in one go; some ten milliseconds on a slow machine. */
const EVENTS_A_TURN = 2_000;

/**
 * What has happened in a run, and the moment of it that is on the page. A past moment is made from the recorded events
 * alone; the simulation is not asked.
 */
export class RunRecord {
  /** Of the moment on the page; in the past, `story` has the rate of the whole run all the same. */
  view: View = $state.raw() as View;
  nowUs: Us = $state(0);
  story: Chronicle = $state.raw(EMPTY_CHRONICLE);
  isPast: boolean = $state(false);
  /** The end of the run so far: where the simulation stands. */
  liveUs: Us = $state(0);
  notable: readonly Notable[] = $state.raw([]);
  #timeline: Timeline;
  #past: Past | null = null;
  #liveStory: Chronicle = EMPTY_CHRONICLE;

  constructor(start: View) {
    this.#timeline = new Timeline(start);
    this.view = start;
  }

  /** Of the end of the run, whatever is on the page. */
  protected get liveView(): View {
    return this.#timeline.view;
  }

  /** Another run, of which nothing is known yet. The page shows the one before until something is. */
  protected begin(start: View): void {
    this.#timeline = new Timeline(start);
    this.#past = null;
    this.#liveStory = EMPTY_CHRONICLE;
    this.isPast = false;
    this.notable = [];
  }

  /**
   * The run has gone on to this moment. Who looks at the past goes on looking at it.
   * @param each is told each event, with the view after it.
   */
  protected take(events: readonly SimEvent[], liveUs: Us, each: EachEvent): void {
    this.#fold(events, each);
    if (this.#timeline.notable.length !== this.notable.length) this.notable = [...this.#timeline.notable];
    this.liveUs = liveUs;
    this.show(this.isPast ? this.nowUs : liveUs);
  }

  /**
   * As `take`, of a whole run that was replayed: the page stays awake meanwhile, and shows the run when all is known.
   * False when another run has begun before, as `isOver` says.
   */
  protected async takeWhole(
    events: readonly SimEvent[],
    liveUs: Us,
    each: EachEvent,
    isOver: () => boolean,
  ): Promise<boolean> {
    for (let at = 0; at < events.length; at += EVENTS_A_TURN) {
      if (at > 0) await new Promise((resolve) => setTimeout(resolve));
      if (isOver()) return false;
      this.#fold(events.slice(at, at + EVENTS_A_TURN), each);
    }
    this.take([], liveUs, each);
    return true;
  }

  #fold(events: readonly SimEvent[], each: EachEvent): void {
    for (const event of events) each(this.#timeline.append([event]), event);
    this.#liveStory = chronicle(this.#liveStory, events);
  }

  /** Makes this moment the one on the page; from `liveUs` on it is the present. */
  protected show(atUs: Us): void {
    this.isPast = atUs < this.liveUs;
    if (!this.isPast) {
      this.#past = null;
      this.view = this.#timeline.view;
      this.nowUs = this.liveUs;
      this.story = this.#liveStory;
      return;
    }
    this.#past ??= new Past(this.#timeline);
    const { view, ...story } = this.#past.at(atUs);
    this.view = view;
    this.nowUs = atUs;
    this.story = { ...this.#liveStory, ...story };
  }

  /** When the event before or after the moment on the page happened that is drawn; null when there is none. */
  protected drawn(way: 'before' | 'after'): Us | null {
    return way === 'before' ? this.#timeline.drawnBefore(this.nowUs) : this.#timeline.drawnAfter(this.nowUs);
  }

  /** The notable event before or after the moment on the page, or null. */
  protected notableFrom(way: 'before' | 'after'): Notable | null {
    const { notable, nowUs } = this;
    const found =
      way === 'before' ? notable.findLast(({ atUs }) => atUs < nowUs) : notable.find(({ atUs }) => atUs > nowUs);
    return found ?? null;
  }

  /** What had happened by the moment on the page, newest first, as long as `each` does not answer false. */
  backwards(each: (event: SimEvent) => boolean): void {
    const { events } = this.#timeline;
    for (let at = this.#timeline.countAt(this.nowUs) - 1; at >= 0; at -= 1) {
      const event = events[at];
      if (event !== undefined && !each(event)) return;
    }
  }

  /** Everything that had happened by this moment. */
  protected eventsUntil(atUs: Us): readonly SimEvent[] {
    return this.#timeline.events.slice(0, this.#timeline.countAt(atUs));
  }
}
