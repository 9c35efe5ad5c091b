import { describe, expect, it } from 'vitest';
import type { SimEvent } from '../../../src/contract/event';
import { ERROR } from '../../../src/sim/protocol/errors';
import { batchOf, world, type WireClient, type World, type WorldOptions } from '../../support/world';

// What a setting does that is changed while the cluster runs. What is refused: test/sim/config and test/conformance.

const topicT = { name: 'T', partitions: 1, replicationFactor: 2, assignment: [[1, 2]] };

const withT = (options: WorldOptions = {}): World => world({ topics: [topicT], ...options });

function produce(here: World, client: WireClient, ...keys: string[]): number {
  const partitionData = [{ index: 0, records: batchOf(here, ...keys) }];
  const topicData = [{ name: 'T', partitionData }];
  const { responses } = client.request(1, 'Produce', 7, { acks: -1, timeoutMs: 1000, topicData });
  return responses[0]?.partitionResponses[0]?.errorCode ?? -1;
}

/** As kafka-configs.sh does it; waits until every broker has it. */
function alter(here: World, configs: Record<string, string | null>): void {
  here.cluster.command({ type: 'alter-topic-configs', topic: 'T', configs });
  const ended = (): SimEvent | undefined =>
    here.events.findLast((event) => event.type === 'tool' && event.state !== 'called');
  const before = ended();
  here.runUntil(() => ended() !== before, 'the end of the tool');
  expect(ended()).toMatchObject({ state: 'done', message: 'Completed updating config for topic T.' });
  here.run(200);
}

function alterBrokers(here: World, client: WireClient, name: string, value: string, broker = ''): void {
  const configs = [{ name, configOperation: 0, value }];
  const resources = [{ resourceType: 4, resourceName: broker, configs }];
  const { responses } = client.request(Number(broker || 2), 'IncrementalAlterConfigs', 1, { resources });
  expect(responses).toMatchObject([{ errorCode: 0, errorMessage: null }]);
  here.run(200);
}

const logOf = (here: World, broker = 1) => here.cluster.nodes.get(broker)?.broker?.replicas.partition('T', 0)?.log;

describe('a setting of a topic', () => {
  it('is told, and one that is taken back has the default again', () => {
    const here = withT();
    alter(here, { 'retention.ms': '1000', 'segment.ms': '2000' });
    alter(here, { 'retention.ms': null });
    expect(here.events.filter(({ type }) => type === 'topic-configs')).toMatchObject([
      { topic: 'T', configs: { 'retention.ms': '1000', 'segment.ms': '2000' } },
      { topic: 'T', configs: { 'segment.ms': '2000' } },
    ]);
    expect(logOf(here)?.config.retentionMs).toBe(604_800_000);
    here.cluster.command({ type: 'alter-topic-configs', topic: 'T', configs: { 'retention.ms': null } });
    here.run(1000);
    expect(here.events.findLast(({ type }) => type === 'tool')).toMatchObject({
      state: 'failed',
      error: null,
      message: 'Invalid config(s): retention.ms',
    });
  });

  it('rolls and deletes segments by the new limits, on leader and follower', () => {
    const here = withT({ config: { 'log.retention.check.interval.ms': '1000', 'log.initial.task.delay.ms': '0' } });
    const client = here.client();
    for (let i = 0; i < 4; i++) produce(here, client, `k${i}`);
    expect(logOf(here)?.logStartOffset).toBe(0);
    alter(here, { 'segment.bytes': '100', 'retention.bytes': '150' });
    for (let i = 0; i < 4; i++) produce(here, client, `l${i}`);
    here.run(5000);
    expect(here.events.filter(({ type }) => type === 'segment-rolled').length).toBeGreaterThan(5);
    expect(logOf(here, 1)?.logStartOffset).toBeGreaterThan(4);
    expect(logOf(here, 2)?.logStartOffset).toBe(logOf(here, 1)?.logStartOffset);
  });

  it('min.insync.replicas refuses acks=all from then on, and clears who was eligible', () => {
    const here = withT();
    const client = here.client();
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.run(15_000);
    expect(produce(here, client, 'a')).toBe(0);
    alter(here, { 'min.insync.replicas': '2' });
    expect(produce(here, client, 'b')).toBe(ERROR.NOT_ENOUGH_REPLICAS);
    alter(here, { 'min.insync.replicas': null });
    expect(produce(here, client, 'c')).toBe(0);
  });

  it('min.insync.replicas clears who was eligible to lead', () => {
    const here = world({ topics: [{ ...topicT, configs: { 'min.insync.replicas': '2' } }] });
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.run(15_000);
    const elr = () => here.cluster.nodes.get(1)?.broker?.image.topics.get('T')?.partitions[0]?.elr;
    expect(elr()).toEqual([2]);
    alter(here, { 'min.insync.replicas': '1' });
    expect(elr()).toEqual([]);
    expect(here.events.findLast(({ type }) => type === 'partition-changed')).toMatchObject({ reason: 'elr-changed' });
  });

  it('unclean.leader.election.enable lets the controller elect when it next looks', () => {
    const here = withT({ controllers: [3], config: { 'unclean.leader.election.interval.ms': '20000' } });
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.run(15_000);
    here.cluster.command({ type: 'kill-broker', broker: 1 });
    here.cluster.command({ type: 'start-broker', broker: 2, disk: 'kept' });
    here.run(40_000);
    const leader = () => here.cluster.nodes.get(3)?.broker?.image.topics.get('T')?.partitions[0]?.leader;
    expect(leader()).toBe(-1);
    alter(here, { 'unclean.leader.election.enable': 'true' });
    here.run(20_000);
    expect(leader()).toBe(2);
    expect(here.events).toContainEqual(
      expect.objectContaining({ type: 'partition-changed', reason: 'unclean-election' }),
    );
  });
});

