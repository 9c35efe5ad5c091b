import type { ConformanceScenario } from '../scenario';
import { sees } from '../sees';
import { createTopic } from '../setup';

export const preferredLeader: ConformanceScenario = {
  name: 'preferred-leader',
  about: 'ElectLeaders gives a broker that was dead the partitions that it should lead.',
  configs: { 'broker.session.timeout.ms': '3000', 'broker.heartbeat.interval.ms': '500' },
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'preferred', [
      [1, 2, 3],
      [2, 1, 3],
    ]);
    await stage.cluster.kill(1);
    await sees(stage, 2, ['preferred'], (partitions) => partitions.every(({ leader }) => leader !== 1));
    const talk = await stage.connect(2);
    const elect = () =>
      talk.ask('ElectLeaders', 2, {
        electionType: 0,
        topicPartitions: [{ topic: 'preferred', partitions: [0, 1] }],
        timeoutMs: 10_000,
      });
    stage.step('while it is dead');
    await elect();
    await stage.cluster.start(1);
    await sees(stage, 2, ['preferred'], (partitions) => partitions.every(({ isr, replicas }) => isr === replicas));
    stage.step('once it has caught up');
    await elect();
    await sees(stage, 2, ['preferred'], ([first]) => first?.leader === 1);
    await talk.ask('Metadata', 9, { topics: [{ name: 'preferred' }], allowAutoTopicCreation: false });
  },
};
