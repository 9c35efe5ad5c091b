import type { Marks } from '../view/marks';
import { replicasOf, shownTopics } from '../view/selectors';
import type { View } from '../view/view';
import { fitCases } from './cases';
import type { Size } from './geometry';
import { modeFor } from './mode';
import { isPlain } from './plain';

/** Shelves of one bookcase, or of all that do not fit, above which the stage shows an overview and a part of it near. */
const SHELVES_MAX = 12;
/** Partitions one below the other on a phone. */
const PHONE_MAX = 6;

/** Whether the cluster is too large to be looked at as a whole from near. */
export function isSplit(view: View, size: Size, marks: Marks): boolean {
  if (size.width === 0 || size.height === 0) return false;
  if (modeFor(size) === 'phone') {
    return shownTopics(view).reduce((sum, topic) => sum + topic.partitions.length, 0) > PHONE_MAX;
  }
  const counts = [...view.brokers.keys()].map((broker) => replicasOf(view, broker).length);
  if (Math.max(0, ...counts) > SHELVES_MAX) return true;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all > SHELVES_MAX && fitCases(counts, size.height, isPlain(marks)).height > size.height;
}
