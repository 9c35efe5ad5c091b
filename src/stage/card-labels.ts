import type { Us } from '../contract/ids';
import type { Marks } from '../view/marks';
import type { View } from '../view/view';
import type { CardBox, GroupBox, StageLayout } from './boxes';
import { middle, right } from './geometry';
import { part, widthOf, type Label } from './label';
import { readerLabels } from './reader-labels';
import { stateParts } from './state-parts';
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

/** Cards narrower than this have room for the name of the program only. */
const ID_WIDTH = 100;

function producerLabels({ view, marks, words }: Context, card: CardBox): Label[] {
  const process = card.process === null ? null : (view.processes.get(card.process) ?? null);
  const many = card.others.length > 0 ? ` ×${card.others.length + 1}` : '';
  // On the small stage of the home page the program's name is enough.
  const short =
    many !== '' || (card.detail === 'plain' && card.width < ID_WIDTH) ? (process?.program ?? card.key) : card.key;
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
        room: card.width - 8,
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

/** Name, and below it the state: names of states are as long as a narrow column is wide. */
function groupLabels({ view, words }: Context, box: GroupBox): Label[] {
  const group = view.groups.get(box.group);
  if (group === undefined) return [];
  const at = { ...left, ground: 'paper', x: box.x, room: box.width } as const;
  const state = words.groupState[group.state];
  const full = [part('state'), part('soft', `${state} · ${words.generation(group.generation)}`)];
  const name = [part('title', words.group(box.group))];
  const short = widthOf(name, 13) > box.width;
  return [
    { ...at, key: `${box.group} group`, y: box.y + 14, size: 13, parts: short ? [part('title', box.group)] : name },
    {
      ...at,
      key: `${box.group} state`,
      y: box.y + 30,
      size: 11,
      parts: box.width >= WIDE ? full : [part('soft', state)],
    },
  ];
}

/** Of a group's head: room for any state with its circle and the generation. */
const WIDE = 180;

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
