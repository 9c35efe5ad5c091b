import { describe, expect, it } from 'vitest';
import type { GroupEvent, SimEventBody } from '../../src/contract/event';
import { emptyView } from '../../src/view/empty-view';
import { fold } from '../../src/view/fold';
import { leaderShelf, partitionOf } from '../../src/view/selectors';
import { LAST_FETCHED_MAX, type View } from '../../src/view/view';
import { GROUP, TOPIC, madeUpRun, scenarioOf } from '../support/journal';
import { after, appendedTo, empty, foldAll, message, started, topicCreated } from './views';

const shelf = (view: View, partition: number, broker: number) =>
  view.topics.get(TOPIC)?.partitions[partition]?.shelves.get(broker);

const group = (changes: Partial<GroupEvent> = {}): GroupEvent => ({
  type: 'group',
  group: GROUP,
  coordinator: 3,
  state: 'Stable',
  generation: 1,
  protocol: 'RoundRobinAssigner',
  leader: 'm-1',
  members: [
    { memberId: 'm-1', clientId: 'billing', process: 'billing-1', assignment: [{ topic: TOPIC, partitions: [0, 1] }] },
    { memberId: 'm-2', clientId: 'billing', process: 'billing-2', assignment: [] },
  ],
  reason: 'member joined',
  ...changes,
});

describe('brokers and controller', () => {
  it('keeps brokers in order of id, also one that the scenario does not have', () => {
    const view = after(
      empty(),
      { type: 'broker-state', broker: 4, state: 'Starting' },
      { type: 'broker-state', broker: 2, state: 'Running' },
    );
    expect([...view.brokers.values()].map(({ id, state }) => `${id} ${state}`)).toEqual([
      '1 NotRunning',
      '2 Running',
      '3 NotRunning',
      '4 Starting',
    ]);
  });

  it('knows the limits of disks and network cards, from the scenario and as they change', () => {
    const scenario = { ...scenarioOf(), brokers: [{ id: 1, diskBytesPerSecond: 1_000 }, { id: 2 }] };
    const view = after(
      emptyView(scenario, []),
      { type: 'disk', broker: 2, bytesPerSecond: null, extraUs: 500_000, waiting: 3 },
      { type: 'network-rate', broker: 1, bytesPerSecond: 2_000 },
    );
    expect(
      [...view.brokers.values()].map(({ disk, networkBytesPerSecond }) => ({ disk, networkBytesPerSecond })),
    ).toEqual([
      { disk: { bytesPerSecond: 1_000, extraUs: 0, waiting: 0, slowSinceUs: null }, networkBytesPerSecond: 2_000 },
      { disk: { bytesPerSecond: null, extraUs: 500_000, waiting: 3, slowSinceUs: 1 }, networkBytesPerSecond: null },
    ]);
  });

  it('knows the active controller', () => {
    expect(after(empty(), { type: 'controller-changed', broker: 2, epoch: 5 }).controller).toBe(2);
  });
});

describe('topics', () => {
  it('gives every replica an empty shelf in its role', () => {
    const view = after(empty(), topicCreated());
    expect(shelf(view, 0, 1)).toMatchObject({ role: 'leader', batchCount: 0, logEndOffset: 0 });
    expect(shelf(view, 0, 2)).toMatchObject({ role: 'follower' });
    expect(shelf(view, 0, 3)).toBeUndefined();
  });

  it('adds partitions behind the others', () => {
    const added = { partition: 3, replicas: [1, 2], isr: [1, 2], leader: 1, leaderEpoch: 0 };
    const view = after(empty(), topicCreated(), { type: 'partitions-added', topic: TOPIC, partitions: [added] });
    expect(view.topics.get(TOPIC)?.partitions.map((each) => each.partition)).toEqual([0, 1, 2, 3]);
    expect(shelf(view, 3, 2)?.role).toBe('follower');
  });

  it('changes roles at an election and keeps the books', () => {
    const view = after(empty(), topicCreated(), appendedTo(0, 2, 0, ['anna', 'bella']), {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 0,
      replicas: [1, 2],
      isr: [2],
      leader: 2,
      leaderEpoch: 1,
      reason: 'leader-elected',
    });
    expect(shelf(view, 0, 1)?.role).toBe('follower');
    expect(shelf(view, 0, 2)).toMatchObject({ role: 'leader', batchCount: 1, logEndOffset: 2 });
    expect(partitionOf(view, TOPIC, 0)).toMatchObject({ leader: 2, isr: [2], leaderEpoch: 1 });
  });

  it('has no shelf any more on a broker that lost its replica, and a new one on the broker that got it', () => {
    const view = after(empty(), topicCreated(), {
      type: 'partition-changed',
      topic: TOPIC,
      partition: 0,
      replicas: [1, 3],
      isr: [1, 3],
      leader: 1,
      leaderEpoch: 0,
      reason: 'reassigned',
    });
    expect([...(partitionOf(view, TOPIC, 0)?.shelves.keys() ?? [])]).toEqual([1, 3]);
  });

  it('forgets a deleted topic and the offsets committed to it', () => {
    const commit = {
      type: 'offset-committed',
      group: GROUP,
      topic: TOPIC,
      partition: 1,
      offset: 4,
      memberId: '',
    } as const;
    const view = after(
      empty(),
      topicCreated(),
      group(),
      commit,
      { ...commit, topic: 'Topic-A-1', partition: 1 },
      {
        type: 'topic-deleted',
        topic: TOPIC,
      },
    );
    expect(view.topics.size).toBe(0);
    expect([...(view.groups.get(GROUP)?.committed ?? [])]).toEqual([['Topic-A-1-1', 4]]);
  });

  it('takes what happens to an unknown topic as nothing', () => {
    const view = empty();
    expect(after(view, appendedTo(0, 1, 0, ['anna'])).topics).toBe(view.topics);
  });
});

