import { describe, expect, it } from 'vitest';
import { fold } from '../../src/view/fold';
import * as select from '../../src/view/selectors';
import type { GroupView, View } from '../../src/view/view';
import { GROUP, madeUpRun, TOPIC } from '../support/journal';
import { after, appendedTo, empty, foldAll, message, started, topicCreated } from './views';

const ran = foldAll(empty(), madeUpRun());
const groupOf = (view: View): GroupView => view.groups.get(GROUP) ?? expect.fail('no group');
const names = (view: View, broker: number): string[] =>
  select.replicasOf(view, broker).map(({ partition, leads }) => `${partition.partition}${leads ? ' leader' : ''}`);

describe('the shelves of a bookcase', () => {
  it('stand in order of preferred leadership', () => {
    expect([1, 2, 3].map((broker) => names(ran, broker))).toEqual([
      ['0 leader', '2'],
      ['1 leader', '0'],
      ['2 leader', '1'],
    ]);
  });

  it('keep their places when leaders change', () => {
    const view = after(ran, {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 1,
      replicas: [2, 3],
      isr: [3],
      leader: 3,
      leaderEpoch: 1,
      reason: 'leader-elected',
    });
    expect(names(view, 2)).toEqual(['1', '0']);
    expect(names(view, 3)).toEqual(['2 leader', '1 leader']);
  });

  it('are not those of internal topics', () => {
    const view = after(ran, { ...topicCreated(), topic: '__consumer_offsets', internal: true });
    expect(select.shownTopics(view).map((topic) => topic.name)).toEqual([TOPIC]);
    expect(names(view, 1)).toHaveLength(2);
  });

  it('say how far a copy is behind', () => {
    const view = after(empty(), topicCreated(), appendedTo(0, 1, 0, ['anna', 'bella']));
    const copy = select.replicasOf(view, 2)[1] ?? expect.fail('no copy');
    expect(select.behind(copy)).toBe(2);
    expect(select.inSync(copy)).toBe(true);
    expect(select.behind(select.replicasOf(view, 1)[0] ?? expect.fail('no leader'))).toBe(0);
  });
});

describe('lag', () => {
  it('counts from the committed offset to the leader’s high watermark', () => {
    const at = (offset: number) => ({ type: 'high-watermark', broker: 1, topic: TOPIC, partition: 0, offset }) as const;
    const committed = (offset: number) =>
      ({ type: 'offset-committed', group: GROUP, topic: TOPIC, partition: 0, offset, memberId: '' }) as const;
    const view = after(empty(), topicCreated(), committed(16), at(20));
    expect(select.lagOf(view, groupOf(view), TOPIC, 0)).toBe(4);
    expect(select.lagOf(view, groupOf(view), TOPIC, 1)).toBeNull();
  });
});

describe('readers', () => {
  it('read what the group assigned, and one is idle', () => {
    const readers = select.readersOf(ran, groupOf(ran));
    expect(readers.map(({ process, reads }) => [process, reads.map((each) => each.partition)])).toEqual([
      ['billing-1', [0]],
      ['billing-2', [1]],
      ['billing-3', [2]],
      ['billing-4', []],
    ]);
    expect(select.idleReaders(ran, groupOf(ran)).map((each) => each.process)).toEqual(['billing-4']);
    expect(select.readersOfPartition(ran, TOPIC, 2).map((each) => each.process)).toEqual(['billing-3']);
  });

  it('keep their shelves while the group rebalances', () => {
    const before = groupOf(ran);
    const view = after(ran, {
      ...before,
      type: 'group',
      state: 'PreparingRebalance',
      members: before.members.map((member) => ({ ...member, assignment: [] })),
    });
    const readers = select.readersOf(view, groupOf(view));
    expect(readers[0]).toMatchObject({ settled: false, reads: [{ topic: TOPIC, partition: 0 }] });
    expect(select.idleReaders(view, groupOf(view))).toEqual([]);
  });

  it('are called C1 as long as only one program reads', () => {
    expect(select.shortName(ran, 'billing-2')).toBe('C2');
    expect(select.shortName(ran, 'checkout-2')).toBe('checkout-2');
    const two = after(ran, { type: 'program-added', name: 'audit', entry: 'audit.ts', role: 'consumer' });
    expect(select.shortName(two, 'billing-2')).toBe('billing-2');
  });

  it('have a rate over the last five seconds, by what they report if they do', () => {
    const batch = appendedTo(0, 1, 0, ['anna', 'bella', 'cesar', 'dmitri', 'elena']);
    const answer = message(1, {
      kind: 'response',
      api: 'Fetch',
      from: 'broker:1',
      to: 'process:billing-1',
      batches: [batch],
    });
    const view = after(empty(), started('billing-1'), answer, { type: 'file-edited', file: 'x', atUs: 1_000_000 });
    const reader = (of: View) => of.processes.get('billing-1') ?? expect.fail('no reader');
    expect(select.rateOf(reader(view), 1_000_000)).toBe(1);
    expect(select.rateOf(reader(view), 6_000_000)).toBe(0);
    const told = after(view, { type: 'effect', process: 'billing-1', name: 'ship', data: '' });
    expect(select.rateOf(reader(told), 1_100_000)).toBe(0.2);
  });
});

it('letters go on after Z', () => {
  expect([0, 7, 25, 26, 27, 51, 52].map(select.keyLetter)).toEqual(['A', 'H', 'Z', 'AA', 'AB', 'AZ', 'BA']);
});

it('shows groups with members or a past, not those that only keep offsets', () => {
  const view = after(ran, {
    type: 'offset-committed',
    group: 'audit',
    topic: TOPIC,
    partition: 0,
    offset: 1,
    memberId: '',
  });
  expect(select.shownGroups(view).map((group) => group.group)).toEqual([GROUP]);
  expect(fold(view, { type: 'file-edited', file: 'x', atUs: view.atUs, seq: view.events }).groups).toBe(view.groups);
});
