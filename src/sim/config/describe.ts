import { ERROR } from '../protocol/errors';
import type { DescribeConfigsRequest, DescribeConfigsResponse } from '../protocol/messages/describe-configs';
import { topicNameProblem } from '../controller/topic-name';
import { BROKER_SYNONYMS, brokerDefaults } from '../storage/config/broker-synonyms';
import { shownValue, type ConfigType } from '../storage/config/definition';
import { TOPIC_DEFINITIONS, type TopicConfigName } from '../storage/config/topic-config';
import {
  BROKER_CONFIGS,
  brokerSynonyms,
  effectiveConfigs,
  type BrokerConfigLayers,
  type RawConfigs,
} from './broker-configs';

/** Answers to DescribeConfigs. Kafka: `ConfigHelper`. What a setting means is in Kafka's documentation, not here. */

export const RESOURCE_TYPE = { TOPIC: 2, BROKER: 4, BROKER_LOGGER: 8, CLIENT_METRICS: 16, GROUP: 32 } as const;

export const CONFIG_SOURCE = {
  DYNAMIC_TOPIC_CONFIG: 1,
  DYNAMIC_BROKER_CONFIG: 2,
  DYNAMIC_DEFAULT_BROKER_CONFIG: 3,
  STATIC_BROKER_CONFIG: 4,
  DEFAULT_CONFIG: 5,
} as const;

export type ConfigSource = (typeof CONFIG_SOURCE)[keyof typeof CONFIG_SOURCE];

const CONFIG_TYPE: Readonly<Record<ConfigType, number>> = {
  BOOLEAN: 1,
  STRING: 2,
  INT: 3,
  SHORT: 4,
  LONG: 5,
  DOUBLE: 6,
  LIST: 7,
  CLASS: 8,
};
const UNKNOWN_TYPE = 0;

type Result = DescribeConfigsResponse['results'][number];
export type DescribedConfig = Result['configs'][number];
type Synonym = DescribedConfig['synonyms'][number];

/** What a broker has to know to describe settings. */
export interface ConfigsKnown {
  readonly brokerId: number;
  readonly layers: BrokerConfigLayers;
  /** A topic's own settings; null: there is no such topic. */
  readonly topicConfigs: (topic: string) => RawConfigs | null;
}

export function describeConfigs(request: DescribeConfigsRequest, known: ConfigsKnown): Result[] {
  // A kind of resource that nobody knows spoils the whole request (KafkaApis, where it looks at who may see what).
  if (request.resources.some(({ resourceType }) => resourceTypeName(resourceType) === null)) {
    const failed = { errorCode: ERROR.INVALID_REQUEST, errorMessage: MALFORMED, configs: [] };
    return request.resources.map(({ resourceType, resourceName }) => ({ ...failed, resourceType, resourceName }));
  }
  return request.resources.map((resource) => {
    const { resourceType, resourceName, configurationKeys } = resource;
    const answer = describeResource(resource, known);
    if ('errorCode' in answer) return { ...answer, resourceType, resourceName, configs: [] };
    const wanted = new Set(configurationKeys ?? []);
    const configs = answer.configs
      .filter(({ name }) => wanted.size === 0 || wanted.has(name))
      .map((config) => (request.includeSynonyms ? config : { ...config, synonyms: [] }));
    return { errorCode: ERROR.NONE, errorMessage: '', resourceType, resourceName, configs };
  });
}

/** What Kafka says of INVALID_REQUEST where it has nothing to add. */
const MALFORMED =
  'This most likely occurs because of a request being malformed by the client library or the message was sent to an ' +
  'incompatible broker. See the broker logs for more details.';

type Answer =
  | { readonly configs: readonly DescribedConfig[] }
  | { readonly errorCode: number; readonly errorMessage: string | null };

const invalid = (errorMessage: string): Answer => ({ errorCode: ERROR.INVALID_REQUEST, errorMessage });

function describeResource(
  { resourceType, resourceName }: DescribeConfigsRequest['resources'][number],
  known: ConfigsKnown,
): Answer {
  switch (resourceType) {
    case RESOURCE_TYPE.TOPIC:
      return describeTopic(resourceName, known);
    case RESOURCE_TYPE.BROKER:
      if (resourceName === '') return { configs: clusterConfigs(known.layers) };
      return ofThisBroker(resourceName, known, 'or empty string, ') ?? { configs: brokerConfigs(known.layers) };
    case RESOURCE_TYPE.BROKER_LOGGER:
      // There are no loggers.
      if (resourceName === '') return invalid('Broker id must not be empty');
      return ofThisBroker(resourceName, known, '') ?? { configs: [] };
    default:
      return invalid(`Unsupported resource type: ${resourceTypeName(resourceType) ?? ''}`);
  }
}

function resourceTypeName(type: number): string | null {
  return Object.entries(RESOURCE_TYPE).find(([, code]) => code === type)?.[0] ?? null;
}

function ofThisBroker(name: string, { brokerId }: ConfigsKnown, alternative: string): Answer | null {
  if (!/^[+-]?\d+$/.test(name)) return invalid(`Broker id must be an integer, but it is: ${name}`);
  if (Number(name) === brokerId) return null;
  return invalid(`Unexpected broker id, expected ${brokerId} ${alternative}but received ${name}`);
}

