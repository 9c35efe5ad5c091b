import { partitionName } from '../contract/ids';
import { virtualTime } from '../i18n/format';
import type { stage as texts } from '../i18n/en/stage';
import {
  behind,
  committedOf,
  inSync,
  isAlive,
  lagOf,
  readersOf,
  replicasOf,
  shortName,
  shownGroups,
  type Replica,
} from '../view/selectors';
import type { SentMessage } from '../view/in-flight';
import { isInternalTopic } from '../view/internal-topic';
import type { Thing } from '../view/thing';
import type { View } from '../view/view';
import { endpointName } from './endpoint-name';

type Texts = typeof texts;

/** One visible line of the tree: a broker, a shelf, a record. */
export interface TreeRow {
  readonly id: string;
  readonly level: 1 | 2 | 3;
  /** What it is called, and what is said of it. */
  readonly name: string;
  readonly text: string;
  /** Null where there is nothing to open. */
  readonly open: boolean | null;
  readonly place: number;
  readonly of: number;
  readonly parent: string | null;
  /** Whose menu it has; null: none. */
  readonly thing: Thing | null;
}

/** Records of a shelf that are listed: the last ones. */
export const RECORDS_LISTED = 30;

/**
 * The lines that are to be seen, top to bottom: brokers, then programs. Brokers are open and shelves closed, but for
 * those that were toggled.
 */
export function treeRows(view: View, toggled: ReadonlySet<string>, m: Texts): TreeRow[] {
  const brokers = [...view.brokers.keys()];
  const of = brokers.length + (view.processes.size > 0 ? 1 : 0);
  const rows = brokers.flatMap((broker, index) => {
    const id = `broker-${broker}`;
    const replicas = replicasOf(view, broker);
    const open = replicas.length === 0 ? null : !toggled.has(id);
    const row: TreeRow = {
      id,
      level: 1,
      name: m.broker(broker),
      text: brokerText(view, broker, replicas.length, m),
      open,
      place: index + 1,
      of,
      parent: null,
      thing: { kind: 'broker', broker },
    };
    return open === true
      ? [row, ...replicas.flatMap((each, at) => shelfRows(view, each, at, replicas.length, toggled, m))]
      : [row];
  });
  return [...rows, ...programRows(view, toggled, of, m)];
}

function programRows(view: View, toggled: ReadonlySet<string>, place: number, m: Texts): TreeRow[] {
  const processes = [...view.processes.values()];
  if (processes.length === 0) return [];
  const id = 'programs';
  const open = !toggled.has(id);
  const text = m.mirror.programsRun(processes.filter(isAlive).length);
  const head: TreeRow = {
    id,
    level: 1,
    name: m.mirror.programs,
    text,
    open,
    place,
    of: place,
    parent: null,
    thing: null,
  };
  if (!open) return [head];
  const rows = processes.map((process, at): TreeRow => ({
    id: `process-${process.id}`,
    level: 2,
    name: shortName(view, process.id),
    text: m.mirror.processState[process.state],
    open: null,
    place: at + 1,
    of: processes.length,
    parent: id,
    thing: { kind: 'process', process: process.id },
  }));
  return [head, ...rows];
}

function brokerText(view: View, broker: number, shelves: number, m: Texts): string {
  const state = view.brokers.get(broker)?.state ?? 'NotRunning';
  const groups = shownGroups(view).filter((group) => group.coordinator === broker);
  return [
    ...(state === 'Running' ? [] : [m.brokerState[state]]),
    ...(view.controller === broker ? [m.activeController] : []),
    ...(groups.length === 0 ? [] : [m.coordinatorOf(groups.map((group) => group.group))]),
    ...(shelves === 0 ? [m.mirror.noShelves] : []),
  ].join(', ');
}

function shelfRows(
  view: View,
  replica: Replica,
  at: number,
  of: number,
  toggled: ReadonlySet<string>,
  m: Texts,
): TreeRow[] {
  const { partition, broker, shelf } = replica;
  const name = partitionName(partition.topic, partition.partition);
  const id = `${name}@${broker}`;
  const open = shelf.batchCount === 0 ? null : toggled.has(id);
  const row: TreeRow = {
    id,
    level: 2,
    name,
    text: shelfText(view, replica, m),
    open,
    place: at + 1,
    of,
    parent: `broker-${broker}`,
    thing: { kind: 'shelf', topic: partition.topic, partition: partition.partition, broker },
  };
  return open === true ? [row, ...recordRows(replica, id, m)] : [row];
}

