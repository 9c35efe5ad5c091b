import { describe, expect, it } from 'vitest';
import type { AdminCommand } from '../../../src/contract/command';
import type { ToolEvent } from '../../../src/contract/event';
import { batchOf, world, type World, type WorldOptions } from '../../support/world';

const topicT = {
  name: 'T',
  partitions: 2,
  replicationFactor: 2,
  assignment: [
    [1, 2],
    [2, 3],
  ],
};

const withT = (options: WorldOptions = {}): World => world({ topics: [topicT], ...options });

const toldBy = (here: World): ToolEvent[] => here.events.filter((event) => event.type === 'tool');

/** Calls the tool, and lets time pass until it has ended. */
function call(here: World, command: AdminCommand): ToolEvent {
  const before = toldBy(here).length;
  here.cluster.command(command);
  here.runUntil(() => toldBy(here).length >= before + 2, `the end of ${command.type}`);
  const [called, ended] = toldBy(here).slice(before);
  if (called === undefined || ended === undefined) throw new Error('the tool does not tell of itself');
  expect(called).toMatchObject({ state: 'called', error: null, message: null });
  expect(ended).toMatchObject({ call: called.call, line: called.line });
  return ended;
}

function produce(here: World, count: number): void {
  const client = here.client();
  for (let i = 0; i < count; i++) {
    const partitionData = [{ index: 0, records: batchOf(here, `k${i}`) }];
    client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData: [{ name: 'T', partitionData }] });
  }
}

const committed = (here: World): string[] =>
  here.events.flatMap((event) =>
    event.type === 'offset-committed' ? [`${event.group} ${event.topic}-${event.partition}=${event.offset}`] : [],
  );

describe('reset-offsets', () => {
  const reset = { type: 'reset-offsets', group: 'readers', topic: 'T', partition: null, to: 'latest' } as const;

  it('commits for a group that nobody is in, and creates __consumer_offsets for it if need be', () => {
    const here = withT();
    produce(here, 3);
    expect(call(here, reset)).toMatchObject({
      state: 'done',
      line: 'kafka-consumer-groups.sh --bootstrap-server broker-1:9092,broker-2:9092,broker-3:9092 --group readers --topic T --reset-offsets --to-latest --execute',
      message: [
        'GROUP           TOPIC           PARTITION  NEW-OFFSET',
        'readers         T               0          3',
        'readers         T               1          0',
      ].join('\n'),
    });
    expect(committed(here)).toEqual(['readers T-0=3', 'readers T-1=0']);
    expect(here.cluster.nodes.get(1)?.broker?.image.topics.get('__consumer_offsets')?.partitions.length).toBe(50);
  });

  it('keeps an offset within what the log has', () => {
    const here = withT();
    produce(here, 3);
    const to = (offset: number) => call(here, { ...reset, partition: 0, to: offset });
    expect(to(2)).toMatchObject({
      state: 'done',
      line: expect.stringContaining('--topic T:0 --reset-offsets --to-offset 2'),
    });
    to(99);
    call(here, { type: 'delete-records', topic: 'T', partition: 0, beforeOffset: 1 });
    to(0);
    expect(committed(here)).toEqual(['readers T-0=2', 'readers T-0=3', 'readers T-0=1']);
  });

  it('counts from what is committed, and refuses where nothing is', () => {
    const here = withT();
    produce(here, 3);
    const by = (shiftBy: number, partition: number | null = 0) => call(here, { ...reset, partition, to: { shiftBy } });
    expect(by(-1)).toMatchObject({
      state: 'failed',
      error: null,
      message: 'Cannot shift offset for partition T-0 since there is no current committed offset',
    });
    call(here, { ...reset, partition: 0 });
    expect(by(-2)).toMatchObject({ state: 'done', line: expect.stringContaining('--reset-offsets --shift-by -2 --') });
    by(1);
    by(-99);
    by(99);
    expect(committed(here)).toEqual([3, 1, 2, 0, 3].map((offset) => `readers T-0=${offset}`));
    expect(by(-1, null)).toMatchObject({ message: expect.stringContaining('partition T-1') });
  });

  it('finds the first record of a moment or later, and takes the end of a log that has none', () => {
    const here = withT();
    produce(here, 2);
    here.run(1_000);
    const atUs = here.cluster.nowUs;
    produce(here, 1);
    const to = (moment: number) => call(here, { ...reset, to: { atUs: moment } });
    expect(to(atUs)).toMatchObject({
      state: 'done',
      line: expect.stringMatching(/ --to-datetime 2023-11-14T22:13:2\d\.\d{3}Z /),
    });
    to(0);
    to(here.cluster.nowUs + 1_000_000);
    expect(committed(here).filter((line) => line.includes('T-0'))).toEqual(
      [2, 0, 3].map((offset) => `readers T-0=${offset}`),
    );
  });

  it('refuses in its own words while the group has members, and delete-group in the broker’s', () => {
    const here = withT({ config: { 'group.initial.rebalance.delay.ms': '0' } });
    const client = here.client();
    const join = { groupId: 'readers', sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 30_000, protocolType: 'consumer' };
    const protocols = [{ name: 'range', metadata: new Uint8Array(0) }];
    call(here, { ...reset, group: 'other' }); // __consumer_offsets is there now
    const { nodeId } = client.request(1, 'FindCoordinator', 2, { key: 'readers', keyType: 0 });
    client.request(nodeId, 'JoinGroup', 3, { ...join, memberId: '', protocols });
    expect(call(here, reset)).toMatchObject({
      state: 'failed',
      error: null,
      message:
        "Assignments can only be reset if the group 'readers' is inactive, but the current state is CompletingRebalance.",
    });
    expect(call(here, { type: 'delete-group', group: 'readers' })).toMatchObject({
      state: 'failed',
      error: 'NON_EMPTY_GROUP',
      message: 'The group is not empty.',
    });
    client.exit();
    here.run(40_000);
    expect(call(here, { type: 'delete-group', group: 'readers' })).toMatchObject({ state: 'done' });
    expect(call(here, { type: 'delete-group', group: 'readers' })).toMatchObject({ error: 'GROUP_ID_NOT_FOUND' });
  });
});

