import { partitionName, type BrokerId } from '../../contract/ids';
import { standingOf, isOffline, type BrokerStanding } from '../../view/broker-standing';
import { behind, committedOf, inSync, replicasOf, shownGroups, type Replica } from '../../view/selectors';
import type { View } from '../../view/view';
import { causeOf } from './trouble';

/** A bookcase of the overview, in px from its left upper corner. Numbers alone: it draws nothing. */
export interface OverviewCase {
  readonly broker: BrokerId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly standing: BrokerStanding;
  /** Said at the right of its head. */
  readonly note: CaseNote;
  readonly rows: readonly OverviewRow[];
  /** Shelves that the filter leaves out: a line, and how many there are of each topic. */
  readonly folded: { readonly y: number; readonly topics: readonly (readonly [topic: string, count: number])[] } | null;
}

export type CaseNote =
  | { readonly kind: 'lead'; readonly leads: number; readonly of: number }
  | { readonly kind: 'controller' }
  | { readonly kind: 'fault'; readonly cause: 'down' | 'starting' | 'paused' | 'isolated' | 'slow-disk' };

export interface OverviewRow {
  /** `orders-1@4` */
  readonly key: string;
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  readonly y: number;
  readonly height: number;
  /** A row has a name and a log; a line is a hairline. */
  readonly look: 'row' | 'line';
  readonly leads: boolean;
  readonly offline: boolean;
  /** Its broker's copy is not in the ISR, or it leads and has too few copies. */
  readonly sick: boolean;
  /** Records that a copy lacks. */
  readonly behind: number;
  /** Heights of the last batches, 0 to 1, oldest first; of a copy none. */
  readonly bars: readonly number[];
  /** How far its log goes, in parts of the longest of its replicas; of a hairline, in parts of all logs. */
  readonly length: number;
  /** Where the first group's ribbon stands among the bars, 0 to 1; null: none. */
  readonly ribbon: number | null;
}

export interface Overview {
  readonly cases: readonly OverviewCase[];
  readonly width: number;
  readonly height: number;
}

export const ROW = 23;
/** With a filter there is more room. */
const ROW_FILTERED = 25;
const LINE = 6;
/** Hairlines of a bookcase that has more shelves than rows go into it. */
const LINE_MANY = 3.75;
const ROWS_MAX = 12;
const HEAD = 25;
const FOOT = 10;
const COUNT_LINE = 20;
const GAP = 10;
/** Feet of one line of bookcases to the cornices of the next. */
const BETWEEN = 20;
const CORNICE = 4;
/** The narrowest bookcase with names; with hairlines alone there may be 25 in a row. */
const WIDTH_MIN = 104;
const IN_A_ROW_MAX = 25;
const BARS = 20;

/** @param filter the topic that is shown; null: all of them. */
export function overviewOf(view: View, width: number, filter: string | null): Overview {
  const brokers = [...view.brokers.keys()];
  const all = brokers.map((broker) => inOrder(replicasOf(view, broker)));
  const shown = all.map((replicas) => replicas.filter((each) => filter === null || each.partition.topic === filter));
  const many = Math.max(0, ...shown.map((replicas) => replicas.length)) > ROWS_MAX;
  const fitting = Math.max(1, Math.floor((width + GAP) / (WIDTH_MIN + GAP)));
  const inARow = Math.min(brokers.length, many ? IN_A_ROW_MAX : fitting);
  const perLine = Math.ceil(brokers.length / Math.max(1, Math.ceil(brokers.length / Math.max(1, inARow))));
  const caseWidth = Math.floor((width - (perLine - 1) * GAP) / Math.max(1, perLine));
  const longest = Math.max(1, ...all.flat().map((replica) => recordsOf(replica)));

  const cases: OverviewCase[] = [];
  let y = CORNICE;
  for (let first = 0; first < brokers.length; first += perLine) {
    const line: OverviewCase[] = [];
    for (let at = first; at < Math.min(brokers.length, first + perLine); at += 1) {
      const [broker, mine = [], rows = []] = [brokers[at], all[at], shown[at]];
      if (broker === undefined) continue;
      const place = { x: (at - first) * (caseWidth + GAP), y, width: caseWidth };
      line.push(caseOf(view, broker, place, mine, rows, { filter, many, longest }));
    }
    // Bookcases of one line are as high as the highest of them: their feet stand on one floor.
    const height = Math.max(0, ...line.map((box) => box.height));
    cases.push(...line.map((box) => ({ ...box, height })));
    y += height + BETWEEN;
  }
  return { cases, width, height: Math.max(0, y - BETWEEN + CORNICE) };
}

