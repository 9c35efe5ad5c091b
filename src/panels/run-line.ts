import type { Us } from '../contract/ids';
import { SIGNS, type Notable, type Sign } from '../view/notable';

/** The line shows at least this much time, so that a young run does not leap to and fro. */
export const SPAN_US_MIN = 20_000_000;
/** The line grows in steps of about this part of itself: its marks stand still meanwhile. */
const SPAN_STEPS = 256;
const EDGE_PX = 6;
const BAR_PX = 5;
const BAR_HEIGHT_MAX = 12;
/** Of the label face at 11 px: an upper guess is enough to keep labels apart. */
const LETTER_PX = 6.2;
const LABEL_AIR_PX = 10;
/** Half the playhead, and air. */
const HEAD_PX = 8;
/** Marks nearer to each other than this are one. */
export const CLUSTER_PX = 11;

/** Of the marks that share a place, the first of these is drawn. */
const WEIGHT: readonly Sign[] = [
  'unclean',
  'fault',
  'truncated',
  'elected',
  'moved',
  'healed',
  'isr',
  'rebalance',
  'rolled',
];

/** Which moment is where, in pixels from the left end of the line. */
export interface RunScale {
  readonly width: number;
  readonly spanUs: Us;
}

/** The scale of a run that has come so far. Changes only now and then, while the run goes on. */
export function runScale(liveUs: Us, width: number): RunScale {
  if (liveUs <= SPAN_US_MIN) return { width, spanUs: SPAN_US_MIN };
  const step = 2 ** Math.floor(Math.log2(liveUs / SPAN_STEPS));
  return { width, spanUs: Math.ceil(liveUs / step) * step };
}

const inner = (width: number): number => Math.max(0, width - 2 * EDGE_PX);

export const xOf = ({ width, spanUs }: RunScale, atUs: Us): number => EDGE_PX + (atUs / spanUs) * inner(width) * 0.97;

/** The moment at this place of the line; 0 left of it. */
export function usOf({ width, spanUs }: RunScale, x: number): Us {
  const length = inner(width) * 0.97;
  return length <= 0 ? 0 : Math.max(0, Math.round(((x - EDGE_PX) / length) * spanUs));
}

export interface Bar {
  readonly x: number;
  readonly height: number;
}

/** Records written, as bars behind the line; the most at full height. */
export function rateBars(scale: RunScale, rate: readonly number[], bucketUs: Us): Bar[] {
  const sums = Array.from({ length: Math.floor(inner(scale.width) / BAR_PX) }, () => 0);
  rate.forEach((records, bucket) => {
    const at = Math.floor((xOf(scale, (bucket + 0.5) * bucketUs) - EDGE_PX) / BAR_PX);
    if (at < sums.length) sums[at] = (sums[at] ?? 0) + records;
  });
  const most = Math.max(1, ...sums);
  return sums.flatMap((sum, index) =>
    sum === 0 ? [] : [{ x: EDGE_PX + index * BAR_PX, height: 2 + (BAR_HEIGHT_MAX - 2) * (sum / most) }],
  );
}

/** One sign on the line, and all that it stands for. */
export interface Cluster {
  readonly x: number;
  readonly sign: Sign;
  /** In order of time. */
  readonly notable: readonly Notable[];
  /** The one that is drawn, and whose moment one is taken to. */
  readonly chief: Notable;
}

/** From left to right, each at the place of its chief. */
export function clusters(scale: RunScale, notable: readonly Notable[]): Cluster[] {
  const crowds: { readonly fromX: number; readonly notable: Notable[] }[] = [];
  for (const mark of notable) {
    const x = xOf(scale, mark.atUs);
    const crowd = crowds.at(-1);
    if (crowd !== undefined && x - crowd.fromX < CLUSTER_PX) crowd.notable.push(mark);
    else crowds.push({ fromX: x, notable: [mark] });
  }
  return crowds.map(({ notable: crowd }) => {
    const chief = crowd.reduce((best, mark) => (weight(mark) < weight(best) ? mark : best));
    return { x: xOf(scale, chief.atUs), sign: SIGNS[chief.kind], notable: crowd, chief };
  });
}

const weight = ({ kind }: Notable): number => WEIGHT.indexOf(SIGNS[kind]);

/** The cluster at this place, if there is one within reach. */
export function clusterAt(all: readonly Cluster[], x: number, reachPx: number): Cluster | null {
  let nearest: Cluster | null = null;
  for (const each of all) {
    const distance = Math.abs(each.x - x);
    if (distance <= reachPx && distance < Math.abs((nearest?.x ?? Infinity) - x)) nearest = each;
  }
  return nearest;
}

export interface Label {
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/**
 * Labels that find room: what is broken first, then the newest.
 * @param endX where the run ends: the playhead stands there, and what reaches so far stands left of its mark
 */
export function labels(
  scale: RunScale,
  all: readonly Cluster[],
  textOf: (mark: Notable) => string,
  endX: number = scale.width,
): Label[] {
  const taken: { readonly left: number; readonly right: number }[] = [];
  const wanted = [...all].reverse().sort((a, b) => Number(isGrave(b.sign)) - Number(isGrave(a.sign)));
  return wanted.flatMap(({ x: markX, chief }): Label[] => {
    const text = textOf(chief);
    const half = (text.length * LETTER_PX) / 2;
    const anchor = markX - half < 0 ? 'start' : markX + half > endX - HEAD_PX ? 'end' : 'middle';
    const x = anchor === 'end' ? Math.min(markX, endX - HEAD_PX) : markX;
    const left = anchor === 'start' ? x : anchor === 'end' ? x - 2 * half : x - half;
    const right = left + 2 * half;
    if (taken.some((other) => left < other.right + LABEL_AIR_PX && right > other.left - LABEL_AIR_PX)) return [];
    taken.push({ left, right });
    return [{ x, text, anchor }];
  });
}

const isGrave = (sign: Sign): boolean => sign === 'fault' || sign === 'unclean';