describe('logs', () => {
  it('appends batches and moves the log end', () => {
    const view = after(empty(), topicCreated(), appendedTo(1, 2, 0, ['anna']), appendedTo(1, 2, 1, ['elena', 'anna']));
    expect(shelf(view, 1, 2)).toMatchObject({ batchCount: 2, logEndOffset: 3 });
    expect(shelf(view, 1, 2)?.batches.map((batch) => batch.baseOffset)).toEqual([0, 1]);
    expect(shelf(view, 1, 3)).toMatchObject({ batchCount: 0, logEndOffset: 0 });
  });

  it('has a high watermark for each replica', () => {
    const view = after(empty(), topicCreated(), {
      type: 'high-watermark',
      broker: 2,
      topic: TOPIC,
      partition: 1,
      offset: 3,
    });
    expect(shelf(view, 1, 2)?.highWatermark).toBe(3);
    expect(shelf(view, 1, 3)?.highWatermark).toBe(0);
  });

  it('numbers keys in order of first sight, without null and without those of internal topics', () => {
    const view = after(
      empty(),
      topicCreated(),
      { ...appendedTo(0, 1, 0, ['\u0000\u0001']), topic: '__consumer_offsets' },
      appendedTo(1, 2, 0, ['elena', null]),
      message(1, { batches: [{ ...appendedTo(0, 1, -1, ['anna', 'elena']) }] }),
    );
    expect([...view.keys]).toEqual([
      ['elena', 0],
      ['anna', 1],
    ]);
    expect(view.keys.get('nobody')).toBeUndefined();
  });
});

describe('messages', () => {
  const batch = appendedTo(0, 1, 20, ['cesar', 'dmitri']);

  it('are in flight until the next event at or after their arrival', () => {
    const sent = after(
      empty(),
      { ...message(1), atUs: 100_000 },
      { ...message(2, { arrivesAtUs: 400_000 }), atUs: 150_000 },
    );
    expect([...sent.inFlight.keys()]).toEqual([1, 2]);
    const tick: SimEventBody = { type: 'file-edited', file: 'x.ts' };
    expect([...after(sent, { ...tick, atUs: 299_999 }).inFlight.keys()]).toEqual([1, 2]);
    const later = after(sent, { ...tick, atUs: 300_000 });
    expect([...later.inFlight.keys()]).toEqual([2]);
    expect(later.inFlight.size).toBe(1);
    expect(sent.inFlight.size).toBe(2);
    expect(sent.inFlight.get(1)?.atUs).toBe(100_000);
  });

  it('that a cut link swallowed stay until the connection is given up', () => {
    const lost = after(empty(), message(1, { arrivesAtUs: null, connection: 7 }));
    const later = after(lost, { ...message(2, { arrivesAtUs: 9_000_000 }), atUs: 8_000_000 });
    expect([...later.inFlight.keys()]).toEqual([2, 1]);
    const closed = {
      type: 'connection',
      connection: 7,
      from: 'process:a-1',
      to: 'broker:1',
      state: 'closed',
      reason: null,
    } as const;
    expect([...after(later, closed).inFlight.keys()]).toEqual([2]);
  });

  it('count what a producer sends when it leaves, with its acks', () => {
    const view = after(empty(), started('checkout-1'), message(1, { batches: [batch], details: { acks: -1 } }));
    expect(view.processes.get('checkout-1')).toMatchObject({ producedRecords: 2, acks: -1 });
  });

  it('put records into a reader’s hands when they arrive, the last ones only', () => {
    const fetched = (id: number, offset: number) =>
      message(id, {
        kind: 'response',
        api: 'Fetch',
        from: 'broker:1',
        to: 'process:billing-1',
        arrivesAtUs: 1_000_000 + id,
        batches: [{ ...batch, baseOffset: offset }],
      });
    const sent = after(empty(), started('billing-1'), ...[0, 1, 2, 3, 4, 5].map((id) => fetched(id, id * 2)));
    expect(sent.processes.get('billing-1')).toMatchObject({ fetchedRecords: 0, fetched: [] });
    const view = after(sent, { type: 'file-edited', file: 'x.ts', atUs: 2_000_000 });
    const reader = view.processes.get('billing-1');
    expect(reader?.fetchedRecords).toBe(12);
    expect(reader?.fetched.map((each) => each.baseOffset)).toEqual([4, 6, 8, 10]);
    expect(reader?.fetched).toHaveLength(LAST_FETCHED_MAX);
    expect(reader?.recent).toHaveLength(6);
  });

  it('reach nobody who is dead by then', () => {
    const view = after(
      empty(),
      started('billing-1'),
      message(1, { kind: 'response', api: 'Fetch', from: 'broker:1', to: 'process:billing-1', batches: [batch] }),
      { type: 'process', process: 'billing-1', program: 'billing', instance: 1, state: 'killed', reason: 'visitor' },
      { type: 'file-edited', file: 'x.ts', atUs: 2_000_000 },
    );
    expect(view.processes.get('billing-1')).toMatchObject({ fetchedRecords: 0, state: 'killed' });
  });
});

