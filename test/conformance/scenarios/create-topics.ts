import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';
import type { Body } from '../wire';

type Wish = NonNullable<Body<'CreateTopics'>['topics']>[number];

const placed = (...assignment: number[][]): Wish['assignments'] =>
  assignment.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds }));

const REFUSED: Readonly<Record<string, Wish>> = {
  'it exists': { name: 'create-known', numPartitions: 1, replicationFactor: 1 },
  'an empty name': { name: '', numPartitions: 1, replicationFactor: 1 },
  'the name of a folder': { name: '..', numPartitions: 1, replicationFactor: 1 },
  'an illegal character': { name: 'a b', numPartitions: 1, replicationFactor: 1 },
  'a name that is too long': { name: 'x'.repeat(250), numPartitions: 1, replicationFactor: 1 },
  'a name that collides': { name: 'create_known.dot', numPartitions: 1, replicationFactor: 1 },
  'no partitions': { name: 'create-bad', numPartitions: 0, replicationFactor: 1 },
  'fewer than no partitions': { name: 'create-bad', numPartitions: -2, replicationFactor: 1 },
  'no replicas': { name: 'create-bad', numPartitions: 1, replicationFactor: 0 },
  'more replicas than brokers': { name: 'create-bad', numPartitions: 1, replicationFactor: 4 },
  'a placement and a number of partitions': {
    name: 'create-bad',
    numPartitions: 1,
    replicationFactor: -1,
    assignments: placed([1]),
  },
  'a placement and a number of replicas': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: 1,
    assignments: placed([1]),
  },
  'a placement on a broker that is none': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: placed([1, 9]),
  },
  'a placement twice on one broker': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: placed([1, 1]),
  },
  'a placement on nobody': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: placed([]),
  },
  'a placement with unequal numbers of replicas': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: placed([1, 2], [3]),
  },
  'a placement with a hole': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: [
      { partitionIndex: 0, brokerIds: [1] },
      { partitionIndex: 2, brokerIds: [1] },
    ],
  },
  'a placement that names a partition twice': {
    name: 'create-bad',
    numPartitions: -1,
    replicationFactor: -1,
    assignments: [
      { partitionIndex: 0, brokerIds: [1] },
      { partitionIndex: 0, brokerIds: [2] },
    ],
  },
  'an unknown config': {
    name: 'create-bad',
    numPartitions: 1,
    replicationFactor: 1,
    configs: [{ name: 'no.such.config', value: '1' }],
  },
  'a config that is no number': {
    name: 'create-bad',
    numPartitions: 1,
    replicationFactor: 1,
    configs: [{ name: 'retention.ms', value: 'soon' }],
  },
  'a config out of its range': {
    name: 'create-bad',
    numPartitions: 1,
    replicationFactor: 1,
    configs: [{ name: 'segment.bytes', value: '1' }],
  },
  'a config that is none of its words': {
    name: 'create-bad',
    numPartitions: 1,
    replicationFactor: 1,
    configs: [{ name: 'cleanup.policy', value: 'shred' }],
  },
  'a config without a value': {
    name: 'create-bad',
    numPartitions: 1,
    replicationFactor: 1,
    configs: [{ name: 'retention.ms', value: null }],
  },
};

export const createTopics: ConformanceScenario = {
  name: 'create-topics',
  about: 'CreateTopics: what is made, what is refused, and in which words.',
  async play(stage) {
    const talk = await stage.connect(1);
    await createTopic(stage, 'create-known', [[1]]);
    await createTopic(stage, 'create.known.dot', [[1]]);

    for (const [why, wish] of Object.entries(REFUSED)) {
      stage.step(`refused: ${why}`);
      await talk.ask('CreateTopics', 7, { topics: [wish], timeoutMs: 10_000 });
    }

    stage.step('refused: the same name twice');
    await talk.ask('CreateTopics', 7, {
      topics: [
        { name: 'create-twice', numPartitions: 1, replicationFactor: 1 },
        { name: 'create-twice', numPartitions: 2, replicationFactor: 1 },
      ],
      timeoutMs: 10_000,
    });

    stage.step('refused in version 4');
    await talk.ask('CreateTopics', 4, {
      topics: [{ name: 'create-bad', numPartitions: 1, replicationFactor: 9 }],
      timeoutMs: 10_000,
    });

    const wire = await stage.wire(1);
    const made = async (version: number, wish: Wish, validateOnly = false): Promise<void> => {
      const { topics } = await wire.request('CreateTopics', version, {
        topics: [wish],
        timeoutMs: 10_000,
        validateOnly,
      });
      const { errorCode, errorMessage, numPartitions, replicationFactor, configs } = topics[0] ?? {};
      stage.say(
        `errorCode=${errorCode} errorMessage=${errorMessage} numPartitions=${numPartitions} ` +
          `replicationFactor=${replicationFactor} ${configs?.length ?? 'no'} configs`,
      );
    };
    stage.step('only tried');
    await made(7, { name: 'create-tried', numPartitions: 3, replicationFactor: 2 }, true);
    stage.step('only tried, so it does not exist');
    await talk.ask('Metadata', 9, { topics: [{ name: 'create-tried' }], allowAutoTopicCreation: false });

    for (const version of [2, 4, 5, 6, 7]) {
      stage.step(`made, version ${version}`);
      await made(version, { name: `create-v${version}`, numPartitions: 2, replicationFactor: 3 });
    }
    stage.step('made with the defaults of the brokers');
    await made(7, { name: 'create-default', numPartitions: -1, replicationFactor: -1 });

    stage.step('made with a placement and configs of its own');
    await talk.ask('CreateTopics', 7, {
      topics: [
        {
          name: 'create-placed',
          numPartitions: -1,
          replicationFactor: -1,
          assignments: placed([3, 1], [1, 2]),
          configs: [
            { name: 'retention.ms', value: '60000' },
            { name: 'cleanup.policy', value: 'compact' },
          ],
        },
      ],
      timeoutMs: 10_000,
    });
    stage.step('stands as it was placed');
    await stage.until('the topic is known', async () => {
      const { topics } = await wire.request('Metadata', 9, {
        topics: [{ name: 'create-placed' }],
        allowAutoTopicCreation: false,
      });
      return topics[0]?.partitions.length === 2;
    });
    await talk.ask('Metadata', 9, { topics: [{ name: 'create-placed' }], allowAutoTopicCreation: false });
  },
};
