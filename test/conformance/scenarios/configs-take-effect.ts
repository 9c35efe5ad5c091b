import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';
import type { Stage } from '../stage';

const TOPIC = 2;
const BROKER = 4;
const SET = 0;
const DELETE = 1;

type Op = readonly [name: string, operation: number, value: string | null];
type Resource = readonly [resourceType: number, resourceName: string, ops: readonly Op[]];

const TOPIC_NAME = 'alive';

export const configsTakeEffect: ConformanceScenario = {
  name: 'configs-take-effect',
  about: 'Settings of topics and of brokers, changed while they run: what is read, written and refused then.',
  fresh: true,
  async play(stage) {
    await createTopic(stage, TOPIC_NAME, [[1, 2]]);
    const talk = await stage.connect(1);
    const told = async (resourceType: number, resourceName: string, name: string, version = 4) =>
      talk.ask('DescribeConfigs', version, {
        resources: [{ resourceType, resourceName, configurationKeys: [name] }],
        includeSynonyms: true,
      });
    const produce = (...values: string[]) =>
      talk.ask('Produce', 9, {
        acks: -1,
        timeoutMs: 5000,
        topicData: [
          { name: TOPIC_NAME, partitionData: [{ index: 0, records: stage.batch(values.map((value) => ({ value }))) }] },
        ],
      });
    const alter = (...resources: Resource[]) => talk.ask('IncrementalAlterConfigs', 0, { resources: asked(resources) });

    stage.step('a smaller max.message.bytes refuses what was fine');
    await alter([TOPIC, TOPIC_NAME, [['max.message.bytes', SET, '200']]]);
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'max.message.bytes', '200');
    await produce('v'.repeat(300));
    await produce('short');
    stage.step('without it everything is as before');
    await alter([TOPIC, TOPIC_NAME, [['max.message.bytes', DELETE, null]]]);
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'max.message.bytes', '1048588');
    await produce('v'.repeat(300));

    stage.step('more min.insync.replicas than there are replicas count as many as there are');
    await alter([TOPIC, TOPIC_NAME, [['min.insync.replicas', SET, '3']]]);
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'min.insync.replicas', '3');
    await produce('still taken');

    stage.step('a setting of all brokers is one of topics that have none');
    await alter([BROKER, '', [['log.retention.ms', SET, '70000']]]);
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'retention.ms', '70000');
    await told(TOPIC, TOPIC_NAME, 'retention.ms');
    await told(BROKER, '1', 'log.retention.ms');
    await told(BROKER, '1', 'log.retention.hours');
    await told(BROKER, '', 'log.retention.ms');
    stage.step('one of a broker is stronger');
    await alter([BROKER, '1', [['log.retention.ms', SET, '80000']]]);
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'retention.ms', '80000');
    await told(TOPIC, TOPIC_NAME, 'retention.ms');
    await told(BROKER, '1', 'log.retention.ms');
    stage.step('one of the topic is the strongest');
    await alter([TOPIC, TOPIC_NAME, [['retention.ms', SET, '90000']]]);
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'retention.ms', '90000');
    await told(TOPIC, TOPIC_NAME, 'retention.ms');

    stage.step('several resources, one of them refused');
    await alter(
      [TOPIC, TOPIC_NAME, [['segment.ms', SET, '500000']]],
      [TOPIC, 'alive-unknown', [['segment.ms', SET, '500000']]],
      [BROKER, '2', [['log.retention.ms', SET, '1']]],
      [BROKER, '', [['log.segment.bytes', SET, '1']]],
      [77, 'x', [['a', SET, '1']]],
    );
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'segment.ms', '500000');
    stage.step('the same resource twice');
    await alter([TOPIC, TOPIC_NAME, [['segment.ms', SET, '1']]], [TOPIC, TOPIC_NAME, [['flush.ms', SET, '1']]]);
    stage.step('what only exists for one broker at a time, for all');
    await alter([BROKER, '', [['listeners', SET, 'PLAINTEXT://:1']]]);
    stage.step('nothing to do');
    await alter([TOPIC, TOPIC_NAME, []]);
    await alter();

    stage.step('what the old way does not name is forgotten');
    await talk.ask('AlterConfigs', 2, {
      resources: [
        { resourceType: TOPIC, resourceName: TOPIC_NAME, configs: [{ name: 'flush.messages', value: '100' }] },
        { resourceType: BROKER, resourceName: '1', configs: [] },
      ],
    });
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'flush.messages', '100');
    await holds(stage, 1, TOPIC, TOPIC_NAME, 'retention.ms', '70000');
    await told(TOPIC, TOPIC_NAME, 'retention.ms');
    await told(TOPIC, TOPIC_NAME, 'min.insync.replicas');
    stage.step('a deleted topic takes its settings along');
    await talk.wire.request('DeleteTopics', 5, { topicNames: [TOPIC_NAME], timeoutMs: 10_000 });
    await createAgain(stage);
    await told(TOPIC, TOPIC_NAME, 'flush.messages');
  },
};

const asked = (resources: readonly Resource[]) =>
  resources.map(([resourceType, resourceName, ops]) => ({
    resourceType,
    resourceName,
    configs: ops.map(([name, configOperation, value]) => ({ name, configOperation, value })),
  }));

/** Waits until this broker says so. */
async function holds(
  stage: Stage,
  broker: number,
  resourceType: number,
  resourceName: string,
  name: string,
  value: string,
): Promise<void> {
  const wire = await stage.wire(broker);
  await stage.until(`${name} is ${value}`, async () => {
    const { results } = await wire.request('DescribeConfigs', 1, {
      resources: [{ resourceType, resourceName, configurationKeys: [name] }],
    });
    return results[0]?.configs[0]?.value === value;
  });
  wire.close();
}

/** Under the same name, when it is gone everywhere. */
async function createAgain(stage: Stage): Promise<void> {
  for (const broker of stage.cluster.addresses.keys()) {
    const wire = await stage.wire(broker);
    await stage.until(`broker ${broker} forgets it`, async () => {
      const { topics } = await wire.request('Metadata', 8, {
        topics: [{ name: TOPIC_NAME }],
        allowAutoTopicCreation: false,
      });
      return topics[0]?.errorCode === 3;
    });
    wire.close();
  }
  await createTopic(stage, TOPIC_NAME, [[1]]);
}
