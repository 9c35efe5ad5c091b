import type { ConformanceScenario } from '../scenario';
import { sees } from '../sees';
import { createTopic, produce } from '../setup';

export const uncleanElection: ConformanceScenario = {
  name: 'unclean-election',
  about: 'The only broker that has everything dies: unclean election gives the partition to one that has less.',
  configs: { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' },
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'unclean', [[1, 2]], { 'unclean.leader.election.enable': 'true' });
    await createTopic(stage, 'clean', [[1, 2]]);
    const topics = ['unclean', 'clean'];
    const send = (key: string) => stage.batch([{ key, value: 'v' }]);
    for (const topic of topics) await produce(stage, 1, topic, 0, send('both have it'));
    await stage.cluster.kill(2);
    await sees(stage, 1, topics, (partitions) => partitions.every(({ isr }) => isr === 1));
    for (const topic of topics) await produce(stage, 1, topic, 0, send('only the first has it'));
    await stage.cluster.kill(1);
    await stage.cluster.start(2);
    stage.step('the second one is back, the first one is dead');
    await sees(stage, 2, topics, ([unclean, clean]) => unclean?.leader === 2 && clean?.leader === -1);
    const talk = await stage.connect(2);
    await talk.ask('DescribeTopicPartitions', 0, { topics: topics.map((name) => ({ name })) });
    stage.step('what the unclean leader has');
    const fetch = (topic: string) =>
      talk.ask('Fetch', 11, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 1,
        topics: [{ topic, partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 10_000 }] }],
      });
    await fetch('unclean');
    await produce(stage, 2, 'unclean', 0, send('written by the second'));
    await stage.cluster.start(1);
    stage.step('the first one is back, and follows');
    await sees(stage, 2, topics, (partitions) => partitions.every(({ isr }) => isr === 2));
    await talk.ask('DescribeTopicPartitions', 0, { topics: topics.map((name) => ({ name })) });
    stage.step('what is left');
    await fetch('unclean');
    const first = await stage.connect(1);
    await first.ask('Fetch', 11, {
      replicaId: -1,
      maxWaitMs: 0,
      minBytes: 1,
      topics: [{ topic: 'clean', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 10_000 }] }],
    });
    stage.step('where each epoch ended');
    for (const leaderEpoch of [0, 1, 2, 3]) {
      await talk.ask('OffsetForLeaderEpoch', 4, {
        topics: [{ topic: 'unclean', partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch }] }],
      });
    }
  },
};
