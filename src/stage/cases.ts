import { caseMetrics, PLAIN_ROW_MIN, ROW_MAX, ROW_MIN } from './metrics';

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

export const CASE_GAP = 15;
/** Above the first cornice, where small books fly along, and below the last feet. */
export const MARGIN_TOP = 11;
const MARGIN_BOTTOM = 9;

/** Rows as high as there is room for, the same in every bookcase; fewer rows, a lower bookcase. */
export function fitCases(rowCounts: readonly number[], height: number, plain: boolean): CaseFit {
  const room = height - MARGIN_TOP - MARGIN_BOTTOM;
  const least = plain ? PLAIN_ROW_MIN : ROW_MIN;
  let row = ROW_MAX;
  while (row > least && totalOf(rowCounts, row, plain) > room) row -= 1;

  const { header, lane } = caseMetrics(row, plain);
  const total = totalOf(rowCounts, row, plain);
  let y = MARGIN_TOP + Math.max(0, Math.floor((room - total) / 2));
  const cases = rowCounts.map((rows) => {
    const box = {
      y,
      height: caseHeight(rows, row, plain),
      rowTops: Array.from({ length: rows }, (_, index) => y + header + index * (row + lane)),
    };
    y += box.height + CASE_GAP;
    return box;
  });
  return { row, header, lane, cases, height: Math.max(height, total + MARGIN_TOP + MARGIN_BOTTOM) };
}

function caseHeight(rows: number, row: number, plain: boolean): number {
  const { header, lane } = caseMetrics(row, plain);
  return header + rows * row + Math.max(0, rows - 1) * lane + 1;
}

const totalOf = (rowCounts: readonly number[], row: number, plain: boolean): number =>
  rowCounts.reduce((sum, rows) => sum + caseHeight(rows, row, plain), 0) + Math.max(0, rowCounts.length - 1) * CASE_GAP;