function describeTopic(topic: string, known: ConfigsKnown): Answer {
  const problem = topicNameProblem(topic);
  if (problem !== null) return { errorCode: ERROR.INVALID_TOPIC_EXCEPTION, errorMessage: problem };
  const own = known.topicConfigs(topic);
  if (own === null) return { errorCode: ERROR.UNKNOWN_TOPIC_OR_PARTITION, errorMessage: '' };
  return { configs: topicConfigs(own, known.layers) };
}

/** All settings of a topic, each with where it comes from. */
export function topicConfigs(own: RawConfigs, layers: BrokerConfigLayers): DescribedConfig[] {
  const fallback = brokerDefaults(effectiveConfigs(layers));
  return Object.entries(TOPIC_DEFINITIONS)
    .filter(([name]) => name !== 'internal.segment.bytes')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, definition]) => {
      const raw = own[name] ?? fallback.get(name)?.value ?? definition.default;
      const value = raw === null ? null : shownValue(raw, definition.type);
      const inherited = BROKER_SYNONYMS[name as TopicConfigName]?.[0]?.name;
      const synonyms = inherited === undefined ? [] : synonymsOf(inherited, layers);
      if (own[name] !== undefined) synonyms.unshift({ name, value, source: CONFIG_SOURCE.DYNAMIC_TOPIC_CONFIG });
      return described(name, value, definition.type, { synonyms, readOnly: false });
    });
}

/** All settings of a broker. */
export function brokerConfigs(layers: BrokerConfigLayers): DescribedConfig[] {
  const set = effectiveConfigs(layers);
  const known = [...BROKER_CONFIGS].filter(([, definition]) => definition.isInternal !== true);
  const names = new Set([...known.map(([name]) => name), ...Object.keys(set)]);
  return [...names].sort().map((name) => brokerConfig(name, set[name] ?? null, synonymsOf(name, layers)));
}

/** What was set for all brokers while they ran. */
export function clusterConfigs(layers: BrokerConfigLayers): DescribedConfig[] {
  return Object.keys(layers.dynamicDefault)
    .sort()
    .map((name) => {
      const synonyms = synonymsOf(name, layers).filter(
        ({ source }) => source === CONFIG_SOURCE.DYNAMIC_DEFAULT_BROKER_CONFIG,
      );
      return brokerConfig(name, layers.dynamicDefault[name] ?? null, synonyms);
    });
}

function brokerConfig(name: string, raw: string | null, synonyms: Synonym[]): DescribedConfig {
  const definition = BROKER_CONFIGS.get(name);
  // Nobody knows what it is: it may be a secret.
  if (definition === undefined) {
    const hidden = synonyms.map((synonym) => ({ ...synonym, value: null }));
    return { ...described(name, null, null, { synonyms: hidden, readOnly: true }), isSensitive: true };
  }
  const value = raw ?? definition.default;
  const shown = value === null ? null : shownValue(value, definition.type);
  return described(name, shown, definition.type, { synonyms, readOnly: definition.update === undefined });
}

function described(
  name: string,
  value: string | null,
  type: ConfigType | null,
  { synonyms, readOnly }: Pick<DescribedConfig, 'synonyms' | 'readOnly'>,
): DescribedConfig {
  return {
    name,
    value,
    readOnly,
    configSource: synonyms[0]?.source ?? CONFIG_SOURCE.DEFAULT_CONFIG,
    isSensitive: false,
    synonyms,
    configType: type === null ? UNKNOWN_TYPE : CONFIG_TYPE[type],
    documentation: null,
  };
}

/**
 * Everything that a setting of a broker could be taken from, the strongest first. What stands before the first that
 * has the very name is left out: so a topic's `retention.ms` does not show that it comes from `log.retention.hours`.
 */
function synonymsOf(name: string, { static: own, dynamicDefault, dynamicBroker }: BrokerConfigLayers): Synonym[] {
  const layers: [RawConfigs, ConfigSource][] = [
    [dynamicBroker, CONFIG_SOURCE.DYNAMIC_BROKER_CONFIG],
    [dynamicDefault, CONFIG_SOURCE.DYNAMIC_DEFAULT_BROKER_CONFIG],
    [own, CONFIG_SOURCE.STATIC_BROKER_CONFIG],
    [DEFAULTS, CONFIG_SOURCE.DEFAULT_CONFIG],
  ];
  const all = layers.flatMap(([configs, source]) =>
    brokerSynonyms(name).flatMap((one) => {
      const value = configs[one];
      return value === undefined ? [] : [{ name: one, value, source }];
    }),
  );
  const from = all.findIndex((synonym) => synonym.name === name);
  return from < 0 ? [] : all.slice(from);
}

const DEFAULTS: RawConfigs = Object.fromEntries(
  [...BROKER_CONFIGS].flatMap(([name, definition]) =>
    definition.default === null ? [] : [[name, shownValue(definition.default, definition.type)]],
  ),
);
