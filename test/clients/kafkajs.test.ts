import {
  ConfigResourceTypes,
  Kafka,
  logLevel,
  Partitioners,
  type Admin,
  type Consumer,
  type EachMessagePayload,
} from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrokers, type RunningBrokers } from '../../tools/brokers/start-brokers';
import { within } from './within';

// KafkaJS as npm has it, on Node's own sockets and clock.

let brokers: RunningBrokers;
let kafka: Kafka;

beforeAll(async () => {
  brokers = await startBrokers();
  kafka = new Kafka({ clientId: 'kafkajs', brokers: brokers.bootstrap.split(','), logLevel: logLevel.NOTHING });
});

afterAll(() => brokers.stop());

async function withAdmin<T>(use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

async function createTopic(topic: string, numPartitions: number): Promise<void> {
  await withAdmin((admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions, replicationFactor: 3 }], waitForLeaders: true }),
  );
}

async function produce(topic: string, keys: readonly string[], acks = -1) {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    return await producer.send({ topic, acks, messages: keys.map((key) => ({ key, value: `value of ${key}` })) });
  } finally {
    await producer.disconnect();
  }
}

interface Reader {
  readonly consumer: Consumer;
  readonly read: { readonly key: string; readonly partition: number }[];
  /** Partitions by topic, as of the last rebalance. */
  assigned: readonly number[];
}

async function reader(topic: string, groupId: string): Promise<Reader> {
  const consumer = kafka.consumer({
    groupId,
    heartbeatInterval: 100,
    rebalanceTimeout: 5_000,
    sessionTimeout: 6_000,
    // A fetch that waits keeps KafkaJS from leaving and rejoining.
    maxWaitTimeInMs: 100,
  });
  const it: Reader = { consumer, read: [], assigned: [] };
  consumer.on('consumer.group_join', ({ payload }) => {
    it.assigned = payload.memberAssignment[topic] ?? [];
  });
  consumer.on('consumer.rebalancing', () => {
    it.assigned = [];
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message, partition }: EachMessagePayload) => {
      it.read.push({ key: String(message.key), partition });
      return Promise.resolve();
    },
  });
  return it;
}

const KEYS = Array.from({ length: 40 }, (_, i) => `key-${i}`);

