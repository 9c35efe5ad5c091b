import type { Scenario } from '../../contract/scenario';

/** Broker configuration that the simulation acts on, by Kafka's own names, with the defaults of 4.2. */
const DEFAULTS = {
  'auto.create.topics.enable': 'true',
  'num.partitions': '1',
  'default.replication.factor': '1',
  'min.insync.replicas': '1',
  'group.initial.rebalance.delay.ms': '3000',
  'group.min.session.timeout.ms': '6000',
  'group.max.session.timeout.ms': '1800000',
  'group.max.size': '2147483647',
  'offset.metadata.max.bytes': '4096',
  'offsets.topic.num.partitions': '50',
  'offsets.topic.replication.factor': '3',
  'replica.fetch.wait.max.ms': '500',
  'replica.fetch.min.bytes': '1',
  'replica.fetch.max.bytes': '1048576',
  'replica.fetch.response.max.bytes': '10485760',
  'fetch.max.bytes': '57671680',
  'message.max.bytes': '1048588',
} as const;

export type ConfigName = keyof typeof DEFAULTS;

/** A scenario asks for a configuration that no broker here knows, or with a value that is none. */
export class UnknownConfig extends Error {}

export class BrokerConfig {
  readonly #values: ReadonlyMap<string, string>;

  /** Throws UnknownConfig for a name that the simulation would silently ignore. */
  constructor(scenario: Scenario) {
    const values = new Map<string, string>(Object.entries(DEFAULTS));
    for (const [name, value] of Object.entries(scenario.config ?? {})) {
      const known = values.get(name);
      if (known === undefined) throw new UnknownConfig(`scenario ${scenario.id}: unknown broker config ${name}`);
      if (/^\d+$/.test(known) && !/^-?\d+$/.test(value)) {
        throw new UnknownConfig(`scenario ${scenario.id}: config ${name} must be a whole number, not ${value}`);
      }
      values.set(name, value);
    }
    this.#values = values;
  }

  int(name: ConfigName): number {
    return Number(this.#values.get(name));
  }

  flag(name: ConfigName): boolean {
    return this.#values.get(name) === 'true';
  }

  /** Topic configuration first, then the broker's: `min.insync.replicas` and the like. */
  topicInt(name: ConfigName, configs: Readonly<Record<string, string>>): number {
    const own = configs[name];
    return own === undefined ? this.int(name) : Number(own);
  }
}
