import type { ConformanceScenario } from '../scenario';
import { sees } from '../sees';
import { createTopic, endOf, produce } from '../setup';

const TOPICS = ['kept', 'alone', 'pair'];

export const brokerKilled: ConformanceScenario = {
  name: 'broker-killed',
  about: 'A broker dies by kill -9 and comes back: elections, epochs, and what clients hear.',
  configs: { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' },
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'kept', [
      [1, 2, 3],
      [2, 1, 3],
      [3, 1, 2],
    ]);
    await createTopic(stage, 'alone', [[1]]);
    await createTopic(stage, 'pair', [[1, 2]], { 'min.insync.replicas': '2' });
    const one = stage.batch([{ key: 'k', value: 'one' }]);
    for (const topic of TOPICS) await produce(stage, 1, topic, 0, one);
    await produce(stage, 2, 'kept', 1, one);
    await produce(stage, 3, 'kept', 2, one);

    stage.step('killed: its connections end');
    const dying = await stage.connect(1);
    await stage.cluster.kill(1);
    await dying.comes('Metadata', 1);

    const talk = await stage.connect(2);
    stage.step('elected: the next in-sync replica leads, in a new epoch');
    await sees(stage, 2, TOPICS, (partitions) => partitions.every(({ leader }) => leader !== 1));
    for (const topic of TOPICS) {
      await talk.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false });
    }
    stage.step('eligible leaders');
    const admin = await stage.connect(2);
    await admin.ask('DescribeTopicPartitions', 0, { topics: TOPICS.map((name) => ({ name })) });

    const send = (topic: string, acks: number, version = 9) =>
      talk.ask('Produce', version, {
        acks,
        timeoutMs: 5_000,
        topicData: [{ name: topic, partitionData: [{ index: 0, records: one }] }],
      });
    stage.step('produce to the new leader');
    await send('kept', -1);
    stage.step('produce with too few in-sync replicas, acks all');
    await send('pair', -1);
    stage.step('produce with too few in-sync replicas, acks 1');
    await send('pair', 1);
    stage.step('produce to a partition that nobody leads');
    await send('alone', -1);
    await send('alone', -1, 10);

    const fetch = (version: number, topic: string, fetchOffset: number, currentLeaderEpoch: number) =>
      talk.ask('Fetch', version, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        topics: [{ topic, partitions: [{ partition: 0, fetchOffset, currentLeaderEpoch, partitionMaxBytes: 10_000 }] }],
      });
    stage.step('fetch with the old leader epoch');
    await fetch(11, 'kept', 0, 0);
    stage.step('fetch with the new leader epoch');
    await fetch(11, 'kept', 0, 1);
    stage.step('fetch from a partition that nobody leads');
    await fetch(12, 'alone', 0, -1);
    stage.step('what was not committed is not read');
    await fetch(11, 'pair', 0, -1);
    const offsets = (topic: string, timestamp: number, currentLeaderEpoch: number) =>
      talk.ask('ListOffsets', 5, {
        replicaId: -1,
        topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp, currentLeaderEpoch }] }],
      });
    stage.step('offsets, with the old leader epoch, and with the new one');
    await offsets('kept', -1, 0);
    await offsets('kept', -1, 1);
    await offsets('alone', -1, -1);
    stage.step('where each epoch ended');
    for (const leaderEpoch of [0, 1]) {
      const follower = await stage.connect(2);
      await follower.ask('OffsetForLeaderEpoch', 4, {
        topics: [{ topic: 'kept', partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch }] }],
      });
    }

    stage.step('back: in the ISR of all again, and leader only where nobody else could be');
    await stage.cluster.start(1);
    await sees(stage, 2, TOPICS, (partitions) => partitions.every(({ isr, replicas }) => isr === replicas));
    for (const topic of TOPICS) {
      await talk.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false });
    }
    stage.step('what was lost');
    const again = await stage.connect(1);
    const wire = await stage.wire(1);
    await stage.until('broker 1 leads again', async () => (await endOf(wire, 'alone', 0)) !== null);
    await again.ask('Fetch', 11, {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      topics: [{ topic: 'alone', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 10_000 }] }],
    });
    await fetch(11, 'pair', 0, -1);
  },
};
