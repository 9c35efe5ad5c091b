import type { Notable } from '../view/timeline';

/** Where things stand on the run line, in pixels from its left end. */
export interface RunLine {
  readonly headX: number;
  readonly bars: readonly { readonly x: number; readonly height: number }[];
  readonly marks: readonly RunLineMark[];
}

export interface RunLineMark {
  readonly key: string;
  readonly x: number;
  readonly kind: Notable['kind'];
  /** Empty when another label stands there already. */
  readonly label: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** The line shows at least this much time, so that a young run does not leap to and fro. */
export const SPAN_US_MIN = 20_000_000;
const BAR_PX = 5;
const BAR_HEIGHT_MAX = 12;
/** Of the label face at 11 px: an upper guess is enough to keep labels apart. */
const LETTER_PX = 6.2;
const LABEL_AIR_PX = 10;
const MARK_AIR_PX = 7;

export interface RunLineInput {
  readonly nowUs: number;
  readonly width: number;
  /** Records in each bucket of time. */
  readonly rate: readonly number[];
  readonly bucketUs: number;
  readonly notable: readonly Notable[];
  readonly label: (mark: Notable) => string;
}

/** Newest marks get their labels first; of marks that would touch, the newest stands. */
export function runLine({ nowUs, width, rate, bucketUs, notable, label }: RunLineInput): RunLine {
  const inner = Math.max(0, width - 4);
  const spanUs = Math.max(nowUs, SPAN_US_MIN);
  const xOf = (us: number): number => 2 + (us / spanUs) * inner * (nowUs > SPAN_US_MIN ? 0.96 : 0.9);
  const headX = xOf(nowUs);

  const count = Math.floor((headX - 2) / BAR_PX);
  const sums = Array.from({ length: Math.max(0, count) }, () => 0);
  rate.forEach((records, bucket) => {
    const at = Math.floor((xOf((bucket + 0.5) * bucketUs) - 2) / BAR_PX);
    if (at < sums.length) sums[at] = (sums[at] ?? 0) + records;
  });
  const most = Math.max(1, ...sums);
  const bars = sums.flatMap((sum, index) =>
    sum === 0 ? [] : [{ x: 2 + index * BAR_PX, height: 2 + (BAR_HEIGHT_MAX - 2) * (sum / most) }],
  );

  const marks: RunLineMark[] = [];
  let freeUntil = Infinity;
  let labelFreeUntil = width;
  for (let index = notable.length - 1; index >= 0; index -= 1) {
    const mark = notable[index];
    if (mark === undefined) continue;
    const x = xOf(mark.atUs);
    if (x > freeUntil - MARK_AIR_PX) continue;
    freeUntil = x;
    const text = label(mark);
    const half = (text.length * LETTER_PX) / 2;
    const anchor = x - half < 0 ? 'start' : x + half > width ? 'end' : 'middle';
    const left = anchor === 'start' ? x : anchor === 'end' ? x - 2 * half : x - half;
    const fits = left + 2 * half + LABEL_AIR_PX <= labelFreeUntil || labelFreeUntil === width;
    if (fits) labelFreeUntil = left;
    marks.push({
      key: `${mark.atUs}-${mark.kind}-${mark.subject}`,
      x,
      kind: mark.kind,
      label: fits ? text : '',
      anchor,
    });
  }
  return { headX, bars, marks: marks.reverse() };
}
