import type { Us } from '../contract/ids';
import { rateOf, shortName } from '../view/selectors';
import type { ProcessView, View } from '../view/view';
import type { ReaderBox } from './boxes';
import { middle, right } from './geometry';
import { part, widthOf, type Label, type Part } from './label';
import { stateParts } from './state-parts';
import type { StageWords } from './words';

interface Context {
  readonly view: View;
  readonly nowUs: Us;
  readonly words: StageWords;
}

const left = { anchor: 'start' } as const;

/** Plain cards as wide as this have room for a sentence below the name. */
const WORDS_WIDTH = 150;

/** What is written on a reader's card. */
export function readerLabels(context: Context, card: ReaderBox): Label[] {
  const { view, words } = context;
  const process = card.process === null ? null : (view.processes.get(card.process) ?? null);
  const name = nameOf(view, card);
  const at = { ground: card.idle ? 'paper' : 'raised', key: `${card.key} name` } as const;
  if (card.detail === 'tag') {
    const names = [name, ...card.others.map((id) => shortName(view, id))].join(', ');
    return [
      {
        ...at,
        x: card.x + card.width / 2,
        y: middle(card) + 4,
        anchor: 'middle',
        size: 11,
        room: card.width - 12,
        parts: [part('soft', `${names} ${words.idleShort}`)],
      },
    ];
  }
  if (card.detail === 'short') return shortReader(context, card, name, process);
  if (card.detail === 'plain') return plainReader(context, card, name, process);
  return richReader(context, card, name, process);
}

/** Name, and in few letters what it reads or why it does not: right of the name, or below it where both are too long. */
function shortReader({ view, words }: Context, card: ReaderBox, name: string, process: ProcessView | null): Label[] {
  const x = card.x + 10;
  if (card.others.length > 0) return inOneLine(card, x, name, part('soft', words.more(card.others.length)));
  const what = whyStill(view, card, process, words) ?? part('mono-soft', shortList(card));
  if (widthOf([part('strong', name)], 12) + widthOf([what], 11) + 8 <= right(card) - x - 9)
    return [nameLabel(card, x, name), endLabel(card, what, card.width)];
  return card.height < TWO_LINES ? inOneLine(card, x, name, what) : inTwoLines(card, x, name, what);
}

/** Name and the books in hand. Why it has none: below the name. */
function plainReader({ view, words }: Context, card: ReaderBox, name: string, process: ProcessView | null): Label[] {
  const x = card.x + 38;
  if (card.others.length > 0) return inOneLine(card, x, name, part('soft', words.more(card.others.length)));
  const state = whyStill(view, card, process, words);
  const wide = card.width >= WORDS_WIDTH;
  // Its dashes say that nobody has started it.
  if (state === null || (!wide && card.process === null)) return [nameLabel(card, x, name)];
  const isMember = wide && card.memberId !== null && card.idle && state.style === 'faint';
  const longer = isMember ? part('soft', isSettled(view, card) ? words.idle : words.waitsForAssignment) : state;
  return inTwoLines(card, x, name, longer);
}

/** A card this high has room for two lines. */
const TWO_LINES = 34;

function inTwoLines(card: ReaderBox, x: number, name: string, what: Part): Label[] {
  const at = middle(card);
  const below = {
    ...left,
    key: `${card.key} end`,
    x,
    y: at + 11,
    size: 11,
    ...on(card),
    room: right(card) - x - 6,
  } as const;
  return [
    { ...nameLabel(card, x, name), y: at - 3 },
    { ...below, parts: [what] },
  ];
}

/** What does not fit beside the name is left out, unless something is broken. */
function inOneLine(card: ReaderBox, x: number, name: string, what: Part): Label[] {
  const label = nameLabel(card, x, name);
  const room = right(card) - x - 17;
  const needed = widthOf([part('strong', name)], 12);
  const end = widthOf([what], 11);
  if (needed + end > room && what.style !== 'fault' && what.style !== 'tag-fault' && card.others.length === 0)
    return [label];
  return [{ ...label, room: Math.max(NAME_MIN, room - end) }, endLabel(card, what, room - NAME_MIN)];
}

/** Of a name, beside words that matter more. */
const NAME_MIN = 24;

const on = (card: ReaderBox): Pick<Label, 'ground'> => ({ ground: card.idle ? 'paper' : 'raised' });

