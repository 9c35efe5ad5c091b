import type { ConformanceScenario } from '../scenario';
import { createTopic, produce } from '../setup';

export const describeCluster: ConformanceScenario = {
  name: 'describe-cluster',
  about: 'DescribeCluster, DescribeTopicPartitions, DescribeProducers: what admin tools ask first.',
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'described', [
      [1, 2, 3],
      [2, 3, 1],
    ]);
    await createTopic(stage, 'another', [[3], [1]]);
    const talk = await stage.connect(1);
    for (const version of [0, 1, 2]) {
      stage.step(`cluster, version ${version}`);
      await talk.ask('DescribeCluster', version, {});
    }
    stage.step('with the authorized operations');
    await talk.ask('DescribeCluster', 0, { includeClusterAuthorizedOperations: true });
    stage.step('the controllers, asked of a broker');
    await talk.ask('DescribeCluster', 1, { endpointType: 2 });
    stage.step('an end point that does not exist');
    await talk.ask('DescribeCluster', 1, { endpointType: 9 });

    stage.step('partitions of a topic');
    await talk.ask('DescribeTopicPartitions', 0, { topics: [{ name: 'described' }] });
    stage.step('of all topics, in the order of their names');
    await talk.ask('DescribeTopicPartitions', 0, { topics: [] });
    stage.step('so many and no more');
    await talk.ask('DescribeTopicPartitions', 0, { topics: [], responsePartitionLimit: 3 });
    stage.step('from there on');
    await talk.ask('DescribeTopicPartitions', 0, {
      topics: [],
      responsePartitionLimit: 3,
      cursor: { topicName: 'described', partitionIndex: 1 },
    });
    stage.step('none at all');
    await talk.ask('DescribeTopicPartitions', 0, { topics: [], responsePartitionLimit: 0 });
    stage.step('from before the start');
    await talk.ask('DescribeTopicPartitions', 0, {
      topics: [],
      cursor: { topicName: 'described', partitionIndex: -1 },
    });
    stage.step('a topic that does not exist');
    await talk.ask('DescribeTopicPartitions', 0, { topics: [{ name: 'unknown' }] });
    stage.step('an illegal name');
    await talk.ask('DescribeTopicPartitions', 0, { topics: [{ name: 'a b' }] });

    stage.step('producers of a partition');
    const batch = stage.batch([{ key: 'k' }], { producerId: 4711, producerEpoch: 0, baseSequence: 0 });
    await produce(stage, 1, 'described', 0, batch);
    await talk.ask('DescribeProducers', 0, { topics: [{ name: 'described', partitionIndexes: [0] }] });
    stage.step('producers of a partition that this broker does not lead, and of one that does not exist');
    await talk.ask('DescribeProducers', 0, { topics: [{ name: 'described', partitionIndexes: [1, 9] }] });
  },
};
