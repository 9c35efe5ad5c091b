import type { ChartView } from '../../contract/query';

/** Middle of a state's box and half of its width, in units of the drawing. */
export interface StateBox {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
}

/** All transitions from one state to another, as one arrow. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
  readonly path: string;
}

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly Arrow[];
}

const BOX_HALF_HEIGHT = 15;
const GAP = 26;
const LETTER = 7.2;
const PADDING = 14;
/** How much higher an arc goes for each box that it leaps over. */
const RISE = 9;

/** More states than this are drawn without those within them: their names would be too small to read. */
const STATES_SHOWN_MAX = 6;

type Chart = Pick<ChartView, 'states' | 'transitions'>;

/** A chart with few enough states to be read; and under which name one of its states is drawn. */
export function readable(chart: Chart): { readonly chart: Chart; readonly drawnAs: (state: string) => string } {
  const isWhole = chart.states.length <= STATES_SHOWN_MAX;
  const drawnAs = (state: string): string => (isWhole ? state : (state.split('.')[0] ?? state));
  const states = new Map(chart.states.map((state) => [drawnAs(state.name), { ...state, name: drawnAs(state.name) }]));
  const transitions = chart.transitions.map((one) => ({ ...one, from: drawnAs(one.from), to: drawnAs(one.to) }));
  return { chart: { states: [...states.values()], transitions }, drawnAs };
}

/**
 * States in a row, in the order in which the machine has them; what leads to the right goes above the row, what leads
 * back goes below. An arc that leaps further goes higher, so no two of one side share their crest unless they share
 * their length.
 */
export function layoutChart(chart: Pick<ChartView, 'states' | 'transitions'>): ChartLayout {
  const names = chart.states.map(({ name }) => name);
  const farthest = Math.max(
    1,
    ...chart.transitions.map(({ from, to }) => Math.abs(names.indexOf(to) - names.indexOf(from))),
  );
  const y = 14 + farthest * RISE + BOX_HALF_HEIGHT;
  let left = 8;
  const boxes = names.map((name): StateBox => {
    const halfWidth = (name.length * LETTER) / 2 + PADDING;
    const box = { name, x: left + halfWidth, y, halfWidth };
    left += 2 * halfWidth + GAP;
    return box;
  });
  const at = new Map(boxes.map((box, index) => [box.name, { box, index }]));
  const pairs = new Map<string, { from: string; to: string; events: string[] }>();
  for (const { from, to, event } of chart.transitions) {
    if (from === to) continue;
    const key = `${from} ${to}`;
    const pair = pairs.get(key) ?? { from, to, events: [] };
    if (!pair.events.includes(event)) pair.events.push(event);
    pairs.set(key, pair);
  }
  const arrows = [...pairs.values()].flatMap(({ from, to, events }): Arrow[] => {
    const a = at.get(from);
    const b = at.get(to);
    if (a === undefined || b === undefined) return [];
    const forward = b.index > a.index;
    const side = forward ? -1 : 1;
    const leap = Math.abs(b.index - a.index);
    const edge = y + side * BOX_HALF_HEIGHT;
    // Leaves right of the middle and arrives left of it, so that arrows of one box keep apart.
    const shift = Math.min(12, a.box.halfWidth / 2) * (forward ? 1 : -1);
    const crest = edge + side * (8 + leap * RISE);
    const path = `M${a.box.x + shift} ${edge}C${a.box.x + shift} ${crest} ${b.box.x - shift} ${crest} ${b.box.x - shift} ${edge}`;
    return [{ from, to, events, path }];
  });
  return { width: left - GAP + 8, height: 2 * y, boxes, arrows };
}