/** `leader, 0–21, HW 20, ISR 1,2. billing at 16, lag 4.` */
function shelfText(view: View, replica: Replica, m: Texts): string {
  const { partition, shelf, leads } = replica;
  const { logStartOffset: start, logEndOffset: end } = shelf;
  const range = end === start ? m.mirror.empty : `${start}–${end - 1}`;
  if (!leads) {
    if (partition.leader < 0) return m.mirror.orphan(range);
    const late = behind(replica);
    const state = !inSync(replica) ? m.outOfIsr : late > 0 ? m.mirror.behind(late) : m.mirror.inSync;
    return m.mirror.followerOf(partition.leader, state, range);
  }
  const groups = shownGroups(view).flatMap((group) => {
    const offset = committedOf(group, partition.topic, partition.partition);
    return offset === null
      ? []
      : [m.mirror.groupAt(group.group, offset, lagOf(view, group, partition.topic, partition.partition))];
  });
  return [m.mirror.leaderOf(range, shelf.highWatermark, partition.isr.join(',')), ...groups].join(' ');
}

function recordRows({ shelf }: Replica, parent: string, m: Texts): TreeRow[] {
  const records: { offset: number; text: string }[] = [];
  for (let at = shelf.batchCount - 1; at >= 0 && records.length < RECORDS_LISTED; at -= 1) {
    const batch = shelf.batches[at];
    for (
      let index = (batch?.count ?? 0) - 1;
      batch !== undefined && index >= 0 && records.length < RECORDS_LISTED;
      index -= 1
    ) {
      const offset = batch.baseOffset + index;
      const size = batch.sizes[index];
      records.push({
        offset,
        text: m.mirror.record(offset, batch.keys[index] ?? null, size === undefined ? '' : m.bytes(size)),
      });
    }
  }
  const rest = shelf.logEndOffset - shelf.logStartOffset - records.length;
  const shown = rest > 0 ? [...records, { offset: -1, text: m.mirror.older(rest) }] : records;
  return shown.map(({ offset, text }, at): TreeRow => ({
    id: `${parent}/${offset}`,
    level: 3,
    name: '',
    text,
    open: null,
    place: at + 1,
    of: shown.length,
    parent,
    thing: null,
  }));
}

/** Messages that are listed as under way. */
const UNDER_WAY_LISTED = 6;

/** Messages with records first to arrive first; what else flies is not listed. */
export function underWay(view: View, nowUs: number, m: Texts): string[] {
  const messages = [...view.inFlight.values()].filter(
    (message) =>
      message.batches.some((batch) => !isInternalTopic(batch.topic)) &&
      (message.arrivesAtUs ?? Infinity) > nowUs &&
      message.atUs <= nowUs,
  );
  const listed = messages
    .sort((a, b) => (a.arrivesAtUs ?? Infinity) - (b.arrivesAtUs ?? Infinity))
    .slice(0, UNDER_WAY_LISTED)
    .map((message) => messageText(view, message, m));
  return messages.length > listed.length ? [...listed, m.mirror.andMore(messages.length - listed.length)] : listed;
}

/** `Produce request, checkout-1 → broker 2: E A for Topic-A-1, arrives 00:12.560` */
function messageText(view: View, message: SentMessage, m: Texts): string {
  const what = message.kind === 'request' ? m.request(message.api) : m.response(message.api);
  const load = message.batches
    .map((batch) =>
      m.mirror.brings(keysText(batch.keys) || m.records(batch.count), partitionName(batch.topic, batch.partition)),
    )
    .join('; ');
  const way = m.mirror.sends(what, endpointName(view, message.from, m), endpointName(view, message.to, m));
  const when = message.arrivesAtUs === null ? '' : `, ${m.mirror.arrives(virtualTime(message.arrivesAtUs))}`;
  return `${way}: ${load}${when}`;
}

const KEYS_NAMED = 6;

export function keysText(keys: readonly (string | null)[]): string {
  const named = keys.filter((key) => key !== null);
  return named.length > KEYS_NAMED ? `${named.slice(0, KEYS_NAMED).join(' ')} …` : named.join(' ');
}

/** Who reads what, a line a group: `C1 reads Topic-A-0.` */
export function groupLines(
  view: View,
  m: Texts,
): { readonly group: string; readonly state: string; readonly lines: readonly string[] }[] {
  return shownGroups(view).map((group) => ({
    group: group.group,
    state: m.mirror.groupState(m.groupState[group.state], group.generation),
    lines: readersOf(view, group).map((reader) => {
      const name = reader.process === null ? reader.clientId : shortName(view, reader.process);
      const reads = reader.reads.map((each) => partitionName(each.topic, each.partition)).join(', ');
      if (reads !== '') return m.mirror.readsThese(name, reads);
      return reader.settled ? m.mirror.isIdle(name) : `${name}: ${m.waitsForAssignment}.`;
    }),
  }));
}
