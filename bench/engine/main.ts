import { eventCostUs, type Size } from './event-cost';
import { engineRecordsPerSecond } from './records-per-second';

const SMALL: Size = { brokers: 3, partitions: 3, consumers: 3 };
const LARGE: Size = { brokers: 50, partitions: 1_000, consumers: 100 };

/** Each is measured in a process of its own, which has learnt from no other measure what to be quick at. */
const MEASURES = {
  recordsPerSecond: engineRecordsPerSecond,
  eventCostSmallUs: () => eventCostUs(SMALL),
  eventCostLargeUs: () => eventCostUs(LARGE),
} as const;

export type EngineMeasure = keyof typeof MEASURES;

console.log(MEASURES[process.argv[2] as EngineMeasure]());
