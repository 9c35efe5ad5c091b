import { partitionName } from '../contract/ids';
import { isBelowMinIsr } from '../view/broker-standing';
import type { Marks } from '../view/marks';
import { behind, inSync, partitionOf, readersOfPartition, shortName, type Replica } from '../view/selectors';
import type { View } from '../view/view';
import { xOf, type ShelfBox, type StageLayout } from './boxes';
import { part, widthOf, type Label, type Part } from './label';
import { epochsOn, isBracketOpen, onlyHere, ribbonsOn, tickX, ticksOf, type Ribbon } from './ruler';
import { COUNT_CARD } from './scale';
import type { StageWords } from './words';

interface Context {
  readonly view: View;
  readonly layout: StageLayout;
  readonly marks: Marks;
  readonly words: StageWords;
}

/** What is written on and around one shelf. */
export function shelfLabels(context: Context, box: ShelfBox): Label[] {
  const replica = replicaOf(context.view, box);
  if (replica === null) return [];
  return [
    ...(context.layout.mode === 'phone' ? phoneCaption(context, box, replica) : caption(context, box, replica)),
    ...countCard(box, context.words, groundOf(context)),
    ...(box.leads && !box.offline ? marksOn(context, box) : []),
    ...(box.offline ? goneLabels(context, box) : []),
  ];
}

const groundOf = ({ layout }: Context): Label['ground'] => (layout.mode === 'phone' ? 'paper' : 'raised');

function replicaOf(view: View, box: ShelfBox): Replica | null {
  const partition = partitionOf(view, box.topic, box.partition);
  const shelf = partition?.shelves.get(box.broker);
  if (partition === null || shelf === undefined) return null;
  return { partition, broker: box.broker, shelf, leads: partition.leader === box.broker };
}

function caption({ marks, words, layout: { plain, single } }: Context, box: ShelfBox, replica: Replica): Label[] {
  const bold = replica.leads || marks.roles;
  const at = { x: box.captionX, anchor: 'start', ground: 'raised', room: box.captionRoom } as const;
  const whole = partitionName(box.topic, box.partition);
  const style = bold && !box.offline ? 'mono-strong' : 'mono-faint';
  // A long name starts further left and is written smaller, and may lose its beginning: its end is the partition's number.
  const long = widthOf([part(style, whole)], 12) > box.captionRoom;
  const title = [part(style, long ? endOf(whole, box.captionRoom + 18) : whole)];
  const name: Label = {
    ...at,
    ...(long ? { x: box.captionX - 9, room: box.captionRoom + 18, tight: true } : {}),
    key: `${box.key} name`,
    y: box.boardY - box.metrics.name,
    size: long ? 11 : 12,
    parts: [...title, ...(box.captionRoom > 100 && !box.offline ? lateParts(replica, marks, words) : [])],
  };
  // What is broken shows without being asked for, where there is a line for it.
  if (plain || (!marks.roles && !box.offline && replica.partition.leader >= 0)) return [name];
  const rich = box.captionRoom > 100;
  const role: Label = {
    ...at,
    key: `${box.key} role`,
    y: box.boardY - box.metrics.tag + 11,
    size: 11,
    parts: box.offline
      ? offlineParts(replica, words, rich)
      : replica.leads
        ? leaderParts(replica, words, rich)
        : followerParts(replica, words, rich ? box.captionRoom : 0),
  };
  return single ? [role] : [name, role];
}

/** Px of a letter of such a name, nearly. Overestimates a little. */
const TIGHT_LETTER = 7;

function endOf(name: string, room: number): string {
  const letters = Math.floor(room / TIGHT_LETTER);
  return name.length <= letters ? name : `…${name.slice(1 - letters)}`;
}

/** Out of the ISR, how far a copy is behind is part of what is wrong, and stands beside its name. */
function lateParts(replica: Replica, marks: Marks, words: StageWords): Part[] {
  const late = behind(replica);
  const tells = marks.roles && late > 0 && !inSync(replica) && replica.partition.leader >= 0;
  return tells ? [part('fault', words.behind(late))] : [];
}

/** Where one of two has room: the hatch says that it is offline. */
function offlineParts({ leads }: Replica, words: StageWords, rich: boolean): Part[] {
  const still = leads ? [part('soft', words.stillLeader)] : [];
  return leads && !rich ? still : [part('fault', words.offline), ...still];
}

function leaderParts({ partition }: Replica, words: StageWords, rich: boolean): Part[] {
  const missing = partition.replicas.length - partition.isr.length;
  const isr = `ISR ${partition.isr.join(',')}`;
  const tag = part('tag-leader', words.leader);
  if (missing === 0) return rich ? [tag, part('mono-faint', isr)] : [tag];
  const copies = [
    ...partition.isr.map(() => part('copy-here')),
    ...Array.from({ length: missing }, () => part('copy-missing')),
  ];
  return [tag, ...(rich ? [part('mono-fault', isr)] : []), ...copies];
}

