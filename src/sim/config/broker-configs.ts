import { BROKER_SYNONYMS, type BrokerLogConfigName } from '../storage/config/broker-synonyms';
import { checkValue, shownValue } from '../storage/config/definition';
import { InvalidConfig } from '../storage/config/invalid-config';
import { TOPIC_DEFINITIONS, type TopicConfigName } from '../storage/config/topic-config';
import { clusterWide, type BrokerDefinition } from './broker-definition';
import { CONTROLLER_CONFIGS } from './broker/controller';
import { GROUP_CONFIGS } from './broker/groups';
import { LOG_CONFIGS } from './broker/log';
import { REPLICATION_CONFIGS } from './broker/replication';
import { SERVER_CONFIGS } from './broker/server';
import { TRANSACTION_CONFIGS } from './broker/transactions';

const OWN = {
  ...SERVER_CONFIGS,
  ...LOG_CONFIGS,
  ...REPLICATION_CONFIGS,
  ...CONTROLLER_CONFIGS,
  ...GROUP_CONFIGS,
  ...TRANSACTION_CONFIGS,
} satisfies Readonly<Record<string, BrokerDefinition>>;

export type BrokerConfigName = keyof typeof OWN | BrokerLogConfigName;

/** What topics have too, under another name, and which a broker has for topics that have it not. */
function topicTwins(): [string, BrokerDefinition][] {
  return Object.entries(BROKER_SYNONYMS).flatMap(([topicName, [twin]]) =>
    twin === undefined || twin.name in OWN
      ? []
      : [[twin.name, clusterWide(TOPIC_DEFINITIONS[topicName as TopicConfigName])] as [string, BrokerDefinition]],
  );
}

/**
 * Settings of a broker with the types, defaults and limits of 4.2, by name (`AbstractKafkaConfig.CONFIG_DEF`). Not
 * here: security, quotas of clients, tiered storage, delegation tokens, share groups and streams groups.
 */
