import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';

const PREFERRED = 0;
const UNCLEAN = 1;

export const elections: ConformanceScenario = {
  name: 'elections',
  about: 'ElectLeaders, reassignments and leader epochs, while all brokers live.',
  async play(stage) {
    await createTopic(stage, 'elected', [
      [1, 2],
      [2, 3],
    ]);
    const talk = await stage.connect(2);
    const elect = (version: number, electionType: number, topic: string, partitions: readonly number[]) =>
      talk.ask('ElectLeaders', version, {
        ...(version > 0 ? { electionType } : {}),
        topicPartitions: [{ topic, partitions }],
        timeoutMs: 10_000,
      });
    stage.step('the preferred leader leads already');
    await elect(0, PREFERRED, 'elected', [0]);
    await elect(2, PREFERRED, 'elected', [0, 1]);
    stage.step('nobody has to be elected uncleanly');
    await elect(2, UNCLEAN, 'elected', [0]);
    stage.step('what does not exist');
    await elect(2, PREFERRED, 'elected', [9]);
    await elect(2, PREFERRED, 'elected-unknown', [0]);
    stage.step('a kind of election that does not exist');
    const odd = await stage.connect(2);
    await odd.ask('ElectLeaders', 2, {
      electionType: 7,
      topicPartitions: [{ topic: 'elected', partitions: [0] }],
      timeoutMs: 10_000,
    });

    stage.step('the epoch of the log');
    const epoch = (version: number, leaderEpoch: number, currentLeaderEpoch = -1, partition = 1) =>
      talk.ask('OffsetForLeaderEpoch', version, {
        topics: [{ topic: 'elected', partitions: [{ partition, currentLeaderEpoch, leaderEpoch }] }],
      });
    for (const version of [2, 3, 4]) await epoch(version, 0);
    stage.step('an epoch of the future, and one from before all');
    await epoch(4, 5);
    await epoch(4, -1);
    stage.step('asked with another current epoch');
    await epoch(4, 0, 5);
    stage.step('of a partition that this broker does not lead');
    await epoch(4, 0, -1, 0);
    stage.step('of a partition that does not exist');
    await epoch(4, 0, -1, 9);

    const list = (topics: readonly { name: string; partitionIndexes: readonly number[] }[] | null) =>
      talk.ask('ListPartitionReassignments', 0, { timeoutMs: 10_000, topics });
    const move = (partitionIndex: number, replicas: readonly number[] | null, name = 'elected') =>
      talk.ask('AlterPartitionReassignments', 1, {
        timeoutMs: 10_000,
        topics: [{ name, partitions: [{ partitionIndex, replicas }] }],
      });
    stage.step('no reassignments');
    await list(null);
    await list([{ name: 'elected', partitionIndexes: [0] }]);
    stage.step('nothing to cancel');
    await move(0, null);
    stage.step('refused: nobody, twice the same, a broker that is none, a partition that is none');
    await move(0, []);
    await move(0, [1, 1]);
    await move(0, [1, 9]);
    await move(9, [1]);
    await move(0, [1], 'elected-unknown');
    stage.step('moved to others');
    await move(0, [3, 1]);
    await stage.until('it stands there', async () => {
      const { topics } = await talk.wire.request('Metadata', 9, {
        topics: [{ name: 'elected' }],
        allowAutoTopicCreation: false,
      });
      const moved = topics[0]?.partitions.find(({ partitionIndex }) => partitionIndex === 0);
      return moved?.replicaNodes.join() === '3,1' && moved.isrNodes.length === 2;
    });
    const { topics } = await talk.wire.request('Metadata', 9, {
      topics: [{ name: 'elected' }],
      allowAutoTopicCreation: false,
    });
    const moved = topics[0]?.partitions.find(({ partitionIndex }) => partitionIndex === 0);
    stage.say(`replicas ${moved?.replicaNodes.join()}, leader ${moved?.leaderId}`);
    await list(null);
    stage.step('its preferred leader is elected');
    await elect(2, PREFERRED, 'elected', [0]);
    stage.step('fewer replicas');
    await move(1, [2]);
  },
};
