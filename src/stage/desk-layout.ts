import { isOffline, standingOf } from '../view/broker-standing';
import { isIsolated } from '../view/links';
import type { Marks } from '../view/marks';
import type { Scope } from '../view/scope';
import { leaderShelf, shownTopics } from '../view/selectors';
import type { View } from '../view/view';
import type { CaseBox, Columns, ShelfBox, StageLayout, StageMode } from './boxes';
import { CASE_GAP, fitCases, type CaseFit } from './cases';
import { columnsOf } from './columns-of';
import type { Size } from './geometry';
import { rowMetrics, type RowMetrics } from './metrics';
import { producersColumn } from './producers-column';
import { readersColumn } from './readers-column';
import { chooseScale } from './scale';
import { sceneOf, type Scene } from './scene';
import { isPlain } from './plain';
import { ROWS_UNKNOWN } from './skeleton';
import { shelfBox } from './shelf-box';

const rowsOf = (view: View, { brokers, replicasOf }: Scene): number[] =>
  shownTopics(view).length === 0 ? brokers.map(() => ROWS_UNKNOWN) : brokers.map((broker) => replicasOf(broker).length);

/** Bookcases one below the other, producers left, readers right. */
export function deskLayout(
  view: View,
  size: Size,
  marks: Marks,
  mode: StageMode,
  scope: Scope | null = null,
): StageLayout {
  const plain = isPlain(marks);
  const scene = sceneOf(view, marks, scope);
  const fit = fitCases(rowsOf(view, scene), size.height, plain);
  const columns = columnsOf(size.width, marks, mode);
  const metrics = rowMetrics(fit.row, plain);
  const booksLeft = booksLeftOf(columns, marks);
  const room = columns.casesWidth - booksLeft - tailOf(marks);
  const logs = [...view.topics.values()]
    .flatMap((topic) => topic.partitions)
    .flatMap((each) => leaderShelf(each) ?? []);
  const scale = chooseScale(room, widestPlace(room, plain), logs);

  const cases: CaseBox[] = [];
  const shelves: ShelfBox[] = [];
  for (const [at, broker] of scene.brokers.entries()) {
    const box = fit.cases[at];
    if (box === undefined) continue;
    const { casesX: x, casesWidth: width } = columns;
    const offline = isOffline(view, broker);
    const known = view.brokers.get(broker);
    cases.push({
      broker,
      standing: known === undefined ? 'runs' : standingOf(known),
      isolated: isIsolated(view, broker),
      x,
      y: box.y,
      width,
      height: box.height,
      name: { x: x + 14, y: box.y + fit.header - 7.5 },
    });
    for (const [index, replica] of scene.replicasOf(broker).entries()) {
      const top = box.rowTops[index];
      if (top === undefined) continue;
      const lane = laneAbove(fit, at, index, top, metrics, plain);
      const place = { x, width, top, height: fit.row, index, offline, booksLeft, room, metrics, scale, lane };
      shelves.push(shelfBox(replica, place));
    }
  }

  const left = producersColumn(view, columns, fit.height, marks, scene.hasProcess);
  const right = readersColumn(view, columns, fit.height, marks, shelves, scope === null ? null : scene.hasProcess);
  return {
    mode,
    single: scene.single,
    width: size.width,
    height: fit.height,
    plain,
    scale,
    cases,
    shelves,
    ...left,
    ...right,
  };
}

/**
 * Above the first row records fly over the bookcase; to a lower row they fly between the numbers of the row above and
 * the labels of this one.
 */
function laneAbove(
  fit: CaseFit,
  at: number,
  index: number,
  top: number,
  metrics: RowMetrics,
  plain: boolean,
): { y: number; tight: boolean } {
  if (index === 0) {
    const y = fit.cases[at]?.y ?? top;
    const above = fit.cases[at - 1];
    if (above === undefined) return { y: y - 6, tight: true };
    const gap = y - above.y - above.height;
    return { y: y - Math.ceil(gap / 2), tight: gap < CASE_GAP };
  }
  if (plain) return { y: top + 2, tight: true };
  const digitsEnd = top - fit.lane - metrics.lift + metrics.number;
  const labelTop = top + fit.row - metrics.lift - metrics.label - 8;
  return { y: Math.round(digitsEnd + labelTop) / 2, tight: true };
}

/** Names alone need less room than names with tags and the ISR. */
function booksLeftOf(columns: Columns, marks: Marks): number {
  if (columns.detail === 'rich' && marks.roles) return 136;
  return marks.roles ? 92 : 96;
}

/** Right of the last book: the words LEO and HW with their numbers. */
const tailOf = (marks: Marks): number => (marks.offsets || marks.highWatermark ? 33 : 12);

function widestPlace(room: number, plain: boolean): number {
  if (plain) return 14;
  return room >= 400 ? 15 : 13;
}