export const BROKER_CONFIGS: ReadonlyMap<string, BrokerDefinition> = new Map(
  [...Object.entries<BrokerDefinition>(OWN), ...topicTwins()].sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** Names that mean the same in other units, the strongest first. Kafka: `DynamicBrokerConfig.brokerConfigSynonyms`. */
const SAME_IN_OTHER_UNITS: readonly (readonly string[])[] = [
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
];

export function brokerSynonyms(name: string): readonly string[] {
  if (name === 'log.flush.interval.ms') return [name, 'log.flush.scheduler.interval.ms'];
  return SAME_IN_OTHER_UNITS.find((names) => names.includes(name)) ?? [name];
}

export type RawConfigs = Readonly<Record<string, string>>;

/** Where a broker's settings come from, the strongest last. */
export interface BrokerConfigLayers {
  /** Its server.properties, or what a scenario says in its place. */
  readonly static: RawConfigs;
  /** Set for all brokers while they ran. */
  readonly dynamicDefault: RawConfigs;
  /** Set for this broker while it ran. */
  readonly dynamicBroker: RawConfigs;
}

/** All that is set; a name that overrides another in another unit takes its place (`DynamicBrokerConfig.overrideProps`). */
export function effectiveConfigs({ static: own, dynamicDefault, dynamicBroker }: BrokerConfigLayers): RawConfigs {
  return overridden(overridden(own, dynamicDefault), dynamicBroker);
}

export function overridden(configs: RawConfigs, stronger: RawConfigs): RawConfigs {
  const hidden = new Set(Object.keys(stronger).flatMap(brokerSynonyms));
  return { ...Object.fromEntries(Object.entries(configs).filter(([name]) => !hidden.has(name))), ...stronger };
}

export interface BrokerLimits {
  /** Least `log.segment.bytes`: Kafka has 1 MiB; a scenario with small segments asks for less. */
  readonly segmentBytesMin?: number;
}

/** With the limits of this scenario. */
export function definitionOf(name: string, { segmentBytesMin }: BrokerLimits): BrokerDefinition | undefined {
  const definition = BROKER_CONFIGS.get(name);
  if (definition === undefined || segmentBytesMin === undefined || name !== 'log.segment.bytes') return definition;
  return { ...definition, atLeast: segmentBytesMin };
}

/**
 * Throws InvalidConfig, in Kafka's words, for the first setting that Kafka's broker would not start with; for a name
 * that it does not know too, which Kafka would pass over with a warning.
 */
export function checkBrokerConfigs(configs: RawConfigs, limits: BrokerLimits = {}): void {
  for (const name of Object.keys(configs)) {
    if (!BROKER_CONFIGS.has(name)) throw new InvalidConfig(`Unknown broker config name: ${name}`);
  }
  checkBrokerValues(configs, limits);
}

/** The same; names that nobody knows are let be. */
export function checkBrokerValues(configs: RawConfigs, limits: BrokerLimits = {}): void {
  for (const [name, raw] of Object.entries(configs)) {
    const definition = definitionOf(name, limits);
    if (definition !== undefined) checkValue(name, raw, definition);
  }
  checkTogether(new BrokerSettings(configs));
}

/** What cannot be said of a setting alone. Kafka: `KafkaConfig.validateValues`. */
function checkTogether(settings: BrokerSettings): void {
  const demand = (isMet: boolean, sentence: string): void => {
    if (!isMet) throw new InvalidConfig(`requirement failed: ${sentence}`);
  };
  const fetchWaitMs = settings.int('replica.fetch.wait.max.ms');
  demand(settings.timeMs('log.roll') >= 1, 'log.roll.ms must be greater than or equal to 1');
  demand(settings.timeMs('log.roll.jitter') >= 0, 'log.roll.jitter.ms must be greater than or equal to 0');
  demand(
    settings.timeMs('log.retention') !== 0,
    'log.retention.ms must be unlimited (-1) or, greater than or equal to 1',
  );
  demand(
    Math.trunc(settings.int('log.cleaner.dedupe.buffer.size') / settings.int('log.cleaner.threads')) > 1024 * 1024,
    'log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.',
  );
  demand(
    fetchWaitMs <= settings.int('replica.socket.timeout.ms'),
    'replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary socket timeouts',
  );
  demand(
    fetchWaitMs <= settings.int('replica.lag.time.max.ms'),
    'replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to prevent frequent ' +
      'changes in ISR',
  );
}

const MS_PER_UNIT: Readonly<Record<string, number>> = { hours: 3_600_000, minutes: 60_000, ms: 1 };

/** The settings of a broker as it reads them: what is set, else Kafka's default. */
export class BrokerSettings {
  readonly #configs: RawConfigs;

  /** Valid ones: see `checkBrokerConfigs`. */
  constructor(configs: RawConfigs) {
    this.#configs = configs;
  }

  /** As Kafka prints it; null: not set, and there is no default. */
  text(name: BrokerConfigName): string | null {
    const definition = BROKER_CONFIGS.get(name);
    const raw = this.#configs[name] ?? definition?.default ?? null;
    return raw === null ? null : shownValue(raw, definition?.type ?? 'STRING');
  }

  /** A number of any type; one beyond 2^53 means never, and is Number.MAX_SAFE_INTEGER. */
  int(name: BrokerConfigName): number {
    const shown = this.text(name);
    return shown === null ? NaN : Math.min(Number(shown), Number.MAX_SAFE_INTEGER);
  }

  flag(name: BrokerConfigName): boolean {
    return this.text(name) === 'true';
  }

  /** Of names that differ in their units, the strongest that is set; -1: without limit. */
  timeMs(what: 'log.roll' | 'log.roll.jitter' | 'log.retention'): number {
    const names = brokerSynonyms(`${what}.ms`) as readonly BrokerConfigName[];
    const name = names.find((one) => this.text(one) !== null) ?? names[0];
    if (name === undefined) return NaN;
    const value = this.int(name);
    return value < 0 && what === 'log.retention' ? -1 : value * (MS_PER_UNIT[name.slice(what.length + 1)] ?? 1);
  }
}
