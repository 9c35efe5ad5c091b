import { describe, expect, it } from 'vitest';
import type { SimEvent, SimEventBody } from '../../src/contract/event';
import { groupRows } from '../../src/panels/group-rows';
import { instancesOf, INSTANCES_MAX, lastRunning, nextInstance, sharedFiles } from '../../src/panels/instances';
import { configText, replicationFactor, topicRows } from '../../src/panels/topic-rows';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import type { View } from '../../src/view/view';
import { GROUP, madeUpRun, PROGRAMS, scenarioOf, TOPIC } from '../support/journal';

const after = (events: readonly SimEvent[], from: View = emptyView(scenarioOf(), PROGRAMS)): View =>
  events.reduce(fold, from);
const run = (options: Parameters<typeof madeUpRun>[0]): View => after(madeUpRun(options));
const rowsOf = (view: View) => groupRows(view, view.groups.get(GROUP)!);
const event = (body: SimEventBody): SimEvent => ({ atUs: 99_000_000, seq: 99_999, ...body });

describe('groups as kafka-consumer-groups prints them', () => {
  it('have a row a partition, in order, with offsets, lag and reader', () => {
    const view = run({ readers: 3 });
    const rows = rowsOf(view);
    expect(rows.map((row) => [row.topic, row.partition])).toEqual([
      [TOPIC, 0],
      [TOPIC, 1],
      [TOPIC, 2],
    ]);
    for (const row of rows) {
      const partition = view.topics.get(TOPIC)?.partitions[row.partition ?? -1];
      const shelf = partition?.shelves.get(partition.leader);
      expect(row.logEndOffset).toBe(shelf?.highWatermark);
      expect(row.currentOffset).toBeGreaterThan(0);
      expect(row.lag).toBe((row.logEndOffset ?? 0) - (row.currentOffset ?? 0));
      expect(row.host).toMatch(/^\/billing-\d$/);
    }
    expect(new Set(rows.map((row) => row.consumerId)).size).toBe(3);
  });

  it('end with a row of dashes for each member without a partition', () => {
    const rows = rowsOf(run({ readers: 4 }));
    expect(rows).toHaveLength(4);
    const idle = rows[3];
    expect(idle?.consumerId).not.toBeNull();
    expect([idle?.topic, idle?.partition, idle?.currentOffset, idle?.logEndOffset, idle?.lag]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('keep the rows of committed offsets when nobody reads', () => {
    const before = run({ readers: 3 });
    const group = before.groups.get(GROUP)!;
    const view = after(
      [
        event({
          type: 'group',
          group: GROUP,
          coordinator: group.coordinator,
          state: 'Empty',
          generation: group.generation + 1,
          protocol: null,
          leader: null,
          members: [],
          reason: 'LeaveGroup',
        }),
      ],
      before,
    );
    const rows = rowsOf(view);
    expect(rows).toHaveLength(3);
    expect(rows.every((row) => row.consumerId === null && row.currentOffset !== null)).toBe(true);
  });

  it('show a partition that is read but not committed without offset and lag', () => {
    // At 1.6 s the readers are assigned and have committed nothing.
    const view = run({ readers: 3, untilUs: 1_600_000 });
    const rows = rowsOf(view);
    expect(rows.map((row) => [row.currentOffset, row.lag])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(rows.every((row) => row.logEndOffset !== null && row.consumerId !== null)).toBe(true);
  });
});

describe('topics as kafka-topics prints them', () => {
  it('have leader, replicas and ISR in the order of the assignment', () => {
    const view = run({});
    const topic = view.topics.get(TOPIC)!;
    const rows = topicRows(topic);
    expect(rows.map((row) => [row.partition, row.leader, row.replicas, row.isr, row.underReplicated])).toEqual([
      [0, 1, '1,2', '1,2', false],
      [1, 2, '2,3', '2,3', false],
      [2, 3, '3,1', '3,1', false],
    ]);
    for (const row of rows) {
      const partition = topic.partitions[row.partition];
      expect(row.logEnd).toBe(partition?.shelves.get(row.leader ?? -1)?.logEndOffset);
      expect(row.logStart).toBe(0);
    }
    expect(replicationFactor(topic)).toBe(2);
  });

  it('say when nobody leads and when a copy is missing', () => {
    const view = after(
      [
        event({
          type: 'partition-changed',
          topic: TOPIC,
          partition: 0,
          replicas: [1, 2],
          isr: [2],
          leader: -1,
          leaderEpoch: 1,
          reason: 'leader-elected',
        }),
      ],
      run({}),
    );
    const row = topicRows(view.topics.get(TOPIC)!)[0];
    expect(row).toMatchObject({ leader: null, isr: '2', underReplicated: true, logStart: null, logEnd: null });
  });

  it('list their own configuration', () => {
    const topic = run({}).topics.get(TOPIC)!;
    expect(configText(topic)).toBe('');
    expect(configText({ ...topic, configs: { 'min.insync.replicas': '1', 'retention.ms': '5' } })).toBe(
      'min.insync.replicas=1,retention.ms=5',
    );
  });
});

describe('instances', () => {
  const process = (instance: number, state: 'running' | 'stopping' | 'exited'): SimEvent =>
    event({ type: 'process', process: `billing-${instance}`, program: 'billing', instance, state, reason: null });

  it('start at the lowest free number and stop at the highest', () => {
    const view = after([process(1, 'running'), process(3, 'running'), process(2, 'running'), process(2, 'exited')]);
    expect(instancesOf(view, 'billing').map((each) => each.instance)).toEqual([1, 2, 3]);
    expect(nextInstance(view, 'billing')).toBe(2);
    expect(lastRunning(view, 'billing')).toBe('billing-3');
  });

  it('that are leaving are neither free nor to be stopped', () => {
    const view = after([process(1, 'running'), process(1, 'stopping')]);
    expect(nextInstance(view, 'billing')).toBe(2);
    expect(lastRunning(view, 'billing')).toBeNull();
  });

  it('have a limit', () => {
    const all = Array.from({ length: INSTANCES_MAX }, (_, index) => process(index + 1, 'running'));
    expect(nextInstance(after(all), 'billing')).toBeNull();
  });

  it('share the files that no program starts from', () => {
    expect(sharedFiles({ 'checkout.ts': '', 'shop.ts': '', 'billing.ts': '' }, PROGRAMS)).toEqual(['shop.ts']);
  });
});
