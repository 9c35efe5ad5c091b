import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import { fold } from './fold';
import type { View } from './view';

export const KEYFRAME_EVENTS = 1_000;

/** What deserves a mark on the run line. */
export interface Notable {
  readonly atUs: Us;
  readonly kind: 'elected' | 'rebalance' | 'controller' | 'isr' | 'crashed' | 'killed';
  /** Whom it happened to: a partition, a group, a broker, a process. */
  readonly subject: string;
}

/**
 * A run's events with a view kept at every thousandth: any past moment is at most a thousand folds away.
 * Views share what did not change, so a keyframe costs a reference.
 */
export class Timeline {
  private readonly events: SimEvent[] = [];
  private readonly keyframes: View[];
  private readonly marks: Notable[] = [];
  private last: View;

  constructor(start: View) {
    this.last = start;
    this.keyframes = [start];
  }

  /** The newest view. */
  get view(): View {
    return this.last;
  }

  get notable(): readonly Notable[] {
    return this.marks;
  }

  /** Events come in the order of the journal. */
  append(events: readonly SimEvent[]): View {
    for (const event of events) {
      this.events.push(event);
      this.last = fold(this.last, event);
      if (this.events.length % KEYFRAME_EVENTS === 0) this.keyframes.push(this.last);
      const mark = notableOf(event);
      if (mark !== null) this.marks.push(mark);
    }
    return this.last;
  }

  /** The view after everything that had happened by `atUs`. */
  at(atUs: Us): View {
    const until = this.countUntil(atUs);
    if (until === this.events.length) return this.last;
    const frame = Math.floor(until / KEYFRAME_EVENTS);
    let view = this.keyframes[frame] ?? this.last;
    for (let index = frame * KEYFRAME_EVENTS; index < until; index += 1) {
      const event = this.events[index];
      if (event !== undefined) view = fold(view, event);
    }
    return view;
  }

  /** Number of events that happened at or before this moment. */
  private countUntil(atUs: Us): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle]?.atUs ?? Infinity) <= atUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function notableOf(event: SimEvent): Notable | null {
  const { atUs } = event;
  switch (event.type) {
    case 'partition-changed': {
      const subject = `${event.topic}-${event.partition}`;
      if (event.reason === 'leader-elected') return { atUs, kind: 'elected', subject };
      return event.reason === 'reassigned' ? null : { atUs, kind: 'isr', subject };
    }
    case 'group':
      return event.state === 'Stable' ? { atUs, kind: 'rebalance', subject: event.group } : null;
    case 'controller-changed':
      return atUs === 0 ? null : { atUs, kind: 'controller', subject: String(event.broker) };
    case 'process':
      return event.state === 'crashed' || event.state === 'killed'
        ? { atUs, kind: event.state, subject: event.process }
        : null;
    default:
      return null;
  }
}