describe('leaders and replicas', () => {
  it('elects uncleanly when nobody clean is left, and says when nobody is left at all', () => {
    const here = withT({ controllers: [3] });
    const elect = { type: 'elect-leader', topic: 'T', partition: 0, election: 'unclean' } as const;
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.run(15_000);
    here.cluster.command({ type: 'kill-broker', broker: 1 });
    here.run(15_000);
    expect(call(here, elect)).toMatchObject({ state: 'failed', error: 'ELIGIBLE_LEADERS_NOT_AVAILABLE' });
    here.cluster.command({ type: 'start-broker', broker: 2, disk: 'kept' });
    here.run(5000);
    expect(call(here, elect)).toMatchObject({
      state: 'done',
      message: 'Successfully completed leader election (UNCLEAN) for partitions T-0',
    });
    expect(here.events).toContainEqual(
      expect.objectContaining({ type: 'partition-changed', reason: 'unclean-election' }),
    );
    expect(call(here, elect).message).toBe('Valid replica already elected for partitions T-0');
  });

  it('moves a partition, and prints the way back', () => {
    const here = withT();
    const ended = call(here, { type: 'reassign-partition', topic: 'T', partition: 0, replicas: [3, 1] });
    expect(ended.message).toContain(
      '{"topic":"T","partition":0,"replicas":[1,2],"log_dirs":["/var/lib/kafka/data","/var/lib/kafka/data"]}',
    );
    expect(ended.message).toContain('Successfully started partition reassignment for T-0');
    here.run(5000);
    expect(here.cluster.nodes.get(1)?.broker?.image.topics.get('T')?.partitions[0]?.replicas).toEqual([3, 1]);
  });
});

describe('a tool on the network', () => {
  it('gives up after default.api.timeout.ms when nobody is there', () => {
    const here = withT();
    for (const broker of [1, 2, 3]) here.cluster.command({ type: 'kill-broker', broker });
    here.cluster.command({ type: 'delete-topic', topic: 'T' });
    here.run(61_000);
    expect(toldBy(here)[1]).toMatchObject({
      state: 'failed',
      error: 'TIMED_OUT',
      message: 'Timed out waiting for a node assignment. Call: listTopics',
      atUs: 60_000_000,
    });
  });

  it('waits for a leader, and finds it', () => {
    const here = withT();
    here.cluster.command({ type: 'kill-broker', broker: 1 });
    const ended = call(here, { type: 'delete-records', topic: 'T', partition: 0, beforeOffset: 0 });
    expect(ended).toMatchObject({ state: 'done', message: expect.stringContaining('low_watermark: 0') });
    expect(here.nowMs).toBeGreaterThan(5000);
  });

  it('is cut off from a broker that was isolated before it came', () => {
    const here = withT();
    here.cluster.command({ type: 'isolate-broker', broker: 1 });
    here.cluster.command({ type: 'create-topic', topic: { name: 'New', partitions: 1, replicationFactor: 1 } });
    here.run(30_000);
    expect(here.events).toContainEqual(
      expect.objectContaining({ type: 'link', from: 'tool:admin', to: 'broker:1', state: 'cut' }),
    );
    expect(toldBy(here)[1]).toMatchObject({ state: 'done' });
    here.cluster.command({ type: 'heal-broker', broker: 1 });
    here.run(1000);
    expect(here.events).toContainEqual(
      expect.objectContaining({ type: 'link', from: 'tool:admin', to: 'broker:1', state: 'up' }),
    );
  });

  it('leaves the same journal with the same commands', () => {
    const hash = (): string => {
      const here = withT();
      here.cluster.command({ type: 'add-partitions', topic: 'T', partitions: 5 });
      here.cluster.command({ type: 'reassign-partition', topic: 'T', partition: 1, replicas: [1, 3] });
      here.run(3000);
      expect(toldBy(here).filter(({ state }) => state === 'done')).toHaveLength(2);
      return here.cluster.journalHash;
    };
    expect(hash()).toBe(hash());
  });
});

describe('the command line', () => {
  it('is what bash takes', () => {
    const here = withT();
    const line = (command: AdminCommand): string => {
      here.cluster.command(command);
      here.run(1);
      return (toldBy(here).at(-1)?.line ?? '').replace(/ --bootstrap-server \S+/, '');
    };
    const configs = { 'cleanup.policy': 'compact,delete', 'retention.ms': '5', 'segment.ms': null };
    expect(line({ type: 'alter-topic-configs', topic: 'T', configs })).toBe(
      "kafka-configs.sh --alter --entity-type topics --entity-name T --add-config 'cleanup.policy=[compact,delete],retention.ms=5' --delete-config segment.ms",
    );
    expect(line({ type: 'delete-group', group: "it's" })).toBe(`kafka-consumer-groups.sh --delete --group 'it'\\''s'`);
    const topic = { name: 'New', partitions: 2, replicationFactor: 2, assignment: topicT.assignment };
    expect(line({ type: 'create-topic', topic })).toBe(
      'kafka-topics.sh --create --topic New --replica-assignment 1:2,2:3',
    );
  });
});
