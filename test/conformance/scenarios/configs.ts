import type { ConformanceScenario } from '../scenario';
import { createTopic } from '../setup';
import type { Talk } from '../stage';

const TOPIC = 2;
const BROKER = 4;
const BROKER_LOGGER = 8;
const SET = 0;
const DELETE = 1;
const APPEND = 2;
const SUBTRACT = 3;

type Op = readonly [name: string, operation: number, value: string | null];

export const configs: ConformanceScenario = {
  name: 'configs',
  about: 'DescribeConfigs, IncrementalAlterConfigs, AlterConfigs: of topics and of brokers.',
  fresh: true,
  async play(stage) {
    await createTopic(stage, 'settings', [[1], [2]], { 'retention.ms': '60000' });
    const talk = await stage.connect(1);
    const describe = (version: number, resourceType: number, resourceName: string, keys: readonly string[] | null) =>
      talk.ask('DescribeConfigs', version, {
        resources: [{ resourceType, resourceName, configurationKeys: keys }],
        includeSynonyms: true,
      });
    const alter = (resourceType: number, resourceName: string, ops: readonly Op[], validateOnly = false) =>
      incremental(talk, resourceType, resourceName, ops, validateOnly);
    const changed = (value: string) =>
      stage.until(`retention.ms is ${value}`, async () => {
        const wire = await stage.wire(1);
        const { results } = await wire.request('DescribeConfigs', 1, {
          resources: [{ resourceType: TOPIC, resourceName: 'settings', configurationKeys: ['retention.ms'] }],
        });
        wire.close();
        return results[0]?.configs[0]?.value === value;
      });

    stage.step('all of a topic');
    await talk.ask('DescribeConfigs', 1, {
      resources: [{ resourceType: TOPIC, resourceName: 'settings', configurationKeys: null }],
    });
    for (const version of [1, 3, 4]) {
      stage.step(`some of a topic with synonyms, version ${version}`);
      await describe(version, TOPIC, 'settings', [
        'retention.ms',
        'segment.bytes',
        'min.insync.replicas',
        'no.such.config',
      ]);
    }
    stage.step('a topic that does not exist');
    await describe(4, TOPIC, 'settings-unknown', null);
    stage.step('an illegal topic name');
    await describe(4, TOPIC, 'a b', null);
    stage.step('some of the broker itself');
    await describe(4, BROKER, '1', ['log.retention.hours', 'num.partitions', 'log.segment.bytes', 'node.id']);
    stage.step('of another broker');
    await describe(4, BROKER, '2', ['num.partitions']);
    stage.step('of a broker that is no number');
    await describe(4, BROKER, 'one', ['num.partitions']);
    stage.step('the default of all brokers');
    await describe(4, BROKER, '', null);
    stage.step('of a kind that does not exist');
    await describe(4, 77, 'settings', null);

    stage.step('set');
    await alter(TOPIC, 'settings', [['retention.ms', SET, '120000']]);
    await changed('120000');
    await describe(4, TOPIC, 'settings', ['retention.ms']);
    stage.step('only tried');
    await alter(TOPIC, 'settings', [['retention.ms', SET, '5']], true);
    await describe(4, TOPIC, 'settings', ['retention.ms']);
    stage.step('delete');
    await alter(TOPIC, 'settings', [['retention.ms', DELETE, null]]);
    await changed('604800000');
    await describe(4, TOPIC, 'settings', ['retention.ms']);
    stage.step('append to a list');
    await alter(TOPIC, 'settings', [['cleanup.policy', APPEND, 'compact']]);
    stage.step('subtract from a list');
    await alter(TOPIC, 'settings', [['cleanup.policy', SUBTRACT, 'delete']]);
    stage.step('append to what is no list');
    await alter(TOPIC, 'settings', [['retention.ms', APPEND, '1']]);
    stage.step('an unknown config');
    await alter(TOPIC, 'settings', [['no.such.config', SET, '1']]);
    stage.step('a value that is none');
    await alter(TOPIC, 'settings', [['retention.ms', SET, 'soon']]);
    stage.step('a value out of range');
    await alter(TOPIC, 'settings', [['min.insync.replicas', SET, '0']]);
    stage.step('a null value');
    await alter(TOPIC, 'settings', [['retention.ms', SET, null]]);
    stage.step('the same config twice');
    await alter(TOPIC, 'settings', [
      ['retention.ms', SET, '1'],
      ['retention.ms', DELETE, null],
    ]);
    stage.step('an operation that does not exist');
    await alter(TOPIC, 'settings', [['retention.ms', 9, '1']]);
    stage.step('changed: a topic that does not exist');
    await alter(TOPIC, 'settings-unknown', [['retention.ms', SET, '1']]);
    stage.step('a config of the broker that cannot change while it runs');
    await alter(BROKER, '1', [['node.id', SET, '7']]);
    stage.step('a config of all brokers');
    await alter(BROKER, '', [['message.max.bytes', SET, '2000000']]);
    stage.step('min.insync.replicas, on which eligible leader replicas hang');
    await alter(BROKER, '', [['min.insync.replicas', DELETE, null]]);
    await alter(BROKER, '1', [['min.insync.replicas', SET, '2']]);
    await alter(BROKER, '', [['min.insync.replicas', SET, '2']]);
    stage.step('a logger of the broker that does not exist');
    await alter(BROKER_LOGGER, '1', [['no.such.logger', SET, 'DEBUG']]);

    stage.step('the old way replaces everything');
    const old = { resourceType: TOPIC, resourceName: 'settings', configs: [{ name: 'segment.ms', value: '100000' }] };
    for (const version of [0, 2]) await talk.ask('AlterConfigs', version, { resources: [old] });
    await talk.ask('AlterConfigs', 1, { resources: [{ ...old, configs: [{ name: 'no.such.config', value: '1' }] }] });
  },
};

function incremental(
  talk: Talk,
  resourceType: number,
  resourceName: string,
  ops: readonly Op[],
  validateOnly: boolean,
) {
  return talk.ask('IncrementalAlterConfigs', 1, {
    resources: [
      {
        resourceType,
        resourceName,
        configs: ops.map(([name, configOperation, value]) => ({ name, configOperation, value })),
      },
    ],
    validateOnly,
  });
}