describe('groups', () => {
  it('keep committed offsets through their changes, and remember who read what', () => {
    const view = after(
      empty(),
      group(),
      { type: 'offset-committed', group: GROUP, topic: TOPIC, partition: 0, offset: 16, memberId: 'm-1' },
      group({
        state: 'PreparingRebalance',
        members: [{ memberId: 'm-1', clientId: '', process: null, assignment: [] }],
      }),
    );
    const now = view.groups.get(GROUP);
    expect(now?.committed.get('Topic-A-0')).toBe(16);
    expect(now?.lastAssignment.get('m-1')).toEqual([{ topic: TOPIC, partitions: [0, 1] }]);
    expect(now?.lastAssignment.has('m-2')).toBe(false);
  });

  it('date from their last change of state', () => {
    const view = after(
      empty(),
      { ...group({ state: 'Empty' }), atUs: 10 },
      { ...group(), atUs: 20 },
      { ...group({ generation: 2 }), atUs: 30 },
    );
    expect(view.groups.get(GROUP)).toMatchObject({ sinceUs: 20, generation: 2 });
  });

  it('forget what was deleted, and are forgotten when they are', () => {
    const committed = (partition: number) =>
      ({ type: 'offset-committed', group: GROUP, topic: TOPIC, partition, offset: 16, memberId: 'm-1' }) as const;
    const deleted = (partition: number) =>
      ({ type: 'offset-deleted', group: GROUP, topic: TOPIC, partition, reason: 'expired' }) as const;
    const view = after(empty(), group(), committed(0), committed(1), deleted(0), { ...deleted(0), group: 'nobody' });
    expect([...(view.groups.get(GROUP)?.committed ?? [])]).toEqual([['Topic-A-1', 16]]);
    expect([...view.groups.keys()]).toEqual([GROUP]);

    // Another broker goes on with it.
    const unloaded = after(view, group({ state: 'Dead', reason: 'group unloaded' }));
    expect(unloaded.groups.get(GROUP)).toMatchObject({ state: 'Dead', committed: new Map([['Topic-A-1', 16]]) });
    expect(after(view, group({ state: 'Dead', reason: 'group expired' }), deleted(1)).groups.size).toBe(0);
  });

  it('may only keep offsets', () => {
    const view = after(empty(), {
      type: 'offset-committed',
      group: 'audit',
      topic: TOPIC,
      partition: 0,
      offset: 1,
      memberId: '',
    });
    expect(view.groups.get('audit')).toMatchObject({ state: 'Empty', members: [] });
  });
});