describe('a setting of brokers', () => {
  it('is one of topics that have none, and one of a single broker is stronger', () => {
    const here = withT();
    const client = here.client();
    alterBrokers(here, client, 'log.segment.bytes', '5000');
    expect([logOf(here, 1)?.config.segmentBytes, logOf(here, 2)?.config.segmentBytes]).toEqual([5000, 5000]);
    alterBrokers(here, client, 'log.segment.bytes', '6000', '2');
    expect([logOf(here, 1)?.config.segmentBytes, logOf(here, 2)?.config.segmentBytes]).toEqual([5000, 6000]);
    alter(here, { 'segment.bytes': '7000' });
    expect([logOf(here, 1)?.config.segmentBytes, logOf(here, 2)?.config.segmentBytes]).toEqual([7000, 7000]);
    expect(here.events.filter(({ type }) => type === 'broker-configs')).toMatchObject([
      { broker: null, configs: { 'log.segment.bytes': '5000', 'min.insync.replicas': '1' } },
      { broker: 2, configs: { 'log.segment.bytes': '6000' } },
    ]);
  });

  it('outlives the broker that it was told to, and its controller', () => {
    const here = withT();
    const client = here.client();
    alterBrokers(here, client, 'log.segment.bytes', '5000');
    for (const broker of [3, 2]) {
      here.cluster.command({ type: 'kill-broker', broker });
      here.run(20_000);
      here.cluster.command({ type: 'start-broker', broker, disk: 'lost' });
      here.run(20_000);
    }
    expect(logOf(here, 2)?.config.segmentBytes).toBe(5000);
  });

  it('min.insync.replicas of the scenario is that of all brokers, and can be changed', () => {
    const here = withT({ config: { 'min.insync.replicas': '2' } });
    const client = here.client();
    here.cluster.command({ type: 'kill-broker', broker: 2 });
    here.run(15_000);
    expect(produce(here, client, 'a')).toBe(ERROR.NOT_ENOUGH_REPLICAS);
    const resources = [
      { resourceType: 4, resourceName: '', configs: [{ name: 'min.insync.replicas', configOperation: 0, value: '1' }] },
    ];
    expect(client.request(3, 'IncrementalAlterConfigs', 1, { resources }).responses[0]?.errorCode).toBe(0);
    here.run(200);
    expect(produce(here, client, 'b')).toBe(0);
  });
});

describe('a scenario', () => {
  it.each([
    [{ 'no.such.config': '1' }, 'scenario world: Unknown broker config name: no.such.config'],
    [
      { 'num.partitions': '0' },
      'scenario world: Invalid value 0 for configuration num.partitions: Value must be at least 1',
    ],
    [
      { 'group.max.size': 'many' },
      'scenario world: Invalid value many for configuration group.max.size: Not a number of type INT',
    ],
  ])('with %o cannot stand', (config, message) => {
    expect(() => world({ config: config as unknown as Record<string, string> })).toThrow(message);
  });
});
