import type { ProcessId } from '../contract/ids';
import { isOffline } from '../view/broker-standing';
import type { Marks } from '../view/marks';
import { leaderShelf, readersOf, shownGroups, type Replica } from '../view/selectors';
import type { Scope } from '../view/scope';
import type { PartitionView, View } from '../view/view';
import type { Size } from './geometry';
import type { CardBox, ReaderBox, ShelfBox, StageLayout } from './boxes';
import { rowMetrics } from './metrics';
import { runningProducers, shownProducers } from './producers-column';
import { chooseScale } from './scale';
import { partitionsInScope, sceneOf } from './scene';
import { isPlain } from './plain';
import { shelfBox } from './shelf-box';

/** Cards of producers and idle readers above the shelves. */
const TOP = 42;
const BOTTOM = 5;

/** Right of the last book: a log end of five digits. */
const TAIL = 36;

/** From one partition to the next, and from there to its boards. */
interface Pitch {
  readonly max: number;
  readonly min: number;
  readonly board: number;
  /** Lower edge of what stands under a board. */
  readonly under: number;
}
const MARKED: Pitch = { max: 97, min: 92, board: 70, under: 88 };
const PLAIN: Pitch = { max: 84, min: 72, board: 58, under: 61 };
/** With each copy under its leader. */
const PITCH_COPIES = 150;
const UNDER_COPIES = 136;
/** Upper edge of a name. */
const NAME_TOP = 9;
const BOARD_COPY = 48;

/** No bookcases: each partition over the full width, readers as text; copies where there is room for them. */
export function phoneLayout(view: View, size: Size, marks: Marks, scope: Scope | null = null): StageLayout {
  const plain = isPlain(marks);
  const metrics = {
    ...rowMetrics(70, plain),
    lift: 14,
    post: 43,
    label: 36,
    stem: 39,
    bookMin: 26,
    bookMax: 31,
    copy: 14,
  };
  const partitions = partitionsInScope(view, marks, scope);
  const width = size.width - 16;
  const booksLeft = 8;
  const room = width - booksLeft - (plain ? 8 : TAIL);
  const scale = chooseScale(
    room,
    13,
    partitions.flatMap((each) => leaderShelf(each) ?? []),
  );
  const copies = TOP + partitions.length * PITCH_COPIES <= size.height;
  const { max, min, board, under } = plain ? PLAIN : MARKED;
  const even = Math.floor((size.height - TOP - BOTTOM) / Math.max(1, partitions.length));
  const pitch = copies ? PITCH_COPIES : Math.min(max, Math.max(min, even));

  const shelves: ShelfBox[] = [];
  for (const [index, partition] of partitions.entries()) {
    const top = TOP + index * pitch;
    // Between what is written under the shelf above and the name of this one.
    const between = Math.round((top - pitch + (copies ? UNDER_COPIES : under) + top + NAME_TOP) / 2);
    const lane = { y: index === 0 ? TOP - 3 : between, tight: index > 0 };
    const place = { x: 8, width, index, booksLeft, room, metrics, scale, lane };
    for (const replica of replicasIn(partition)) {
      if (!replica.leads && !copies) continue;
      const down = replica.leads ? board : board + BOARD_COPY;
      const offline = isOffline(view, replica.broker);
      const box = shelfBox(replica, { ...place, offline, top, height: down + metrics.lift });
      shelves.push({ ...box, captionX: 16, boardY: top + down });
    }
  }
  return {
    mode: 'phone',
    single: false,
    width: size.width,
    height: Math.max(size.height, TOP + partitions.length * pitch + BOTTOM),
    plain,
    scale,
    cases: [],
    shelves,
    producers: producerTag(view, sceneOf(view, marks, scope).hasProcess),
    readers: idleTag(view, size.width),
    groups: [],
    producersHead: null,
    legend: null,
  };
}

/** The leader, or whoever has most while nobody leads, then one copy: more would not fit under one another. */
function replicasIn(partition: PartitionView): Replica[] {
  const all = [...partition.shelves].map(([broker, shelf]): Replica => ({
    partition,
    broker,
    shelf,
    leads: broker === partition.leader,
  }));
  const [first, ...rest] = all.sort(
    (a, b) => Number(b.leads) - Number(a.leads) || b.shelf.logEndOffset - a.shelf.logEndOffset,
  );
  return first === undefined
    ? []
    : [{ ...first, leads: true }, ...rest.slice(0, 1).map((each) => ({ ...each, leads: false }))];
}

function producerTag(view: View, has: (process: ProcessId) => boolean): CardBox[] {
  const [first, ...others] = shownProducers(view).filter((card) => has(card.process ?? card.key));
  if (first === undefined) return [];
  const running = runningProducers(view).flatMap(({ id }) => (has(id) ? id : []));
  return [
    {
      ...first,
      x: 16,
      y: 8,
      width: 112,
      height: 26,
      others:
        running.length > 0
          ? running.filter((id) => id !== first.process)
          : others.flatMap((each) => each.process ?? []),
      detail: 'tag',
    },
  ];
}

function idleTag(view: View, width: number): ReaderBox[] {
  const idle = shownGroups(view).flatMap((group) =>
    readersOf(view, group).filter((reader) => reader.settled && reader.reads.length === 0),
  );
  const [first, ...others] = idle;
  if (first === undefined) return [];
  return [
    {
      key: `${first.group}/${first.memberId}`,
      process: first.process,
      group: first.group,
      memberId: first.memberId,
      idle: true,
      reads: [],
      others: others.flatMap((each) => each.process ?? []),
      detail: 'tag',
      x: width - 16 - 112,
      y: 8,
      width: 112,
      height: 26,
    },
  ];
}
