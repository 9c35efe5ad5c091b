import { describe, expect, it, test } from 'vitest';
import {
  brokerConfigs,
  clusterConfigs,
  describeConfigs,
  topicConfigs,
  type ConfigsKnown,
  type DescribedConfig,
} from '../../../src/sim/config/describe';
import { ERROR } from '../../../src/sim/protocol/errors';
import { rowsOf, settingsOf } from './data';

interface Row {
  readonly name: string;
  readonly synonyms: readonly [string, string | null, number][];
}

function described(resource: string, name: string, json: string): DescribedConfig[] {
  const { layers, topic } = settingsOf(json);
  if (resource === 'topic') return topicConfigs(topic, layers);
  return name === '' ? clusterConfigs(layers) : brokerConfigs(layers);
}

const as = (row: Row): object => ({
  ...row,
  synonyms: row.synonyms.map(([name, value, source]) => ({ name, value, source })),
  documentation: null,
});

describe('what Kafka 4.2.1 says', () => {
  const rows = rowsOf('describe-4.2.1.tsv') as [string, string, string, string][];
  const cases = new Map<string, Row[]>();
  for (const [resource, name, settings, entry] of rows) {
    const key = JSON.stringify([resource, name, settings]);
    cases.set(key, [...(cases.get(key) ?? []), JSON.parse(entry) as Row]);
  }

  test.each([...cases])('%s', (key, expected) => {
    const [resource, name, settings] = JSON.parse(key) as [string, string, string];
    const all = described(resource, name, settings);
    const stock = described(resource, name, '{}');
    const news = settings === '{}' ? all : all.filter((one) => !isIn(stock, one));
    expect(news).toEqual(expected.map(as));
  });

  const isIn = (list: readonly DescribedConfig[], one: DescribedConfig): boolean =>
    list.some((other) => JSON.stringify(other) === JSON.stringify(one));
});

describe('DescribeConfigs', () => {
  const known: ConfigsKnown = {
    brokerId: 1,
    layers: settingsOf('{"dynamicDefault":{"my.plugin.secret":"x","log.cleaner.threads":"2"}}').layers,
    topicConfigs: (topic) => (topic === 'orders' ? { 'retention.ms': '5' } : null),
  };
  const ask = (
    resourceType: number,
    resourceName: string,
    configurationKeys: string[] | null = null,
    synonyms = false,
  ) =>
    describeConfigs(
      {
        resources: [{ resourceType, resourceName, configurationKeys }],
        includeSynonyms: synonyms,
        includeDocumentation: false,
      },
      known,
    )[0]!;

  it('gives what is asked for, and synonyms when they are', () => {
    expect(ask(2, 'orders', ['retention.ms'])).toEqual({
      errorCode: 0,
      errorMessage: '',
      resourceType: 2,
      resourceName: 'orders',
      configs: [
        {
          name: 'retention.ms',
          value: '5',
          readOnly: false,
          configSource: 1,
          isSensitive: false,
          synonyms: [],
          configType: 5,
          documentation: null,
        },
      ],
    });
    expect(ask(2, 'orders', ['retention.ms'], true).configs[0]?.synonyms).toEqual([
      { name: 'retention.ms', value: '5', source: 1 },
    ]);
    expect(ask(2, 'orders', []).configs).toHaveLength(33);
    expect(ask(2, 'orders', ['nonsense']).configs).toEqual([]);
    expect(ask(4, '1').configs.length).toBeGreaterThan(150);
  });

  it('does not give away what it does not know', () => {
    expect(ask(4, '', null, true).configs).toMatchObject([
      { name: 'log.cleaner.threads', value: '2', configSource: 3, readOnly: false },
      {
        name: 'my.plugin.secret',
        value: null,
        isSensitive: true,
        readOnly: true,
        configType: 0,
        configSource: 3,
        synonyms: [{ value: null }],
      },
    ]);
    expect(ask(4, '1', ['my.plugin.secret']).configs).toMatchObject([{ value: null, isSensitive: true }]);
  });

  test.each([
    [2, 'nothing', ERROR.UNKNOWN_TOPIC_OR_PARTITION, ''],
    [2, '..', ERROR.INVALID_TOPIC_EXCEPTION, "Topic name is invalid: '..' is not allowed"],
    [4, '2', ERROR.INVALID_REQUEST, 'Unexpected broker id, expected 1 or empty string, but received 2'],
    [4, 'one', ERROR.INVALID_REQUEST, 'Broker id must be an integer, but it is: one'],
    [8, '', ERROR.INVALID_REQUEST, 'Broker id must not be empty'],
    [8, '2', ERROR.INVALID_REQUEST, 'Unexpected broker id, expected 1 but received 2'],
    [16, 'x', ERROR.INVALID_REQUEST, 'Unsupported resource type: CLIENT_METRICS'],
    [
      77,
      'x',
      ERROR.INVALID_REQUEST,
      expect.stringMatching(/^This most likely occurs because of a request being malformed/),
    ],
  ])('of resource %i %s is refused', (type, name, errorCode, errorMessage) => {
    expect(ask(type, name)).toEqual({ errorCode, errorMessage, resourceType: type, resourceName: name, configs: [] });
  });

  it('knows no loggers', () => {
    expect(ask(8, '1')).toMatchObject({ errorCode: 0, configs: [] });
  });
});
