import type { BatchSummary } from '../contract/event';
import { partitionName, type Us } from '../contract/ids';
import type { SentMessage } from '../view/in-flight';
import { isInternalTopic } from '../view/internal-topic';
import type { Marks } from '../view/marks';
import type { StageLayout } from './boxes';
import type { Point } from './geometry';
import type { Leg } from './leg';
import { leanAt, pointAt, type Path } from './path';
import { pathFor } from './routes';

/** What a message looks like on its way. */
export type FlightMark = 'books' | 'slip' | 'ack' | 'dot';

/** A message, or that part of it that is for one partition. */
export interface Flight {
  readonly message: SentMessage;
  readonly leg: Leg;
  readonly mark: FlightMark;
  readonly batches: readonly BatchSummary[];
}

export interface Place extends Point {
  /** Radians. */
  readonly lean: number;
  /** Part of the way done, 0 to 1. The trail is solid up to here and dotted from here. */
  readonly part: number;
  readonly path: Path;
  /** Room for small books only. */
  readonly tight: boolean;
}

/** What of a message is drawn with these marks. */
export function flightsOf(message: SentMessage, marks: Marks): Flight[] {
  const batches = message.batches.filter((batch) => !isInternalTopic(batch.topic));
  if (batches.length > 0) {
    return [...byShelf(batches)].map(([shelf, mine]) => ({
      message,
      leg: legOf(message, shelf, true),
      mark: 'books',
      batches: mine,
    }));
  }
  const mark = slipOf(message, marks);
  return mark === null ? [] : [{ message, leg: legOf(message, shelfNamed(message), false), mark, batches }];
}

/** Where a flight is at this moment; null when its ends are not on the stage. */
export function placeAt(flight: Flight, nowUs: Us, layout: StageLayout): Place | null {
  const way = pathFor(flight.leg, layout);
  if (way === null) return null;
  const part = partAt(flight.message, nowUs);
  const { x, y } = pointAt(way.path, part);
  return { x, y, lean: flight.mark === 'books' ? leanAt(way.path, part) : 0, part, path: way.path, tight: way.tight };
}

/** Every part of a message that is on its way, and where: a function of the message, the moment and the layout. */
export const at = (message: SentMessage, nowUs: Us, layout: StageLayout, marks: Marks): Place[] =>
  isUnderWay(message, nowUs) ? flightsOf(message, marks).flatMap((flight) => placeAt(flight, nowUs, layout) ?? []) : [];

export const isUnderWay = (message: SentMessage, nowUs: Us): boolean =>
  nowUs >= message.atUs && (message.arrivesAtUs === null || nowUs < message.arrivesAtUs);

/** What a cut link swallowed gets this far, in this time. */
const LOST_PART = 0.5;
const LOST_US = 300_000;

export function partAt(message: SentMessage, nowUs: Us): number {
  const elapsed = nowUs - message.atUs;
  if (message.arrivesAtUs === null) return LOST_PART * Math.min(1, Math.max(0, elapsed / LOST_US));
  const whole = message.arrivesAtUs - message.atUs;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, elapsed / whole));
}

function slipOf({ api, kind }: SentMessage, marks: Marks): FlightMark | null {
  if (/Heartbeat/.test(api)) return marks.heartbeats ? 'dot' : null;
  // Fetches go round and round; those that bring records fly as books.
  if (api === 'Fetch') return marks.heartbeats ? 'slip' : null;
  if (!marks.requests) return null;
  return api === 'Produce' && kind === 'response' ? 'ack' : 'slip';
}

/** Slips that are about one partition go to its shelf. */
function shelfNamed(message: SentMessage): string | null {
  if (message.api !== 'Produce' && message.api !== 'Fetch') return null;
  const [first] = message.details.partitions ?? [];
  return first === undefined || isInternalTopic(first.topic) ? null : partitionName(first.topic, first.partition);
}

function legOf({ from, to }: SentMessage, shelf: string | null, records: boolean): Leg {
  return { key: `${from}>${to}|${shelf ?? ''}|${records ? 'records' : 'slip'}`, from, to, shelf, records };
}

function byShelf(batches: readonly BatchSummary[]): Map<string, BatchSummary[]> {
  const groups = new Map<string, BatchSummary[]>();
  for (const batch of batches) {
    const shelf = partitionName(batch.topic, batch.partition);
    const group = groups.get(shelf);
    if (group === undefined) groups.set(shelf, [batch]);
    else group.push(batch);
  }
  return groups;
}
