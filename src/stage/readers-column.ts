import type { ProcessId } from '../contract/ids';
import type { Marks } from '../view/marks';
import { isAlive, processesOf, readersOf, shownGroups } from '../view/selectors';
import type { View } from '../view/view';
import { stack, type Standing } from './columns';
import type { CardDetail, Columns, GroupBox, ReaderBox, ShelfBox, StageLayout } from './boxes';

type ReadersColumn = Pick<StageLayout, 'readers' | 'groups'>;
type Card = Omit<ReaderBox, 'x' | 'y' | 'width' | 'height' | 'detail' | 'others'>;
type Item = { readonly type: 'head'; readonly group: string } | { readonly type: 'card'; readonly card: Card };

const TOP = 14;
/** Name, state, line and air of a group's head. */
const HEAD = 50;
const GAP = 12;

/** Readers by group, each beside the leaders that it reads from, the idle ones below. */
export function readersColumn(
  view: View,
  columns: Columns,
  height: number,
  marks: Marks,
  shelves: readonly ShelfBox[],
  has: ((process: ProcessId) => boolean) | null = null,
): ReadersColumn {
  const items = inScope(itemsOf(view, marks, shelves), has);
  const { detail, cardHeight, gap, most } = sizeOf(items, columns.detail, height);
  const standing = items.map((item): Standing => {
    if (item.type === 'head') return { height: HEAD - gap, wanted: TOP };
    return { height: cardHeight, wanted: besideOf(item.card, shelves) - 4 - cardHeight / 2 };
  });
  // A head stands right above its first card.
  const wanted = standing.map((each, index): Standing => {
    const next = standing[index + 1];
    if (items[index]?.type !== 'head' || next === undefined) return each;
    return { ...each, wanted: next.wanted - HEAD };
  });
  const tops = stack(wanted, TOP, height - 14, gap);

  const readers: ReaderBox[] = [];
  const groups: GroupBox[] = [];
  const { readersX: x, readersWidth: width } = columns;
  for (const [index, item] of items.entries()) {
    const y = Math.round(tops[index] ?? 0);
    if (item.type === 'head') groups.push({ group: item.group, x, y, width, height: HEAD });
    else if (readers.length < most) {
      readers.push({ ...item.card, x, y, width, height: cardHeight, detail, others: [] });
    }
  }
  const rest = items.flatMap((item) => (item.type === 'card' ? [item.card] : [])).slice(most);
  const last = readers.pop();
  if (last !== undefined) readers.push({ ...last, others: rest.flatMap((each) => each.process ?? []) });
  return { readers, groups };
}

/** Readers of the scope alone, and the heads of groups that have some. */
function inScope(items: readonly Item[], has: ((process: ProcessId) => boolean) | null): Item[] {
  if (has === null) return [...items];
  const cards = items.filter((item) => item.type === 'head' || (item.card.process !== null && has(item.card.process)));
  return cards.filter((item, at) => item.type === 'card' || cards[at + 1]?.type === 'card');
}

function itemsOf(view: View, marks: Marks, shelves: readonly ShelfBox[]): Item[] {
  const items: Item[] = [];
  const members = new Set<string>();
  for (const group of shownGroups(view)) {
    if (marks.groups) items.push({ type: 'head', group: group.group });
    const cards = readersOf(view, group).map((reader): Card => {
      if (reader.process !== null) members.add(reader.process);
      return {
        key: `${group.group}/${reader.memberId}`,
        process: reader.process,
        group: group.group,
        memberId: reader.memberId,
        idle: reader.reads.length === 0,
        reads: reader.reads,
      };
    });
    // Those that read, from the highest shelf down; then those without.
    const place = (card: Card): number => (card.idle ? Infinity : besideOf(card, shelves));
    items.push(...cards.sort((a, b) => compare(place(a), place(b))).map((card): Item => ({ type: 'card', card })));
  }
  return [...items, ...strangers(view, members).map((card): Item => ({ type: 'card', card }))];
}

/** Readers that run but are no members (yet), crashed ones, and programs that have not run yet. */
function strangers(view: View, members: ReadonlySet<string>): Card[] {
  const none = { group: null, memberId: null, idle: true, reads: [] };
  const running = processesOf(view, 'consumer')
    .filter((process) => (isAlive(process) || process.state === 'crashed') && !members.has(process.id))
    .map((process): Card => ({ ...none, key: process.id, process: process.id }));
  const waiting = view.programs
    .filter((program) => program.role === 'consumer')
    .filter(
      (program) => ![...members, ...running.map((card) => card.key)].some((id) => id.startsWith(`${program.name}-`)),
    )
    .map((program): Card => ({ ...none, key: program.name, process: null }));
  return [...running, ...waiting];
}

/** Mean height of the leaders that a reader reads from; far below for one without. */
function besideOf(card: Card, shelves: readonly ShelfBox[]): number {
  const boards = shelves
    .filter(
      (shelf) =>
        shelf.leads && card.reads.some((each) => each.topic === shelf.topic && each.partition === shelf.partition),
    )
    .map((shelf) => shelf.boardY);
  // Idle cards follow the last reader without going down to the floor.
  return boards.length === 0 ? 0 : boards.reduce((sum, y) => sum + y, 0) / boards.length;
}

interface CardSize {
  readonly detail: CardDetail;
  readonly cardHeight: number;
  readonly gap: number;
  /** Cards that have room; the last one says how many more there are. */
  readonly most: number;
}

function sizeOf(items: readonly Item[], detail: CardDetail, height: number): CardSize {
  const cards = items.filter((item) => item.type === 'card').length;
  const heads = items.length - cards;
  const room = height - TOP - 14 - heads * HEAD;
  const sizes: Omit<CardSize, 'most'>[] = [
    ...(detail === 'rich'
      ? [
          { detail, cardHeight: 66, gap: GAP },
          { detail: 'medium' as const, cardHeight: 50, gap: 8 },
        ]
      : []),
    ...(detail === 'plain' ? [{ detail, cardHeight: 40, gap: GAP }] : []),
    { detail: 'short', cardHeight: 34, gap: 8 },
    { detail: 'short', cardHeight: 24, gap: 4 },
  ];
  const fits = sizes.find((size) => cards * (size.cardHeight + size.gap) - size.gap <= room);
  const size = fits ?? { detail: 'short' as const, cardHeight: 24, gap: 4 };
  return { ...size, most: Math.max(1, Math.floor((room + size.gap) / (size.cardHeight + size.gap))) };
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