function followerParts(replica: Replica, words: StageWords, room: number): Part[] {
  const late = behind(replica);
  if (replica.partition.leader < 0) return [part('tag-fault', words.noLeader)];
  if (!inSync(replica)) {
    return room > 0
      ? [part('tag-follower', words.follower), part('fault', words.outOfIsr)]
      : [part('tag-fault', words.outOfIsr)];
  }
  const tag = part('tag-follower', words.follower);
  if (room === 0) return [tag];
  if (late === 0) return [tag, part('faint', words.inSync)];
  const parts = [tag, part('strong', words.behind(late))];
  return widthOf(parts, 11) <= room ? parts : [tag, part('strong', `−${late}`)];
}

/** What words take of the width that is reckoned for them: here every pixel counts. */
const NEARLY = 0.9;

function phoneCaption(context: Context, box: ShelfBox, replica: Replica): Label[] {
  const { view, layout, marks, words } = context;
  const copies = layout.shelves.some((each) => !each.leads);
  if (!box.leads) {
    // While nobody leads, what others have is what it lacks.
    const late = replica.partition.leader < 0 ? box.furthest - box.end : behind(replica);
    const style = inSync(replica) ? (late > 0 ? 'strong' : 'faint') : 'fault';
    return [
      {
        key: `${box.key} name`,
        x: 16,
        y: box.boardY + 16,
        anchor: 'start',
        size: 11,
        ground: 'paper',
        parts: [part(style, words.copyOn(box.broker, late))],
      },
    ];
  }
  const y = box.top + 18;
  const title = part('mono-strong', partitionName(box.topic, box.partition));
  const readers = readersOfPartition(view, box.topic, box.partition).map(({ process, clientId }) =>
    process === null ? clientId : shortName(view, process),
  );
  const line = layout.width - 32;
  const widthSaid = (text: string): number => (readers.length === 0 ? 0 : widthOf([part('soft', text)], 11) * NEARLY);
  const told = widthSaid(words.readBy(readers));
  const ways = marks.roles ? tagsOf(replica, box.broker, copies, words) : [[]];
  const roomBeside = (tags: readonly Part[]): number =>
    line - widthOf([title], 12) - widthOf(tags, 11) * NEARLY - 6 * tags.length;
  const fitting = (wanted: number, among: readonly Part[][]): Part[] | undefined =>
    among.find((each) => wanted <= roomBeside(each));
  // Where the copies are matters more than the word before who reads.
  const tags = fitting(told, ways.slice(0, -1)) ?? fitting(widthSaid(readers.join(', ')), ways) ?? ways.at(-1) ?? [];
  const room = roomBeside(tags);
  return [
    { key: `${box.key} name`, x: 16, y, anchor: 'start', size: 12, ground: 'paper', parts: [title, ...tags] },
    ...(readers.length === 0
      ? []
      : [
          {
            key: `${box.key} readers`,
            x: layout.width - 16,
            y,
            anchor: 'end',
            size: 11,
            ground: 'paper',
            room,
            parts: [part('soft', told > room ? readers.join(', ') : words.readBy(readers))],
          } as const,
        ]),
  ];
}

/** Who leads and who has copies, from the way that takes most room to the one that takes least. */
function tagsOf(replica: Replica, leader: number, copies: boolean, words: StageWords): Part[][] {
  const { partition } = replica;
  const first = partition.leader < 0 ? part('tag-fault', words.noLeader) : part('tag-leader', words.leaderOn(leader));
  if (copies) return [[first]];
  const others = [...partition.shelves].flatMap(([broker, shelf]) =>
    broker === leader ? [] : [{ broker, late: behind({ ...replica, broker, shelf, leads: false }) }],
  );
  if (others.length === 0) return [[first]];
  return [
    [first, ...others.map(({ broker, late }) => part('tag-follower', words.replicaOn(broker, late)))],
    [first, part('tag-follower', words.replicasOn(others.map(({ broker }) => broker)))],
    [first],
  ];
}

function countCard(box: ShelfBox, words: StageWords, ground: Label['ground']): Label[] {
  if (box.hidden === 0) return [];
  const x = box.booksX - COUNT_CARD.room + COUNT_CARD.width / 2;
  const y = box.boardY - (box.leads ? box.metrics.bookMin : box.metrics.copy) / 2 + 4;
  return [
    {
      key: `${box.key} hidden`,
      x,
      y,
      anchor: 'middle',
      size: 11,
      ground,
      parts: [part(box.leads ? 'mono' : 'mono-faint', words.count(box.hidden))],
    },
  ];
}

/** Of a broker that is down: where the groups stand that read there, and what nobody else has. */
function goneLabels(context: Context, box: ShelfBox): Label[] {
  const { view, marks, words } = context;
  const below = new Line(box.boardY + box.metrics.number, groundOf(context));
  for (const ribbon of marks.bookmarks ? ribbonsOn(view, box) : []) {
    below.block(ribbon.x - 5, ribbon.x + 5);
    below.put({
      key: `${box.key} at ${ribbon.group}`,
      x: ribbon.x - 8,
      anchor: 'end',
      parts: [part('mono-accent', String(ribbon.offset))],
    });
  }
  const span = onlyHere(view, box);
  if (span !== null) {
    const label = { key: `${box.key} only`, parts: [part('soft', words.onlyHere)] };
    const fits = span.to + 6 + widthOf(label.parts, 11) <= box.right;
    below.put({
      ...label,
      ...(fits ? ({ x: span.to + 6, anchor: 'start' } as const) : { x: span.from - 6, anchor: 'end' }),
    });
  }
  return below.labels;
}

