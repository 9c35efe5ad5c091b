import type { ConformanceScenario } from '../scenario';
import { sees } from '../sees';
import { createTopic, produce } from '../setup';

const TOPICS = ['leaving', 'leaving-alone'];

export const controlledShutdown: ConformanceScenario = {
  name: 'controlled-shutdown',
  about: 'A broker shuts down as it should: others lead before it is gone.',
  // Nobody needs to find out that it is dead: the session lasts longer than all of this.
  configs: { 'broker.session.timeout.ms': '60000' },
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'leaving', [
      [1, 2, 3],
      [2, 1, 3],
      [3, 2, 1],
    ]);
    await createTopic(stage, 'leaving-alone', [[1]]);
    const one = stage.batch([{ key: 'k', value: 'one' }]);
    await produce(stage, 1, 'leaving', 0, one);
    await produce(stage, 1, 'leaving-alone', 0, one);
    await stage.cluster.shutDown(1);
    const talk = await stage.connect(2);
    stage.step('once it is gone');
    await sees(stage, 2, TOPICS, (partitions) => partitions.every(({ leader }) => leader !== 1));
    for (const name of TOPICS) {
      await talk.ask('Metadata', 9, { topics: [{ name }], allowAutoTopicCreation: false });
    }
    stage.step('who may lead then');
    await talk.ask('DescribeTopicPartitions', 0, { topics: TOPICS.map((name) => ({ name })) });
    stage.step('acks=all with those that are left');
    await talk.ask('Produce', 9, {
      acks: -1,
      timeoutMs: 5_000,
      topicData: [{ name: 'leaving', partitionData: [{ index: 0, records: one }] }],
    });
    await stage.cluster.start(1);
    stage.step('back again');
    await sees(stage, 2, TOPICS, (partitions) => partitions.every(({ isr, replicas }) => isr === replicas));
    for (const name of TOPICS) {
      await talk.ask('Metadata', 9, { topics: [{ name }], allowAutoTopicCreation: false });
    }
  },
};
