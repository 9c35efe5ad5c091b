import type { BatchSummary } from '../contract/event';
import { partitionName, type Us } from '../contract/ids';
import type { SentMessage } from '../view/in-flight';
import { isInternalTopic } from '../view/internal-topic';
import type { Marks } from '../view/marks';
import { OFFSETS_TOPIC } from '../view/offsets-topic';
import type { StageLayout } from './boxes';
import type { Point } from './geometry';
import type { Leg } from './leg';
import { leanAt, pointAt, type Path } from './path';
import { pathFor, type Way } from './routes';

/** What a message looks like on its way. */
export type FlightMark = 'books' | 'slip' | 'ack' | 'refusal' | 'dot';

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
  /** It has fallen from a cut link so far, 0 to 1; null: it is on its way. */
  readonly fallen: number | null;
}

/** What of a message is drawn with these marks. */
export function flightsOf(message: SentMessage, marks: Marks): Flight[] {
  // Of Kafka's own topics only what may have a shelf; where it has none its way leads nowhere, and it is not drawn.
  const batches = message.batches.filter(
    (batch) => !isInternalTopic(batch.topic) || (marks.offsetsTopic && batch.topic === OFFSETS_TOPIC),
  );
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
export function placeAt(flight: Flight, nowUs: Us, layout: StageLayout, extraUs: Us = 0): Place | null {
  const way = pathFor(flight.leg, layout);
  if (way === null) return null;
  const { path, tight } = way;
  const { message } = flight;
  if (message.arrivesAtUs === null) return placeOfLost(flight, nowUs - message.atUs, way);
  const part = partAt(message, nowUs, extraUs);
  const { x, y } = pointAt(path, part);
  return { x, y, lean: flight.mark === 'books' ? leanAt(path, part) : 0, part, path, tight, fallen: null };
}

/** As far as the cut, then down, where it lies for a while. */
function placeOfLost(flight: Flight, elapsedUs: Us, { path, tight, cutPart }: Way): Place | null {
  if (elapsedUs > LOST_US + FALL_US + LIE_US) return null;
  const part = cutPart * Math.min(1, Math.max(0, elapsedUs / LOST_US));
  const { x, y } = pointAt(path, part);
  const lean = flight.mark === 'books' ? leanAt(path, part) : 0;
  if (elapsedUs <= LOST_US) return { x, y, lean, part, path, tight, fallen: null };
  const fallen = Math.min(1, (elapsedUs - LOST_US) / FALL_US);
  return { x, y: y + FALL_PX * fallen ** 2, lean: lean + FALL_LEAN * fallen, part, path, tight, fallen };
}

/** Every part of a message that is on its way, and where: a function of the message, the moment and the layout. */
export const at = (message: SentMessage, nowUs: Us, layout: StageLayout, marks: Marks): Place[] =>
  isUnderWay(message, nowUs) ? flightsOf(message, marks).flatMap((flight) => placeAt(flight, nowUs, layout) ?? []) : [];

export const isUnderWay = (message: SentMessage, nowUs: Us): boolean =>
  nowUs >= message.atUs && (message.arrivesAtUs === null || nowUs < message.arrivesAtUs);

/** What a cut link swallowed: how long it is on its way to the cut, falls, and lies there to be seen. */
const LOST_US = 300_000;
const FALL_US = 250_000;
const LIE_US = 1_200_000;
const FALL_PX = 20;
const FALL_LEAN = (24 * Math.PI) / 180;

/** The part of a way that a slow link's coil takes, in its middle. */
const COIL_FROM = 0.4;
const COIL_TO = 0.6;

/** How far a message is. `extraUs` is what a slow link adds: it is spent in the coil. */
export function partAt(message: SentMessage, nowUs: Us, extraUs: Us = 0): number {
  const elapsed = nowUs - message.atUs;
  const whole = (message.arrivesAtUs ?? message.atUs) - message.atUs;
  if (whole <= 0 || elapsed >= whole) return 1;
  if (elapsed <= 0) return 0;
  // What set out before the link was slowed does not feel it.
  if (extraUs <= 0 || extraUs >= whole) return elapsed / whole;
  const before = (whole - extraUs) * COIL_FROM;
  const within = extraUs + (whole - extraUs) * (COIL_TO - COIL_FROM);
  if (elapsed < before) return (elapsed / before) * COIL_FROM;
  if (elapsed < before + within) return COIL_FROM + ((elapsed - before) / within) * (COIL_TO - COIL_FROM);
  return COIL_TO + ((elapsed - before - within) / (whole - before - within)) * (1 - COIL_TO);
}

function slipOf({ api, kind, details }: SentMessage, marks: Marks): FlightMark | null {
  if (/Heartbeat/.test(api)) return marks.heartbeats ? 'dot' : null;
  // Fetches go round and round; those that bring records fly as books.
  if (api === 'Fetch') return marks.heartbeats ? 'slip' : null;
  // A refused write is told even where requests are not shown: it is what the producer sees of a fault.
  if (api === 'Produce' && kind === 'response' && details.error !== undefined) return 'refusal';
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