/** Numbers under the board and labels over the books. What would be written over something more important is not. */
function marksOn(context: Context, box: ShelfBox): Label[] {
  const { view, layout, marks, words } = context;
  const ground = groundOf(context);
  const rich = layout.mode === 'desktop';
  const below = new Line(box.boardY + box.metrics.number, ground);
  const above = new Line(box.boardY - box.metrics.label, ground);
  const ribbons = marks.bookmarks ? ribbonsOn(view, box) : [];
  const partition = partitionOf(view, box.topic, box.partition);
  if (marks.highWatermark && partition !== null && isBelowMinIsr(view, partition)) {
    const lock = xOf(box, box.highWatermark);
    below.block(lock - 6, lock + 6);
  }
  for (const ribbon of ribbons) below.block(ribbon.x - 5, ribbon.x + 5);

  if (marks.offsets) {
    const atRibbon = ribbons.some((ribbon) => Math.abs(ribbon.x - xOf(box, box.end)) < 9);
    const x = xOf(box, box.end) + (atRibbon ? 8 : box.scale.place / 2);
    const number = part('mono-strong', String(box.end));
    below.put({
      key: `${box.key} end`,
      x: atRibbon ? x : x - widthOf([number], 11) / 2,
      anchor: 'start',
      slides: true,
      parts: rich ? [number, part('soft', 'LEO')] : [number],
    });
  }
  for (const ribbon of ribbons) {
    below.put({
      key: `${box.key} at ${ribbon.group}`,
      x: ribbon.x - 8,
      anchor: 'end',
      slides: true,
      parts: [part('mono-accent', String(ribbon.offset))],
    });
  }
  if (marks.epochs) {
    for (const { epoch, x } of epochsOn(view, box)) {
      const label = { key: `${box.key} epoch ${epoch}`, parts: [part('mono-soft', words.epoch(epoch))] };
      // Left of the first book is no room: names stand there.
      if (below.put({ ...label, x: x + 4, anchor: 'start' }) || x <= box.booksX) continue;
      below.put({ ...label, x: x - 4, anchor: 'end' });
    }
  }
  if (marks.offsets) {
    if (box.start > box.from) {
      const x = xOf(box, box.start) + box.scale.place / 2;
      below.put({ key: `${box.key} start`, x, anchor: 'middle', parts: [part('mono-strong', String(box.start))] });
      below.put({ key: `${box.key} start word`, x: x - 10.5, anchor: 'end', parts: [part('soft', words.logStart)] });
    }
    for (const tick of ticksOf(box)) {
      if (!tick.major || tick.offset >= box.end) continue;
      below.put({
        key: `${box.key} tick ${tick.offset}`,
        x: tickX(box, tick.offset),
        anchor: 'middle',
        parts: [part('mono-faint', String(tick.offset))],
      });
    }
  }
  if (marks.highWatermark) {
    const text = rich ? `HW ${box.highWatermark}` : 'HW';
    above.put({
      key: `${box.key} hw`,
      x: xOf(box, box.highWatermark) + 11,
      anchor: 'start',
      slides: true,
      parts: [part('mono-strong', text)],
    });
  }
  const [first] = ribbons;
  if (marks.lag && first !== undefined && (first.lag ?? 0) > 0) above.put(lagLabel(box, first, words));
  return [...below.labels, ...above.labels];
}

/** In the middle of its bracket, or left of the stem when the bracket is too short. */
function lagLabel(box: ShelfBox, ribbon: Ribbon, words: StageWords): Omit<Label, 'y' | 'size' | 'ground'> {
  const text = words.lag(ribbon.lag ?? 0);
  const parts = [part('accent', text)];
  const end = xOf(box, box.highWatermark);
  const fits = isBracketOpen(ribbon.x, end, text);
  const at = fits
    ? ({ x: (ribbon.x + end) / 2 - 1, anchor: 'middle' } as const)
    : ({ x: ribbon.x - 5, anchor: 'end' } as const);
  return { key: `${box.key} lag`, ...at, slides: true, parts };
}

/** One line of labels: who comes first has the place. `put` says whether there was one. */
class Line {
  readonly labels: Label[] = [];
  private readonly taken: [number, number][] = [];

  constructor(
    private readonly y: number,
    private readonly ground: Label['ground'],
  ) {}

  block(from: number, to: number): void {
    this.taken.push([from, to]);
  }

  put(label: Omit<Label, 'y' | 'size' | 'ground'>): boolean {
    const width = widthOf(label.parts, 11);
    const from = label.x - (label.anchor === 'start' ? 0 : label.anchor === 'middle' ? width / 2 : width);
    const to = from + width;
    if (this.taken.some(([a, b]) => from < b + 2 && to > a - 2)) return false;
    this.block(from, to);
    this.labels.push({ ...label, y: this.y, size: 11, ground: this.ground });
    return true;
  }
}