const nameLabel = (card: ReaderBox, x: number, name: string): Label => ({
  ...left,
  ...on(card),
  key: `${card.key} name`,
  x,
  y: middle(card) + 4.5,
  size: 12,
  room: right(card) - x - 6,
  parts: [part('strong', name)],
});

const endLabel = (card: ReaderBox, what: Part, room: number): Label => ({
  ...on(card),
  key: `${card.key} end`,
  x: right(card) - 9,
  y: middle(card) + 4,
  anchor: 'end',
  size: 11,
  room,
  parts: [what],
});

/** Why it does not read, in a word or two; null when it does. */
function whyStill(view: View, card: ReaderBox, process: ProcessView | null, words: StageWords): Part | null {
  const [state] = stateParts(process, words);
  if (state !== undefined && (card.memberId === null || process !== null)) return state;
  if (!card.idle) return null;
  if (card.memberId === null) return part('faint', words.notMember);
  return part('faint', isSettled(view, card) ? words.idleShort : words.waitsShort);
}

function richReader(
  { view, nowUs, words }: Context,
  card: ReaderBox,
  name: string,
  process: ProcessView | null,
): Label[] {
  const x = card.x + 42;
  const room = right(card) - x - 10;
  const at = { ...left, ground: card.idle ? 'paper' : 'raised', x, room } as const;
  const three = card.detail === 'rich';
  const title = part('title', name);
  const more = card.others.length > 0 ? [part('soft', words.more(card.others.length))] : [];
  const id = card.memberId === null ? [] : [part('mono-faint', shortMember(card.memberId))];
  // The end of a member id is what tells it from others.
  const hasRoom = widthOf([title], 13) + widthOf(id, 11) <= room;
  const first: Label = {
    ...at,
    key: `${card.key} name`,
    y: card.y + 20,
    size: 13,
    parts: [title, ...(more.length > 0 ? more : hasRoom ? id : [])],
  };
  const state = stateParts(process, words);
  const second =
    state.length > 0 && card.process !== null
      ? state
      : card.process === null && card.memberId === null
        ? [part('faint', words.notStarted)]
        : doing(view, card, words, room);
  const labels: Label[] = [first, { ...at, key: `${card.key} reads`, y: card.y + 36, size: 11, parts: second }];
  if (!three) return labels;
  if (card.idle && card.memberId !== null && state.length === 0 && isSettled(view, card)) {
    labels.push({
      ...at,
      key: `${card.key} beats`,
      y: card.y + 52,
      size: 11,
      parts: [part('faint', words.idleHeartbeat)],
    });
  }
  const rate = process === null || card.idle ? 0 : rateOf(process, nowUs);
  if (rate > 0) {
    labels.push({
      key: `${card.key} rate`,
      x: right(card) - 12,
      y: card.y + 53,
      anchor: 'end',
      size: 11,
      ground: 'raised',
      parts: [part('mono-faint', words.rate(rate))],
    });
  }
  return labels;
}

/** Between two words of a line, and a little more. */
const AIR = 12;

function doing(view: View, card: ReaderBox, words: StageWords, room: number): Part[] {
  if (card.memberId === null) return [part('soft', words.notMember)];
  if (card.reads.length > 0) {
    const parts = [part('faint', words.reads), part('mono', partitionList(card))];
    return widthOf(parts, 11) + AIR <= room ? parts : parts.slice(1);
  }
  return [part('soft', isSettled(view, card) ? words.idle : words.waitsForAssignment)];
}

const isSettled = (view: View, card: ReaderBox): boolean =>
  card.group !== null && view.groups.get(card.group)?.state === 'Stable';

const nameOf = (view: View, card: ReaderBox): string =>
  card.process === null ? shortMember(card.memberId ?? card.key) : shortName(view, card.process);

/** `Topic-A-0, 2`: the topic once. */
function partitionList({ reads }: ReaderBox): string {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of reads) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return [...topics].map(([topic, partitions]) => `${topic}-${partitions.join(', ')}`).join('; ');
}

/** `A-0, 2` of partitions 0 and 2 of `Topic-A`. */
const shortList = (card: ReaderBox): string => partitionList(card).replaceAll('Topic-', '');

/** `billing-5f0a…` of `billing-5f0a91c2-…`: as much as tells members apart. */
const shortMember = (id: string): string => (id.length > 14 ? `${id.slice(0, 12)}…` : id);