interface How {
  readonly filter: string | null;
  readonly many: boolean;
  readonly longest: number;
}

function caseOf(
  view: View,
  broker: BrokerId,
  place: { readonly x: number; readonly y: number; readonly width: number },
  all: readonly Replica[],
  shown: readonly Replica[],
  { filter, many, longest }: How,
): OverviewCase {
  const known = view.brokers.get(broker);
  const pitch = many ? LINE_MANY : filter === null ? ROW : ROW_FILTERED;
  const rows = shown.map((replica, at) => rowOf(view, replica, HEAD + at * pitch, pitch, many ? longest : null));
  const rest = all.filter((replica) => !shown.includes(replica));
  let y = HEAD + rows.length * pitch;
  const folded = rest.length === 0 ? null : { y, topics: countsOf(rest) };
  if (folded !== null) {
    y += COUNT_LINE;
    rows.push(...rest.map((replica, at) => rowOf(view, replica, y + at * LINE, LINE, longest)));
    y += rest.length * LINE;
  }
  return {
    ...place,
    broker,
    height: Math.ceil(y + FOOT),
    standing: known === undefined ? 'runs' : standingOf(known),
    note: noteOf(view, broker, all),
    rows,
    folded,
  };
}

/** `scale`: the longest log of all, of which a hairline is a part; null: a row with a name. */
function rowOf(view: View, replica: Replica, y: number, height: number, scale: number | null): OverviewRow {
  const { partition, broker, shelf, leads } = replica;
  const name = partitionName(partition.topic, partition.partition);
  const furthest = Math.max(1, ...[...partition.shelves.values()].map((each) => each.logEndOffset));
  const offline = isOffline(view, broker);
  return {
    key: `${name}@${broker}`,
    name,
    topic: partition.topic,
    partition: partition.partition,
    y,
    height,
    look: scale === null ? 'row' : 'line',
    leads,
    offline,
    sick: leads ? partition.isr.length < partition.replicas.length : !inSync(replica),
    behind: behind(replica),
    bars: leads && scale === null ? barsOf(replica) : [],
    length: scale === null ? shelf.logEndOffset / furthest : recordsOf(replica) / scale,
    ribbon: leads && scale === null ? ribbonOf(view, replica) : null,
  };
}

/** The last batches by their bytes, on a log scale, as the books of the stage have it. */
function barsOf({ shelf }: Replica): number[] {
  const bars: number[] = [];
  for (let at = Math.max(0, shelf.batchCount - BARS); at < shelf.batchCount; at += 1) {
    const bytes = shelf.batches[at]?.bytes ?? 0;
    bars.push(Math.min(1, Math.max(0.3, Math.log2(Math.max(64, bytes)) / 6 - 0.75)));
  }
  return bars;
}

/** Among the batches that are drawn: before the first of them, after the last, or in between. */
function ribbonOf(view: View, { partition, shelf }: Replica): number | null {
  const [group] = shownGroups(view).filter((each) => committedOf(each, partition.topic, partition.partition) !== null);
  const offset = group === undefined ? null : committedOf(group, partition.topic, partition.partition);
  if (offset === null) return null;
  const first = Math.max(0, shelf.batchCount - BARS);
  const count = shelf.batchCount - first;
  let before = 0;
  for (let at = first; at < shelf.batchCount; at += 1) if ((shelf.batches[at]?.baseOffset ?? 0) < offset) before += 1;
  return count === 0 ? 0 : before / Math.max(count, 1);
}

function noteOf(view: View, broker: BrokerId, all: readonly Replica[]): CaseNote {
  const cause = causeOf(view, broker);
  if (cause.kind !== 'behind' && cause.kind !== 'link') return { kind: 'fault', cause: cause.kind };
  if (view.controller === broker) return { kind: 'controller' };
  return { kind: 'lead', leads: all.filter((each) => each.leads).length, of: all.length };
}

/** By topic, then by number: in a long list one looks a name up. */
function inOrder(replicas: readonly Replica[]): Replica[] {
  const topics = [...new Set(replicas.map((each) => each.partition.topic))];
  return [...replicas].sort(
    (a, b) =>
      topics.indexOf(a.partition.topic) - topics.indexOf(b.partition.topic) ||
      a.partition.partition - b.partition.partition,
  );
}

function countsOf(replicas: readonly Replica[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { partition } of replicas) counts.set(partition.topic, (counts.get(partition.topic) ?? 0) + 1);
  return [...counts];
}

const recordsOf = ({ shelf }: Replica): number => shelf.logEndOffset - shelf.logStartOffset;
