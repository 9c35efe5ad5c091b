import type { ProcessId } from '../contract/ids';
import type { Marks } from '../view/marks';
import { isAlive, processesOf } from '../view/selectors';
import type { ProcessView, View } from '../view/view';
import type { CardBox, CardDetail, Columns, StageLayout } from './boxes';

type ProducersColumn = Pick<StageLayout, 'producers' | 'producersHead' | 'legend'>;

/** From a word to the first card, between cards, from the last card to the legend. */
const HEAD = 25;
const LEGEND_GAP = 48;
const LEGEND_HEAD = 12;
const LEGEND_PITCH = 19;
const LEGEND_LINES_MAX = 12;

/** Producers, and programs of no particular role, one below the other in the middle of the left column. */
export function producersColumn(
  view: View,
  columns: Columns,
  height: number,
  marks: Marks,
  has: (process: ProcessId) => boolean = () => true,
): ProducersColumn {
  const shown = shownProducers(view).filter((card) => has(card.process ?? card.key));
  const head = columns.detail === 'rich' ? HEAD : 0;
  const keys = marks.keys && columns.detail === 'rich' ? Math.min(view.keys.size, LEGEND_LINES_MAX) : 0;
  const legendHeight =
    keys === 0 ? 0 : LEGEND_GAP + LEGEND_HEAD + (keys + (view.keys.size > keys ? 1 : 0)) * LEGEND_PITCH;

  const roomy = columns.detail === 'rich' ? { card: 44, gap: 14 } : { card: 34, gap: 16 };
  const room = height - 32 - head - legendHeight;
  const fits = (count: number, { card, gap }: { card: number; gap: number }): boolean =>
    count * (card + gap) - gap <= room;
  const size = [roomy, { card: 30, gap: 8 }, { card: 22, gap: 4 }].find((each) => fits(shown.length, each)) ?? {
    card: 22,
    gap: 4,
  };
  const most = Math.max(1, Math.floor((room + size.gap) / (size.card + size.gap)));
  const cards = Math.min(shown.length, most);

  const block = head + cards * (size.card + size.gap) - (cards > 0 ? size.gap : 0) + legendHeight;
  const top = Math.max(16, Math.round((height - block) / 2));
  const producers = shown.slice(0, cards).map((each, index): CardBox => ({
    ...each,
    x: columns.producersX,
    y: top + head + index * (size.card + size.gap),
    width: columns.producersWidth,
    height: size.card,
    // The last card stands for all that have no room.
    others: index === cards - 1 ? shown.slice(cards).flatMap((rest) => rest.process ?? []) : [],
    detail: detailOf(columns, size.card),
  }));
  return {
    producers,
    producersHead: head > 0 && cards > 0 ? { x: columns.producersX, y: top + 9 } : null,
    legend:
      keys === 0
        ? null
        : { x: columns.producersX, y: top + block - legendHeight + LEGEND_GAP, lines: keys, pitch: LEGEND_PITCH },
  };
}

/** Narrow cards have no room for a glyph beside the name. */
const GLYPH_WIDTH = 92;

function detailOf({ detail, producersWidth }: Columns, height: number): CardDetail {
  if (detail === 'rich' && height === 44) return 'rich';
  return detail === 'plain' && height === 34 && producersWidth >= GLYPH_WIDTH ? 'plain' : 'tag';
}

/** Running ones, crashed ones until they run again, and programs that have not run yet. */
export function shownProducers(view: View): Pick<CardBox, 'key' | 'process'>[] {
  const shown = (process: ProcessView): boolean => isAlive(process) || process.state === 'crashed';
  return view.programs.flatMap((program): Pick<CardBox, 'key' | 'process'>[] => {
    if (program.role === 'consumer') return [];
    const all = [...view.processes.values()].filter((process) => process.program === program.name);
    const running = all.filter(shown).map((process) => ({ key: process.id, process: process.id }));
    return running.length > 0 || program.role === 'other' ? running : [{ key: program.name, process: null }];
  });
}

export const runningProducers = (view: View): ProcessView[] => processesOf(view, 'producer').filter(isAlive);
