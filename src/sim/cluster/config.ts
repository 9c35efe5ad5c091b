import type { BrokerId } from '../../contract/ids';
import type { Scenario } from '../../contract/scenario';
import { resourceKey, type MetadataImage } from '../controller/metadata-image';
import {
  BrokerSettings,
  checkBrokerConfigs,
  effectiveConfigs,
  type BrokerConfigLayers,
  type BrokerConfigName,
  type RawConfigs,
} from '../config/broker-configs';
import { RESOURCE_TYPE } from '../config/describe';
import { InvalidConfig } from '../storage/config/invalid-config';
import { logConfig, type ConfigLimits, type LogConfig } from '../storage/config/log-config';

/** Lessons use small segments; Kafka's own least is 1 MiB since 4.1 (see docs/simplifications.md). */
const SEGMENT_BYTES_MIN = 14;

export type ConfigName = BrokerConfigName;

type Configs = MetadataImage['configs'];

const NOTHING: RawConfigs = {};
const NO_CONFIGS: Configs = new Map();

/** What the settings are right now: worked out again when something is set while the cluster runs. */
interface Now {
  readonly layers: BrokerConfigLayers;
  readonly effective: RawConfigs;
  readonly settings: BrokerSettings;
  readonly numbers: Map<ConfigName, number>;
}

/**
 * A broker's settings by Kafka's own names: what the scenario says in place of server.properties, over it what was set
 * while the cluster ran, under it Kafka's defaults. Kafka: KafkaConfig, DynamicBrokerConfig.
 */
export class BrokerConfig {
  readonly limits: ConfigLimits = { segmentBytesMin: SEGMENT_BYTES_MIN };
  readonly #static: RawConfigs;
  readonly #configs: () => Configs;
  /** Of what is set for this broker alone. */
  readonly #resource: string;
  #now: Now | null = null;

  /** Of brokers without a name: what the scenario says. Throws InvalidConfig for settings that no broker starts with. */
  static ofScenario(scenario: Scenario): BrokerConfig {
    const configs = scenario.config ?? NOTHING;
    const config = new BrokerConfig(configs, () => NO_CONFIGS, null);
    try {
      checkBrokerConfigs(configs, config.limits);
    } catch (error) {
      if (!(error instanceof InvalidConfig)) throw error;
      throw new InvalidConfig(`scenario ${scenario.id}: ${error.message}`);
    }
    return config;
  }

  private constructor(own: RawConfigs, configs: () => Configs, id: BrokerId | null) {
    this.#static = own;
    this.#configs = configs;
    this.#resource = resourceKey(RESOURCE_TYPE.BROKER, String(id ?? ''));
  }

  /** Of one broker, which has settings of its own, and follows what is set while it runs. */
  ofBroker(id: BrokerId, own: RawConfigs, configs: () => Configs): BrokerConfig {
    return new BrokerConfig({ ...this.#static, ...own }, configs, id);
  }

  get layers(): BrokerConfigLayers {
    return this.#current().layers;
  }

  int(name: ConfigName): number {
    const { numbers, settings } = this.#current();
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const value = settings.int(name);
    numbers.set(name, value);
    return value;
  }

  flag(name: ConfigName): boolean {
    return this.#current().settings.flag(name);
  }

  /** Settings of a topic's logs: its own, then the broker's, then Kafka's defaults. Throws InvalidConfig. */
  logConfig(topicConfigs: Readonly<Record<string, string | null>>): LogConfig {
    return logConfig(topicConfigs, this.#current().effective, this.limits);
  }

  /** Why a topic's settings are refused, in Kafka's words; null when they are fine. */
  topicConfigProblem(topicConfigs: Readonly<Record<string, string | null>>): string | null {
    try {
      this.logConfig(topicConfigs);
      return null;
    } catch (error) {
      if (error instanceof InvalidConfig) return error.message;
      throw error;
    }
  }

  #current(): Now {
    const configs = this.#configs();
    const dynamicDefault = configs.get(ALL_BROKERS) ?? NOTHING;
    const dynamicBroker = configs.get(this.#resource) ?? NOTHING;
    const now = this.#now;
    // Images are immutable: the same objects hold the same settings.
    if (now?.layers.dynamicDefault === dynamicDefault && now.layers.dynamicBroker === dynamicBroker) return now;
    const layers = { static: this.#static, dynamicDefault, dynamicBroker };
    const effective = effectiveConfigs(layers);
    return (this.#now = { layers, effective, settings: new BrokerSettings(effective), numbers: new Map() });
  }
}

const ALL_BROKERS = resourceKey(RESOURCE_TYPE.BROKER, '');
