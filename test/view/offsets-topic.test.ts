import { describe, expect, it } from 'vitest';
import { replicasOf, shownPartitions } from '../../src/view/selectors';
import { offsetsKey, offsetsPartitions, OFFSETS_TOPIC } from '../../src/view/offsets-topic';
import { partitionFor } from '../../src/sim/group/partition-for';
import { GROUP } from '../support/journal';
import { after, empty, topicCreated } from './views';

const offsets = {
  ...topicCreated(Array.from({ length: 50 }, (_, at) => [(at % 3) + 1])),
  topic: OFFSETS_TOPIC,
  internal: true,
};
const group = (name: string) =>
  ({
    type: 'group',
    group: name,
    coordinator: 1,
    state: 'Stable',
    generation: 1,
    protocol: 'RoundRobinAssigner',
    leader: null,
    members: [],
    reason: 'member joined',
  }) as const;

describe('the partitions that hold groups', () => {
  it('are those that the brokers put them in', () => {
    for (const name of [GROUP, 'readers', 'audit', 'группа']) {
      expect([...offsetsPartitions(after(empty(), offsets, group(name)))]).toEqual([
        `${OFFSETS_TOPIC}-${partitionFor(name)}`,
      ]);
    }
    expect(offsetsPartitions(after(empty(), group(GROUP))).size).toBe(0);
  });

  it('stand among the shelves only when asked for, last of all', () => {
    const view = after(empty(), offsets, topicCreated(), group(GROUP));
    expect(shownPartitions(view)).toHaveLength(3);
    const shown = shownPartitions(view, offsetsPartitions(view));
    expect(shown.map((each) => `${each.topic}-${each.partition}`).at(-1)).toBe(
      `${OFFSETS_TOPIC}-${partitionFor(GROUP)}`,
    );
    const broker = shown.at(-1)?.leader ?? expect.fail();
    expect(replicasOf(view, broker)).toHaveLength(2);
    expect(replicasOf(view, broker, offsetsPartitions(view))).toHaveLength(3);
  });
});

describe('a key of that topic', () => {
  const text = (...parts: (string | number[])[]): string =>
    parts.map((each) => (typeof each === 'string' ? each : String.fromCharCode(...each))).join('');

  it('is a group’s, or a partition’s in a group', () => {
    expect(offsetsKey(text([0, 2, 0, 7], 'billing'))).toEqual({ kind: 'group', group: 'billing' });
    expect(offsetsKey(text([0, 1, 0, 7], 'billing', [0, 7], 'Topic-A', [0, 0, 0, 2]))).toEqual({
      kind: 'offset',
      group: 'billing',
      topic: 'Topic-A',
      partition: 2,
    });
  });

  it('is nothing else', () => {
    expect(offsetsKey('anna')).toBeNull();
    expect(offsetsKey('')).toBeNull();
    expect(offsetsKey(text([0, 1, 0, 7], 'billing', [0, 7], 'Topic-A'))).toBeNull();
  });
});
