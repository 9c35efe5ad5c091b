import type { BrokerDefault } from './broker-synonyms';
import { LONG_MAX, checkValue, flag, int, long, type Definition } from './definition';
import { InvalidConfig } from './invalid-config';

const NEVER = String(LONG_MAX);

const throttled: Definition = {
  type: 'LIST',
  default: '',
  check: (value, name) =>
    value.trim() === '*' || value.split(',').every((one) => /^(\d+:\d+)?$/.test(one.trim()))
      ? null
      : `${name} must be the literal '*' or a list of replicas in the following format: ` +
        '[partitionId]:[brokerId],[partitionId]:[brokerId],...',
};

const GZIP_DEFAULT = -1;

/** Settings of a topic with the defaults and limits of 4.2, in the order in which Kafka checks them. Kafka: LogConfig. */
const DEFINITIONS = {
  'segment.bytes': int(1024 * 1024 * 1024, 1024 * 1024),
  'segment.ms': long(604_800_000, 1),
  'segment.jitter.ms': long(0, 0),
  'segment.index.bytes': int(10 * 1024 * 1024, 4),
  'flush.messages': long(NEVER, 1),
  'flush.ms': long(NEVER, 0),
  'retention.bytes': long(-1),
  'retention.ms': long(604_800_000, -1),
  'max.message.bytes': int(1024 * 1024 + 12, 0),
  'index.interval.bytes': int(4096, 0),
  'delete.retention.ms': long(86_400_000, 0),
  'min.compaction.lag.ms': long(0, 0),
  'max.compaction.lag.ms': long(NEVER, 1),
  'file.delete.delay.ms': long(60_000, 0),
  'min.cleanable.dirty.ratio': { type: 'DOUBLE', default: '0.5', atLeast: 0, atMost: 1 },
  'cleanup.policy': { type: 'LIST', default: 'delete', oneOf: ['compact', 'delete'] },
  'unclean.leader.election.enable': flag(false),
  'min.insync.replicas': int(1, 1),
  'compression.type': {
    type: 'STRING',
    default: 'producer',
    oneOf: ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'],
  },
  'compression.gzip.level': {
    type: 'INT',
    default: String(GZIP_DEFAULT),
    check: (value) =>
      Number(value) === GZIP_DEFAULT || (Number(value) >= 1 && Number(value) <= 9)
        ? null
        : `Value must be between 1 and 9 or equal to ${GZIP_DEFAULT}`,
  },
  'compression.lz4.level': { type: 'INT', default: '9', atLeast: 1, atMost: 17 },
  'compression.zstd.level': { type: 'INT', default: '3', atLeast: -131_072, atMost: 22 },
  preallocate: flag(false),
  'message.timestamp.type': { type: 'STRING', default: 'CreateTime', oneOf: ['CreateTime', 'LogAppendTime'] },
  'message.timestamp.before.max.ms': long(NEVER, 0),
  'message.timestamp.after.max.ms': long(3_600_000, 0),
  'leader.replication.throttled.replicas': throttled,
  'follower.replication.throttled.replicas': throttled,
  'remote.storage.enable': flag(false),
  'local.retention.ms': long(-2, -2),
  'local.retention.bytes': long(-2, -2),
  'remote.log.copy.disable': flag(false),
  'remote.log.delete.on.disable': flag(false),
  // Kafka's own way to segments below 1 MiB, for its tests.
  'internal.segment.bytes': { type: 'INT', default: null },
} satisfies Readonly<Record<string, Definition>>;

export type TopicConfigName = keyof typeof DEFINITIONS;

/** What Kafka says of each. */
export const TOPIC_DEFINITIONS: Readonly<Record<TopicConfigName, Definition>> = DEFINITIONS;

/** Names that a topic may have, with their defaults (null: not set); DescribeConfigs lists those that are not internal. */
export const TOPIC_CONFIG_DEFAULTS: Readonly<Record<TopicConfigName, string | null>> = Object.fromEntries(
  Object.entries(DEFINITIONS).map(([name, definition]) => [name, definition.default]),
) as Record<TopicConfigName, string | null>;

/**
 * Every setting with its value as text: the topic's own, else the broker's, else the default. Throws InvalidConfig for
 * the first that Kafka would complain of.
 */
export function parseConfigs(
  own: Readonly<Record<string, string>>,
  fallback: ReadonlyMap<string, BrokerDefault>,
  segmentBytesMin: number,
): ReadonlyMap<TopicConfigName, string> {
  for (const name of Object.keys(own)) {
    if (!Object.hasOwn(DEFINITIONS, name)) throw new InvalidConfig(`Unknown topic config name: ${name}`);
  }
  const values = new Map<TopicConfigName, string>();
  for (const [name, definition] of Object.entries(DEFINITIONS) as [TopicConfigName, Definition][]) {
    const brokers = own[name] === undefined ? fallback.get(name) : undefined;
    const raw = own[name] ?? brokers?.value ?? definition.default;
    if (raw === null) continue;
    const limits = name === 'segment.bytes' ? { ...definition, atLeast: segmentBytesMin } : definition;
    values.set(name, checkValue(brokers?.name ?? name, raw, limits));
  }
  return values;
}

/** A LONG as a number; beyond 2^53 it means never, and is Number.MAX_SAFE_INTEGER. */
export const clampedLong = (value: string): number => Math.min(Number(value), Number.MAX_SAFE_INTEGER);
