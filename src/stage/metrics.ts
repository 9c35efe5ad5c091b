/**
 * How high things stand on a row, in px above its board (below it where said), by the row's height. Two drawings fix
 * the numbers, rows of 70 and of 51; between them they go over into each other.
 */
export interface RowMetrics {
  /** Row end to board. */
  readonly lift: number;
  /** Books by size, and the copies of a follower. */
  readonly bookMin: number;
  readonly bookMax: number;
  readonly copy: number;
  /** Baseline of the partition's name, top of the tag under it. */
  readonly name: number;
  readonly tag: number;
  /** High watermark: top of the post, baseline of its label. */
  readonly post: number;
  readonly label: number;
  /** Ribbon: top of its stem, which is also the bracket; its length below the board. */
  readonly stem: number;
  readonly ribbon: number;
  /** Baseline of the ruler's numbers below the board. */
  readonly number: number;
}

/** What a bookcase is made of besides its rows. */
export interface CaseMetrics {
  readonly header: number;
  /** Between two rows: where records fly to the lower one. */
  readonly lane: number;
}

export const ROW_MAX = 70;
/** Below this the stage scrolls. */
export const ROW_MIN = 51;
/** The same where no marks stand above and below the books. */
export const PLAIN_ROW_MIN = 40;
const PLAIN_ROW = 48;

const FULL: RowMetrics = {
  lift: 20,
  bookMin: 29,
  bookMax: 35,
  copy: 21,
  name: 25,
  tag: 20,
  post: 47,
  label: 40,
  stem: 43,
  ribbon: 15,
  number: 17,
};
const TIGHT: RowMetrics = {
  lift: 18,
  bookMin: 22,
  bookMax: 26,
  copy: 15,
  name: 22,
  tag: 18,
  post: 37,
  label: 29,
  stem: 32,
  ribbon: 12,
  number: 15,
};
/** Nothing but books and boards: the home page. */
const PLAIN: RowMetrics = { ...TIGHT, lift: 14, bookMin: 25, bookMax: 30, copy: 17, name: 8 };
const PLAIN_FULL: RowMetrics = { ...FULL, name: 9 };

const FULL_CASE: CaseMetrics = { header: 25, lane: 4 };
const TIGHT_CASE: CaseMetrics = { header: 21, lane: 7 };
const PLAIN_CASE: CaseMetrics = { header: 25, lane: 0 };

export function rowMetrics(height: number, plain: boolean): RowMetrics {
  const [low, high] = plain ? [PLAIN, PLAIN_FULL] : [TIGHT, FULL];
  const part = partOf(height, plain);
  const between = (name: keyof RowMetrics): number => Math.round(low[name] + (high[name] - low[name]) * part);
  return {
    lift: between('lift'),
    bookMin: between('bookMin'),
    bookMax: between('bookMax'),
    copy: between('copy'),
    name: between('name'),
    tag: between('tag'),
    post: between('post'),
    label: between('label'),
    stem: between('stem'),
    ribbon: between('ribbon'),
    number: between('number'),
  };
}

export function caseMetrics(height: number, plain: boolean): CaseMetrics {
  if (plain) return PLAIN_CASE;
  const part = partOf(height, plain);
  return {
    header: Math.round(TIGHT_CASE.header + (FULL_CASE.header - TIGHT_CASE.header) * part),
    lane: Math.round(TIGHT_CASE.lane + (FULL_CASE.lane - TIGHT_CASE.lane) * part),
  };
}

function partOf(height: number, plain: boolean): number {
  const low = plain ? PLAIN_ROW : ROW_MIN;
  return Math.min(1, Math.max(0, (height - low) / (ROW_MAX - low)));
}

/** Smallest and largest record that the heights of books tell apart, in bytes. */
const BYTES_MIN = 32;
const BYTES_MAX = 2048;

/** A book's height: one step for each doubling of its bytes. */
export function bookHeight(bytes: number, metrics: RowMetrics): number {
  const steps = Math.log2(BYTES_MAX / BYTES_MIN);
  const part = Math.log2(Math.min(BYTES_MAX, Math.max(BYTES_MIN, bytes)) / BYTES_MIN) / steps;
  return Math.round(metrics.bookMin + part * (metrics.bookMax - metrics.bookMin));
}
