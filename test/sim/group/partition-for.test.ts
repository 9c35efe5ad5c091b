import { expect, it } from 'vitest';
import { partitionFor } from '../../../src/sim/group/partition-for';

// Printed by Kafka's own class, for 50 partitions.
it.each([
  ['g', 3],
  ['my-group', 12],
  ['test-group', 12],
  ['group-1', 49],
  ['orders-app', 5],
  ['payments', 13],
  ['grp', 29],
  ['console-consumer-12345', 6],
  ['polygenelubricants', 0],
  ['', 0],
])('group "%s" lives in partition %i', (group, partition) => {
  expect(partitionFor(group)).toBe(partition);
});

it('follows the number of partitions', () => {
  expect(partitionFor('g', 1)).toBe(0);
  expect(partitionFor('g', 100)).toBe(3);
});
