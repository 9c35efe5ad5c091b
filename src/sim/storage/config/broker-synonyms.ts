import type { TopicConfigName } from './topic-config';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

interface Synonym {
  readonly name: string;
  /** What its unit is in the topic's. */
  readonly factor?: number;
}

const SYNONYMS = {
  'segment.bytes': [{ name: 'log.segment.bytes' }],
  'segment.ms': [{ name: 'log.roll.ms' }, { name: 'log.roll.hours', factor: MS_PER_HOUR }],
  'segment.jitter.ms': [{ name: 'log.roll.jitter.ms' }, { name: 'log.roll.jitter.hours', factor: MS_PER_HOUR }],
  'segment.index.bytes': [{ name: 'log.index.size.max.bytes' }],
  'flush.messages': [{ name: 'log.flush.interval.messages' }],
  'flush.ms': [{ name: 'log.flush.interval.ms' }, { name: 'log.flush.scheduler.interval.ms' }],
  'retention.bytes': [{ name: 'log.retention.bytes' }],
  'retention.ms': [
    { name: 'log.retention.ms' },
    { name: 'log.retention.minutes', factor: MS_PER_MINUTE },
    { name: 'log.retention.hours', factor: MS_PER_HOUR },
  ],
  'max.message.bytes': [{ name: 'message.max.bytes' }],
  'index.interval.bytes': [{ name: 'log.index.interval.bytes' }],
  'delete.retention.ms': [{ name: 'log.cleaner.delete.retention.ms' }],
  'min.compaction.lag.ms': [{ name: 'log.cleaner.min.compaction.lag.ms' }],
  'max.compaction.lag.ms': [{ name: 'log.cleaner.max.compaction.lag.ms' }],
  'file.delete.delay.ms': [{ name: 'log.segment.delete.delay.ms' }],
  'min.cleanable.dirty.ratio': [{ name: 'log.cleaner.min.cleanable.ratio' }],
  'cleanup.policy': [{ name: 'log.cleanup.policy' }],
  'unclean.leader.election.enable': [{ name: 'unclean.leader.election.enable' }],
  'min.insync.replicas': [{ name: 'min.insync.replicas' }],
  'compression.type': [{ name: 'compression.type' }],
  'compression.gzip.level': [{ name: 'compression.gzip.level' }],
  'compression.lz4.level': [{ name: 'compression.lz4.level' }],
  'compression.zstd.level': [{ name: 'compression.zstd.level' }],
  preallocate: [{ name: 'log.preallocate' }],
  'message.timestamp.type': [{ name: 'log.message.timestamp.type' }],
  'message.timestamp.before.max.ms': [{ name: 'log.message.timestamp.before.max.ms' }],
  'message.timestamp.after.max.ms': [{ name: 'log.message.timestamp.after.max.ms' }],
  'local.retention.ms': [{ name: 'log.local.retention.ms' }],
  'local.retention.bytes': [{ name: 'log.local.retention.bytes' }],
} as const satisfies Readonly<Partial<Record<TopicConfigName, readonly Synonym[]>>>;

/** The broker's names for topic settings, the first that is set counts. Kafka: ServerTopicConfigSynonyms. */
export const BROKER_SYNONYMS: Readonly<Partial<Record<TopicConfigName, readonly Synonym[]>>> = SYNONYMS;

/** `log.segment.bytes`, `log.retention.hours` … */
export type BrokerLogConfigName = (typeof SYNONYMS)[keyof typeof SYNONYMS][number]['name'];

export interface BrokerDefault {
  /** The broker's name for it. */
  readonly name: string;
  /** In the topic's unit. */
  readonly value: string;
}

/** What the broker's settings mean for a topic that has none of its own, by the topic's names. */
export function brokerDefaults(brokerConfigs: Readonly<Record<string, string>>): ReadonlyMap<string, BrokerDefault> {
  const defaults = new Map<string, BrokerDefault>();
  for (const [topicName, synonyms] of Object.entries(BROKER_SYNONYMS)) {
    const set = synonyms.find(({ name }) => brokerConfigs[name] !== undefined);
    if (set === undefined) continue;
    const value = brokerConfigs[set.name] as string;
    const scaled = set.factor !== undefined && Number(value) >= 0 ? String(Number(value) * set.factor) : value;
    defaults.set(topicName, { name: set.name, value: scaled });
  }
  return defaults;
}
