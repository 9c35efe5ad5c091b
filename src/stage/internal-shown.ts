import type { Marks } from '../view/marks';
import { offsetsPartitions } from '../view/offsets-topic';
import type { View } from '../view/view';

const NONE: ReadonlySet<string> = new Set();

/** Partitions of Kafka's own topics that stand among the others, by name. */
export const internalShown = (view: View, marks: Marks): ReadonlySet<string> =>
  marks.offsetsTopic ? offsetsPartitions(view) : NONE;
