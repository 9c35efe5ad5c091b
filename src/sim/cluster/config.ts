import type { Scenario } from '../../contract/scenario';
import { BROKER_SYNONYMS } from '../storage/config/broker-synonyms';
import { InvalidConfig } from '../storage/config/invalid-config';
import { logConfig, type LogConfig } from '../storage/config/log-config';

/** Broker configuration that the simulation acts on, by Kafka's own names, with the defaults of 4.2. */
const DEFAULTS = {
  'auto.create.topics.enable': 'true',
  'num.partitions': '1',
  'default.replication.factor': '1',
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
  'replica.fetch.backoff.ms': '1000',
  'replica.socket.timeout.ms': '30000',
  'replica.lag.time.max.ms': '30000',
  'replica.high.watermark.checkpoint.interval.ms': '5000',
  'log.retention.check.interval.ms': '300000',
  'log.initial.task.delay.ms': '30000',
  'log.cleaner.enable': 'true',
  'log.cleaner.backoff.ms': '15000',
  'log.flush.scheduler.interval.ms': '9223372036854775807',
  'log.flush.offset.checkpoint.interval.ms': '60000',
  'log.flush.start.offset.checkpoint.interval.ms': '60000',
  'offsets.topic.segment.bytes': '104857600',
  'broker.heartbeat.interval.ms': '2000',
  'broker.session.timeout.ms': '9000',
  'auto.leader.rebalance.enable': 'true',
  'leader.imbalance.check.interval.seconds': '300',
  'unclean.leader.election.interval.ms': '300000',
  'controller.quorum.fetch.timeout.ms': '2000',
  'controller.quorum.election.timeout.ms': '1000',
  'controller.quorum.request.timeout.ms': '2000',
  'offsets.retention.minutes': '10080',
  'offsets.retention.check.interval.ms': '600000',
  'offsets.commit.timeout.ms': '5000',
  'producer.id.expiration.ms': '86400000',
  'producer.id.expiration.check.interval.ms': '600000',
} as const;

/** The broker's names for topic settings: `log.segment.bytes`, `min.insync.replicas` … */
const LOG_NAMES: ReadonlySet<string> = new Set(
  Object.values(BROKER_SYNONYMS).flatMap((synonyms) => synonyms.map(({ name }) => name)),
);

/** Lessons use small segments; Kafka's own least is 1 MiB since 4.1 (see docs/simplifications.md). */
const SEGMENT_BYTES_MIN = 14;

export type ConfigName = keyof typeof DEFAULTS;

/** A scenario asks for a configuration that no broker here knows, or with a value that is none. */
class UnknownConfig extends Error {}

export class BrokerConfig {
  readonly #values: ReadonlyMap<string, string>;
  readonly #logValues: Record<string, string> = {};

  /** Throws UnknownConfig for a name that the simulation would silently ignore. */
  constructor(scenario: Scenario) {
    const values = new Map<string, string>(Object.entries(DEFAULTS));
    for (const [name, value] of Object.entries(scenario.config ?? {})) {
      const known = values.get(name);
      if (LOG_NAMES.has(name)) {
        this.#logValues[name] = value;
        // A topic's flush.ms, and how often the broker looks.
        if (known === undefined) continue;
      }
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

  /** Settings of a topic's logs: its own, then the broker's, then Kafka's defaults. Throws InvalidConfig. */
  logConfig(topicConfigs: Readonly<Record<string, string | null>>): LogConfig {
    return logConfig(topicConfigs, this.#logValues, { segmentBytesMin: SEGMENT_BYTES_MIN });
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
}
