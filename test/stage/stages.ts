import type { Size } from '../../src/stage/geometry';
import { layoutOf } from '../../src/stage/layout';
import type { ShelfBox, StageLayout } from '../../src/stage/boxes';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { ALL_MARKS, type Marks } from '../../src/view/marks';
import type { View } from '../../src/view/view';
import { madeUpRun, PROGRAMS, scenarioOf, type RunOptions } from '../support/journal';

/** The stage of a lesson at 1440 px. */
export const LESSON: Size = { width: 1060, height: 560 };

/** Four partitions with two copies each on three brokers: eight rows. */
export const EIGHT_ROWS: RunOptions = { assignment: [[1, 2], [2, 3], [3, 1], [1, 2]] }; // prettier-ignore

export const viewOf = (run: RunOptions = {}): View => madeUpRun(run).reduce(fold, emptyView(scenarioOf(run), PROGRAMS));

export const layOut = (run: RunOptions = {}, size: Size = LESSON, marks: Marks = ALL_MARKS): StageLayout =>
  layoutOf(viewOf(run), size, marks);

export function shelfAt(layout: StageLayout, key: string): ShelfBox {
  const shelf = layout.shelves.find((each) => each.key === key);
  if (shelf === undefined)
    throw new Error(`No shelf ${key} among ${layout.shelves.map((each) => each.key).join(', ')}`);
  return shelf;
}
