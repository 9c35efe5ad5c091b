import type { Us } from '../contract/ids';
import type { Marks } from '../view/marks';
import { isAlive, rateOf, shortName } from '../view/selectors';
import type { ProcessView, View } from '../view/view';
import type { CardBox, GroupBox, ReaderBox, StageLayout } from './boxes';
import { middle, right } from './geometry';
import { part, type Label, type Part } from './label';
import type { StageWords } from './words';

interface Context {
  readonly view: View;
  readonly nowUs: Us;
  readonly marks: Marks;
  readonly words: StageWords;
}

/** What is written on the cards of producers and readers, over them, and in the list of keys. */
export function cardLabels(context: Context, layout: StageLayout): Label[] {
  const { words } = context;
  const head = layout.producersHead;
  return [
    ...(head === null
      ? []
      : [
          {
            key: 'producers',
            ...head,
            ...left,
            size: 13,
            ground: 'paper',
            parts: [part('title', words.producers)],
          } as const,
        ]),
    ...layout.producers.flatMap((card) => producerLabels(context, card)),
    ...layout.groups.flatMap((group) => groupLabels(context, group)),
    ...layout.readers.flatMap((card) => readerLabels(context, card)),
    ...legendLabels(context, layout),
  ];
}

const left = { anchor: 'start' } as const;

function producerLabels({ view, marks, words }: Context, card: CardBox): Label[] {
  const process = card.process === null ? null : (view.processes.get(card.process) ?? null);
  const many = card.others.length > 0 ? ` ×${card.others.length + 1}` : '';
  // On the small stage of the home page the program's name is enough.
  const short = many !== '' || card.detail === 'plain' ? (process?.program ?? card.key) : card.key;
  const name = part('strong', `${short}${many}`);
  const state = stateParts(process, words);
  const at = { ground: process === null ? 'paper' : 'raised', size: 12 } as const;
  if (card.detail === 'tag') {
    const parts = state.length > 0 ? [part('soft', card.key)] : [name];
    return [
      {
        ...at,
        key: `${card.key} name`,
        x: card.x + card.width / 2,
        y: middle(card) + 4.5,
        anchor: 'middle',
        room: card.width - 12,
        parts,
      },
    ];
  }
  const rich = card.detail === 'rich';
  const x = card.x + (rich ? 36 : 32);
  const acks = process?.acks ?? null;
  const second = state.length > 0 ? state : acks !== null && marks.roles ? [part('faint', `acks=${acks}`)] : [];
  const two = rich && second.length > 0;
  const room = right(card) - x - 4;
  return [
    { ...at, ...left, key: `${card.key} name`, x, y: two ? card.y + 20 : middle(card) + 4.5, room, parts: [name] },
    ...(two
      ? [{ ...at, ...left, size: 11, key: `${card.key} note`, x, y: card.y + 34, room, parts: second } as const]
      : []),
  ];
}

/** Why it does nothing, if so. */
function stateParts(process: ProcessView | null, words: StageWords): Part[] {
  if (process === null) return [part('faint', words.notStarted)];
  if (process.state === 'stopping') return [part('soft', words.stopping)];
  if (isAlive(process)) return [];
  return [part(process.state === 'exited' ? 'soft' : 'fault', words.ended[process.state as 'exited'])];
}

function groupLabels({ view, words }: Context, box: GroupBox): Label[] {
  const group = view.groups.get(box.group);
  if (group === undefined) return [];
  const y = box.y + 16;
  const at = { ground: 'paper', y } as const;
  const wide = box.width >= 190;
  const state = words.groupState[group.state];
  return [
    {
      ...at,
      ...left,
      key: `${box.group} group`,
      x: box.x,
      size: 13,
      room: box.width * 0.6,
      parts: [part('title', wide ? words.group(box.group) : box.group)],
    },
    {
      ...at,
      key: `${box.group} state`,
      x: right(box),
      anchor: 'end',
      size: 11,
      room: box.width * 0.75,
      parts: wide
        ? [part('state'), part('soft', `${state} · ${words.generation(group.generation)}`)]
        : [part('soft', state)],
    },
  ];
}

function readerLabels(context: Context, card: ReaderBox): Label[] {
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
  if (card.detail === 'short' || card.detail === 'plain') {
    const x = card.x + (card.detail === 'plain' ? 38 : 10);
    const more = card.others.length > 0 ? words.more(card.others.length) : null;
    const what = card.idle
      ? idleShort(card, process, words)
      : part('mono-soft', card.reads.map((each) => shortPartition(each)).join(', '));
    const end: Label = {
      ...at,
      key: `${card.key} end`,
      x: right(card) - 9,
      y: middle(card) + 4,
      anchor: 'end',
      size: 11,
      room: card.width - 46,
      parts: [more === null ? what : part('soft', more)],
    };
    const withEnd = card.detail === 'short' || card.idle || more !== null;
    return [
      { ...at, ...left, x, y: middle(card) + 4.5, size: 12, room: card.width * 0.6, parts: [part('strong', name)] },
      ...(withEnd ? [end] : []),
    ];
  }
  return richReader(context, card, name, process);
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
  const state = process !== null && isAlive(process) && process.state !== 'stopping' ? [] : stateParts(process, words);
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

function idleShort(card: ReaderBox, process: ProcessView | null, words: StageWords): Part {
  const [state] = stateParts(process, words);
  if (state !== undefined && card.memberId === null) return state;
  return part('faint', card.memberId === null ? words.notMember : words.idleShort);
}

const nameOf = (view: View, card: ReaderBox): string =>
  card.process === null ? (card.memberId ?? card.key) : shortName(view, card.process);

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

function legendLabels({ view, words }: Context, { legend }: StageLayout): Label[] {
  if (legend === null) return [];
  const at = { ...left, ground: 'paper' } as const;
  const rest = view.keys.size - legend.lines;
  const rows = [...view.keys.keys()].slice(0, legend.lines).map((key, index): Label => ({
    ...at,
    key: `key ${index}`,
    x: legend.x + 20,
    y: legend.y + 23.5 + index * legend.pitch,
    size: 11,
    room: 84,
    parts: [part('mono-soft', key)],
  }));
  const more: Label[] =
    rest <= 0
      ? []
      : [
          {
            ...at,
            key: 'more keys',
            x: legend.x,
            y: legend.y + 23.5 + legend.lines * legend.pitch,
            size: 11,
            parts: [part('faint', words.moreKeys(rest))],
          },
        ];
  return [
    { ...at, key: 'keys', x: legend.x, y: legend.y, size: 11, parts: [part('soft', words.recordKeys)] },
    ...rows,
    ...more,
  ];
}
