import type { Us } from '../contract/ids';
import { rateOf, shortName } from '../view/selectors';
import type { ProcessView, View } from '../view/view';
import type { ReaderBox } from './boxes';
import { middle, right } from './geometry';
import { part, type Label, type Part } from './label';
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

/** Name left; right, in few letters, what it reads or why it does not. */
function shortReader({ view, words }: Context, card: ReaderBox, name: string, process: ProcessView | null): Label[] {
  const state = whyStill(view, card, process, words);
  const what = state ?? part('mono-soft', card.reads.map((each) => shortPartition(each)).join(', '));
  const end = card.others.length > 0 ? part('soft', words.more(card.others.length)) : what;
  return [nameLabel(card, card.x + 10, name), endLabel(card, end)];
}

/** Name and the books in hand. Why it has none: below the name where there is room for the words, else in one word. */
function plainReader({ view, words }: Context, card: ReaderBox, name: string, process: ProcessView | null): Label[] {
  const x = card.x + 38;
  if (card.others.length > 0)
    return [nameLabel(card, x, name), endLabel(card, part('soft', words.more(card.others.length)))];
  const state = whyStill(view, card, process, words);
  // Its dashes say that nobody has started it.
  if (state === null || (card.width < WORDS_WIDTH && card.process === null)) return [nameLabel(card, x, name)];
  if (card.width < WORDS_WIDTH) return [nameLabel(card, x, name), endLabel(card, state)];
  const isMember = card.memberId !== null && card.idle && state.style === 'faint';
  const longer = isMember ? part('soft', isSettled(view, card) ? words.idle : words.waitsForAssignment) : state;
  const why: Label = {
    key: `${card.key} end`,
    ...left,
    x,
    y: card.y + 31,
    size: 11,
    ground: 'paper',
    room: right(card) - x - 6,
    parts: [longer],
  };
  return [{ ...nameLabel(card, x, name), y: card.y + 17 }, why];
}

const nameLabel = (card: ReaderBox, x: number, name: string): Label => ({
  ...left,
  key: `${card.key} name`,
  x,
  y: middle(card) + 4.5,
  size: 12,
  ground: card.idle ? 'paper' : 'raised',
  room: right(card) - x - 6,
  parts: [part('strong', name)],
});

const endLabel = (card: ReaderBox, what: Part): Label => ({
  key: `${card.key} end`,
  x: right(card) - 9,
  y: middle(card) + 4,
  anchor: 'end',
  size: 11,
  ground: card.idle ? 'paper' : 'raised',
  room: card.width - 46,
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
  const more = card.others.length > 0 ? [part('soft', words.more(card.others.length))] : [];
  const id = card.memberId === null ? [] : [part('mono-faint', shortMember(card.memberId))];
  const first: Label = {
    ...at,
    key: `${card.key} name`,
    y: card.y + 20,
    size: 13,
    parts: [part('title', name), ...(more.length > 0 ? more : id)],
  };
  const state = stateParts(process, words);
  const second =
    state.length > 0 && card.process !== null
      ? state
      : card.process === null && card.memberId === null
        ? [part('faint', words.notStarted)]
        : doing(view, card, words);
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

function doing(view: View, card: ReaderBox, words: StageWords): Part[] {
  if (card.memberId === null) return [part('soft', words.notMember)];
  if (card.reads.length > 0) return [part('faint', words.reads), part('mono', partitionList(card))];
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

/** `A-0` of `Topic-A`, partition 0. */
const shortPartition = ({ topic, partition }: { topic: string; partition: number }): string =>
  `${topic.replace(/^Topic-/, '')}-${partition}`;

/** `billing-5f0a…` of `billing-5f0a91c2-…`: as much as tells members apart. */
const shortMember = (id: string): string => (id.length > 14 ? `${id.slice(0, 12)}…` : id);
