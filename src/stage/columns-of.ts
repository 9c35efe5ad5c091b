import type { Marks } from '../view/marks';
import type { CardDetail, Columns, StageMode } from './boxes';

/** Where the columns stand, from left to right. */
export function columnsOf(width: number, marks: Marks, mode: StageMode): Columns {
  const rich = mode === 'desktop' && width >= 900 && marks.groups;
  const at = (
    margin: number,
    producers: number,
    gapLeft: number,
    gapRight: number,
    readers: number,
    detail: CardDetail,
  ): Columns => {
    const casesX = margin + producers + gapLeft;
    const readersX = width - margin - readers;
    return {
      detail,
      producersX: margin,
      producersWidth: producers,
      casesX,
      casesWidth: readersX - gapRight - casesX,
      readersX,
      readersWidth: readers,
    };
  };
  if (rich) return at(20, 112, 52, 72, width >= 1040 ? 200 : 184, 'rich');
  const detail = marks.groups ? 'short' : 'plain';
  if (width >= 960 && !marks.groups) return at(20, 112, 52, 72, 176, detail);
  if (width >= 840) return at(8, 96, 32, 64, 104, detail);
  if (width >= 700) return at(14, 84, 28, 44, 106, detail);
  return at(10, 78, 26, 40, 90, 'short');
}
