import type { Marks } from '../view/marks';
import { fitCases } from './cases';
import { columnsOf } from './columns-of';
import type { Size } from './geometry';
import { rowMetrics } from './metrics';
import { modeFor } from './mode';
import { isPlain } from './plain';

/** An empty bookcase as the stage is going to draw it. */
export interface EmptyCase {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Upper edges of its boards: the first is a leader's. */
  readonly boards: readonly number[];
}

/** Rows of a bookcase before its topics are known. */
export const ROWS_UNKNOWN = 2;

/**
 * The bookcases before the stage is there, in the places that it will give them; none on the phone, which has no
 * bookcases. Small: it is part of the page's first paint.
 */
export function emptyCases(size: Size, brokers: number, marks: Marks): EmptyCase[] {
  const mode = modeFor(size);
  if (mode === 'phone') return [];
  const plain = isPlain(marks);
  const rows = Array.from({ length: brokers }, () => ROWS_UNKNOWN);
  const fit = fitCases(rows, size.height, plain);
  const { casesX: x, casesWidth: width } = columnsOf(size.width, marks, mode);
  const { lift } = rowMetrics(fit.row, plain);
  return fit.cases.map(({ y, height, rowTops }) => ({
    x,
    y,
    width,
    height,
    boards: rowTops.map((top) => top + fit.row - lift),
  }));
}
