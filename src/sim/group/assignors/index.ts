import type { Assignor } from './assignor';
import { assignKafkajsRoundRobin } from './kafkajs-round-robin';
import { assignRange } from './range';
import { assignRoundRobin } from './round-robin';
import { assignCooperativeSticky, assignSticky } from './sticky';

export type { Assigned, Assignee, Assignor } from './assignor';

/** Assignors by the name under which members propose them: Java's, and KafkaJS's only one. */
export const ASSIGNORS = {
  range: assignRange,
  roundrobin: assignRoundRobin,
  sticky: assignSticky,
  'cooperative-sticky': assignCooperativeSticky,
  RoundRobinAssigner: assignKafkajsRoundRobin,
} satisfies Readonly<Record<string, Assignor>>;

export type AssignorName = keyof typeof ASSIGNORS;