describe('processes and programs', () => {
  it('keep their place when they run again, with empty hands and their totals', () => {
    const view = after(
      empty(),
      started('checkout-1'),
      started('billing-1'),
      message(1, { batches: [appendedTo(0, 1, -1, ['anna'])], details: { acks: 1 } }),
      { type: 'process', process: 'checkout-1', program: 'checkout', instance: 1, state: 'exited', reason: '0' },
      started('checkout-1'),
    );
    expect([...view.processes.keys()]).toEqual(['checkout-1', 'billing-1']);
    expect(view.processes.get('checkout-1')).toMatchObject({ state: 'running', acks: null, producedRecords: 1 });
  });

  it('count effects', () => {
    const effect = { type: 'effect', process: 'billing-1', name: 'ship', data: '{}' } as const;
    const view = after(empty(), started('billing-1'), effect, effect);
    expect(view.processes.get('billing-1')).toMatchObject({ effects: 2 });
  });

  it('adds a program once', () => {
    const added = { type: 'program-added', name: 'audit', entry: 'audit.ts', role: 'consumer' } as const;
    expect(after(empty(), added, added).programs.map((each) => each.name)).toEqual(['checkout', 'billing', 'audit']);
  });
});

describe('views as values', () => {
  const events = madeUpRun();

  it('leaves every earlier view as it was', () => {
    const views: View[] = [empty()];
    const said: string[] = [picture(views[0] ?? empty())];
    for (const event of events.slice(0, 400)) {
      const next = fold(views.at(-1) ?? empty(), event);
      views.push(next);
      said.push(picture(next));
    }
    expect(views.map(picture)).toEqual(said);
  });

  it('shares what did not change', () => {
    const before = foldAll(empty(), events.slice(0, 200));
    const next = after(before, appendedTo(0, 1, 99, ['anna']));
    expect(next.brokers).toBe(before.brokers);
    expect(next.groups).toBe(before.groups);
    expect(next.keys).toBe(before.keys);
    const [a, b] = [before.topics.get(TOPIC), next.topics.get(TOPIC)];
    expect(b?.partitions[1]).toBe(a?.partitions[1]);
    expect(b?.partitions[0]?.shelves.get(2)).toBe(a?.partitions[0]?.shelves.get(2));
    expect(b?.partitions[0]?.shelves.get(1)?.batches).toBe(a?.partitions[0]?.shelves.get(1)?.batches);
  });

  it('shares lists also when the same events are folded onto an older view again', () => {
    const start = foldAll(empty(), events.slice(0, 100));
    const once = foldAll(start, events.slice(100, 300));
    const twice = foldAll(start, events.slice(100, 300));
    expect(picture(twice)).toBe(picture(once));
    expect(shelf(twice, 0, 1)?.batches).toBe(shelf(once, 0, 1)?.batches);
  });

  it('gives a branch of history lists of its own', () => {
    const start = after(empty(), topicCreated(), appendedTo(0, 1, 0, ['anna']));
    const one = after(start, appendedTo(0, 1, 1, ['bella']), message(1));
    const other = after(start, appendedTo(0, 1, 1, ['cesar']), message(9));
    expect(shelf(one, 0, 1)?.batches[1]?.keys).toEqual(['bella']);
    expect(shelf(other, 0, 1)?.batches[1]?.keys).toEqual(['cesar']);
    expect([...one.keys.keys()]).toEqual(['anna', 'bella']);
    expect([...other.keys.keys()]).toEqual(['anna', 'cesar']);
    expect([...one.inFlight.keys()]).toEqual([1]);
    expect([...other.inFlight.keys()]).toEqual([9]);
  });

  it('counts events and keeps the time of the last', () => {
    const view = foldAll(empty(), events);
    expect(view.events).toBe(events.length);
    expect(view.atUs).toBe(events.at(-1)?.atUs);
    const leader = leaderShelf(partitionOf(view, TOPIC, 0) ?? expect.fail());
    expect(leader?.highWatermark).toBeGreaterThan(10);
  });

  it('folds a long run (its cost is printed, for whoever changes the fold)', () => {
    const long = madeUpRun({ producers: 20, readers: 3, untilUs: 60_000_000, everyUs: 200_000, workUs: 10_000 }).slice(
      0,
      10_000,
    );
    const begun = performance.now();
    const view = foldAll(empty(), long);
    const tookMs = performance.now() - begun;
    const each = ((tookMs / long.length) * 1000).toFixed(1);
    process.stdout.write(`fold: ${long.length} events in ${tookMs.toFixed(0)} ms, ${each} µs each\n`);
    expect(view.events).toBe(10_000);
  });
});

/** Everything that a view says, as text. */
function picture(view: View): string {
  const plain = (value: unknown): unknown => {
    if (value instanceof Map || value === view.keys || value === view.inFlight)
      return [...(value as Iterable<unknown>)].map(plain);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    if ('batchCount' in value && 'batches' in value) {
      const { batches, batchCount, ...rest } = value as { batches: readonly unknown[]; batchCount: number };
      return { ...rest, batches: batches.slice(0, batchCount) };
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  };
  return JSON.stringify(plain({ ...view }));
}