describe('KafkaJS on Node', { timeout: 30_000 }, () => {
  it('produces with each acks and consumes all of it, in order within a partition', async () => {
    await createTopic('orders', 4);
    const sent = await produce('orders', KEYS);
    await produce('orders', ['one'], 1);
    await produce('orders', ['none'], 0);
    expect(sent.map(({ errorCode }) => errorCode)).toEqual(sent.map(() => 0));
    expect(new Set(sent.map(({ partition }) => partition)).size).toBe(4);

    const { consumer, read } = await reader('orders', 'orders-readers');
    await within(10_000, 'all records', () => read.length === KEYS.length + 2);
    await consumer.disconnect();
    expect(read.map(({ key }) => key).sort()).toEqual([...KEYS, 'none', 'one'].sort());
    for (let partition = 0; partition < 4; partition++) {
      const ofPartition = read.filter((one) => one.partition === partition && one.key.startsWith('key-'));
      const inOrder = KEYS.filter((key) => ofPartition.some((one) => one.key === key));
      expect(ofPartition.map(({ key }) => key)).toEqual(inOrder);
    }
  });

  it('shares four partitions between two readers, and gives all to the one that stays', async () => {
    await createTopic('shared', 4);
    const first = await reader('shared', 'pair');
    await within(10_000, 'one reader owns all', () => first.assigned.length === 4);
    const second = await reader('shared', 'pair');
    await within(10_000, 'two readers own two each', () => first.assigned.length === 2 && second.assigned.length === 2);
    expect([...first.assigned, ...second.assigned].sort()).toEqual([0, 1, 2, 3]);

    await produce('shared', KEYS);
    await within(10_000, 'all records', () => first.read.length + second.read.length === KEYS.length);
    expect(first.read.every(({ partition }) => first.assigned.includes(partition))).toBe(true);
    expect(second.read.every(({ partition }) => second.assigned.includes(partition))).toBe(true);

    const { groups } = await withAdmin((admin) => admin.describeGroups(['pair']));
    expect(groups.map(({ state, members }) => [state, members.length])).toEqual([['Stable', 2]]);

    await second.consumer.disconnect();
    await within(10_000, 'the reader that stays owns all', () => first.assigned.length === 4);
    await first.consumer.disconnect();
    const after = await withAdmin((admin) => admin.describeGroups(['pair']));
    expect(after.groups.map(({ state }) => state)).toEqual(['Empty']);
  });

  it('goes on after the last committed offset', async () => {
    await createTopic('diary', 1);
    await produce('diary', ['a', 'b']);
    const first = await reader('diary', 'diarists');
    await within(10_000, 'both records', () => first.read.length === 2);
    await first.consumer.disconnect();
    await produce('diary', ['c']);
    const second = await reader('diary', 'diarists');
    await within(10_000, 'the new record', () => second.read.length > 0);
    await second.consumer.disconnect();
    expect(second.read.map(({ key }) => key)).toEqual(['c']);
  });

  it('administers topics', async () => {
    await withAdmin(async (admin) => {
      expect(await admin.createTopics({ topics: [{ topic: 'managed', numPartitions: 2, replicationFactor: 2 }] })).toBe(
        true,
      );
      expect(await admin.createTopics({ topics: [{ topic: 'managed', numPartitions: 2 }] })).toBe(false);
      expect(await admin.listTopics()).toContain('managed');
      await admin.createPartitions({ topicPartitions: [{ topic: 'managed', count: 3 }] });
      const { topics } = await admin.fetchTopicMetadata({ topics: ['managed'] });
      expect(topics[0]?.partitions.map(({ partitionId, replicas }) => [partitionId, replicas.length]).sort()).toEqual([
        [0, 2],
        [1, 2],
        [2, 2],
      ]);
      await expect(admin.createTopics({ topics: [{ topic: 'too-wide', replicationFactor: 4 }] })).rejects.toMatchObject(
        { errors: [{ type: 'INVALID_REPLICATION_FACTOR' }] },
      );
      await admin.deleteTopics({ topics: ['managed'] });
      expect(await admin.listTopics()).not.toContain('managed');
    });
  });

  it('describes and alters settings', async () => {
    await createTopic('settings', 1);
    await withAdmin(async (admin) => {
      const told = async (name: string) => {
        const resource = { type: ConfigResourceTypes.TOPIC, name: 'settings', configNames: [name] };
        const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: true });
        return resources[0]?.configEntries[0];
      };
      expect(await told('retention.ms')).toMatchObject({ configValue: '604800000', isDefault: true });
      const change = (name: string, value: string) =>
        admin.alterConfigs({
          validateOnly: false,
          resources: [{ type: ConfigResourceTypes.TOPIC, name: 'settings', configEntries: [{ name, value }] }],
        });
      await change('retention.ms', '1000');
      // Decided by the controller; this broker hears of it a moment later.
      while ((await told('retention.ms'))?.configValue !== '1000');
      await expect(change('retention.ms', 'soon')).rejects.toMatchObject({ type: 'INVALID_CONFIG' });
      const broker = { type: ConfigResourceTypes.BROKER, name: '1' };
      const { resources } = await admin.describeConfigs({ resources: [broker], includeSynonyms: false });
      expect(resources[0]?.configEntries.length).toBeGreaterThan(150);
    });
  });

  it('administers the cluster, offsets and groups', async () => {
    await createTopic('counted', 2);
    await produce('counted', KEYS);
    const { consumer, read } = await reader('counted', 'counters');
    await within(10_000, 'all records', () => read.length === KEYS.length);
    await consumer.disconnect();
    await withAdmin(async (admin) => {
      const cluster = await admin.describeCluster();
      expect(cluster.brokers.map(({ nodeId, port }) => [nodeId, port])).toEqual([...brokers.ports]);
      const ends = await admin.fetchTopicOffsets('counted');
      expect(ends.reduce((sum, { high }) => sum + Number(high), 0)).toBe(KEYS.length);
      const byTopic = await admin.fetchOffsets({ groupId: 'counters', topics: ['counted'] });
      const committed = byTopic[0]?.partitions.map(({ partition, offset }) => ({ partition, offset }));
      expect(committed).toEqual(ends.map(({ partition, offset }) => ({ partition, offset })));
      expect((await admin.listGroups()).groups.map(({ groupId }) => groupId)).toContain('counters');
      await admin.deleteGroups(['counters']);
      expect((await admin.listGroups()).groups.map(({ groupId }) => groupId)).not.toContain('counters');
      await admin.deleteTopicRecords({ topic: 'counted', partitions: [{ partition: 0, offset: '3' }] });
      const starts = await admin.fetchTopicOffsets('counted');
      expect(starts.find(({ partition }) => partition === 0)?.low).toBe('3');
    });
  });
});
