import { caseMetrics, PLAIN_ROW_MIN, ROW_MAX, ROW_MIN, type CaseMetrics } from './metrics';

/** Where bookcases and their rows stand from top to bottom; widths are not known here. */
export interface CaseFit {
  /** Height of every row. */
  readonly row: number;
  readonly header: number;
  readonly lane: number;
  readonly cases: readonly { readonly y: number; readonly height: number; readonly rowTops: readonly number[] }[];
  /** What all of it needs: more than was given when rows cannot shrink further. */
  readonly height: number;
}

/** Between two bookcases: books of full size fly along it. */
export const CASE_GAP = 15;
/** Before anything scrolls, the air between bookcases and between rows goes. */
const SQUEEZED = { gap: 11, lane: 3 } as const;
/** Above the first cornice, where small books fly along, and below the last feet. */
const MARGIN_TOP = 11;
const MARGIN_BOTTOM = 9;

interface Sizes extends CaseMetrics {
  readonly row: number;
  readonly gap: number;
}

/** Rows as high as there is room for, the same in every bookcase; fewer rows, a lower bookcase. */
export function fitCases(rowCounts: readonly number[], height: number, plain: boolean): CaseFit {
  const room = height - MARGIN_TOP - MARGIN_BOTTOM;
  const sizes = sizesFor(rowCounts, room, plain);
  const total = totalOf(rowCounts, sizes);
  const { row, header, lane, gap } = sizes;
  let y = MARGIN_TOP + Math.max(0, Math.floor((room - total) / 2));
  const cases = rowCounts.map((rows) => {
    const box = {
      y,
      height: caseHeight(rows, sizes),
      rowTops: Array.from({ length: rows }, (_, index) => y + header + index * (row + lane)),
    };
    y += box.height + gap;
    return box;
  });
  return { row, header, lane, cases, height: Math.max(height, total + MARGIN_TOP + MARGIN_BOTTOM) };
}

function sizesFor(rowCounts: readonly number[], room: number, plain: boolean): Sizes {
  const least = plain ? PLAIN_ROW_MIN : ROW_MIN;
  for (let row = ROW_MAX; row >= least; row -= 1) {
    const sizes = { row, gap: CASE_GAP, ...caseMetrics(row, plain) };
    if (totalOf(rowCounts, sizes) <= room) return sizes;
  }
  const smallest = { row: least, gap: CASE_GAP, ...caseMetrics(least, plain) };
  const squeezed = { ...smallest, gap: SQUEEZED.gap, lane: Math.min(smallest.lane, SQUEEZED.lane) };
  // What scrolls anyway may as well have air.
  return totalOf(rowCounts, squeezed) <= room ? squeezed : smallest;
}

const caseHeight = (rows: number, { row, header, lane }: Sizes): number =>
  header + rows * row + Math.max(0, rows - 1) * lane + 1;

const totalOf = (rowCounts: readonly number[], sizes: Sizes): number =>
  rowCounts.reduce((sum, rows) => sum + caseHeight(rows, sizes), 0) + Math.max(0, rowCounts.length - 1) * sizes.gap;
