import { clampedLong, parseConfigs, type TopicConfigName } from './topic-config';
import { brokerDefaults } from './broker-synonyms';
import { InvalidConfig } from './invalid-config';

/**
 * What a log goes by: Kafka's names, units last. A limit that Kafka has at Long.MAX_VALUE (never) is
 * Number.MAX_SAFE_INTEGER. Kafka: LogConfig.
 */
export interface LogConfig {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly segmentJitterMs: number;
  readonly segmentIndexBytes: number;
  /** Records after which the log is flushed to the disk. */
  readonly flushMessages: number;
  readonly flushMs: number;
  /** -1: no limit. */
  readonly retentionBytes: number;
  /** -1: no limit. */
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
  readonly indexIntervalBytes: number;
  readonly deleteRetentionMs: number;
  readonly minCompactionLagMs: number;
  readonly maxCompactionLagMs: number;
  readonly fileDeleteDelayMs: number;
  /** 0 to 1. */
  readonly minCleanableDirtyRatio: number;
  readonly cleanupPolicy: { readonly compact: boolean; readonly delete: boolean };
  readonly uncleanLeaderElectionEnable: boolean;
  readonly minInsyncReplicas: number;
  readonly compressionType: string;
  readonly preallocate: boolean;
  readonly messageTimestampType: 'CreateTime' | 'LogAppendTime';
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
}

export type RawConfigs = Readonly<Record<string, string>>;

export interface ConfigLimits {
  /** Kafka 4.1 and later: 1 MiB. A scenario with small segments asks for less; Kafka's own least before 4.1 was 14. */
  readonly segmentBytesMin?: number;
}

/**
 * The configuration of a topic's logs: its own settings, then the broker's by their own names (`log.segment.bytes`,
 * `log.retention.hours` …), then Kafka's defaults. Throws InvalidConfig in Kafka's words for a name that no topic has or
 * a value that is none.
 */
export function logConfig(
  topicConfigs: Readonly<Record<string, string | null>> = {},
  brokerConfigs: RawConfigs = {},
  limits: ConfigLimits = {},
): LogConfig {
  const nulls = Object.keys(topicConfigs).filter((name) => topicConfigs[name] === null);
  if (nulls.length > 0) throw new InvalidConfig(`Null value not supported for topic configs: ${nulls.join(',')}`);
  const own = topicConfigs as RawConfigs;
  const values = parseConfigs(own, brokerDefaults(brokerConfigs), limits.segmentBytesMin ?? 1024 * 1024);
  const int = (name: TopicConfigName): number => clampedLong(values.get(name) as string);
  const text = (name: TopicConfigName): string => values.get(name) as string;
  const flag = (name: TopicConfigName): boolean => text(name).toLowerCase() === 'true';
  const policies = text('cleanup.policy')
    .split(',')
    .map((policy) => policy.trim());
  const config: LogConfig = {
    segmentBytes: values.has('internal.segment.bytes') ? int('internal.segment.bytes') : int('segment.bytes'),
    segmentMs: int('segment.ms'),
    segmentJitterMs: int('segment.jitter.ms'),
    segmentIndexBytes: int('segment.index.bytes'),
    flushMessages: int('flush.messages'),
    flushMs: int('flush.ms'),
    retentionBytes: int('retention.bytes'),
    retentionMs: int('retention.ms'),
    maxMessageBytes: int('max.message.bytes'),
    indexIntervalBytes: int('index.interval.bytes'),
    deleteRetentionMs: int('delete.retention.ms'),
    minCompactionLagMs: int('min.compaction.lag.ms'),
    maxCompactionLagMs: int('max.compaction.lag.ms'),
    fileDeleteDelayMs: int('file.delete.delay.ms'),
    minCleanableDirtyRatio: Number(text('min.cleanable.dirty.ratio')),
    cleanupPolicy: { compact: policies.includes('compact'), delete: policies.includes('delete') },
    uncleanLeaderElectionEnable: flag('unclean.leader.election.enable'),
    minInsyncReplicas: int('min.insync.replicas'),
    compressionType: text('compression.type'),
    preallocate: flag('preallocate'),
    messageTimestampType: text('message.timestamp.type') as LogConfig['messageTimestampType'],
    messageTimestampBeforeMaxMs: int('message.timestamp.before.max.ms'),
    messageTimestampAfterMaxMs: int('message.timestamp.after.max.ms'),
  };
  validateTogether(text, config, flag('remote.storage.enable'));
  return config;
}

function validateTogether(
  text: (name: TopicConfigName) => string,
  { minCompactionLagMs, maxCompactionLagMs }: LogConfig,
  remoteStorage: boolean,
): void {
  if (minCompactionLagMs > maxCompactionLagMs) {
    const [min, max] = [text('min.compaction.lag.ms'), text('max.compaction.lag.ms')];
    throw new InvalidConfig(
      `conflict topic config setting min.compaction.lag.ms (${min}) > max.compaction.lag.ms (${max})`,
    );
  }
  if (remoteStorage) {
    throw new InvalidConfig(
      'Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.',
    );
  }
}

/** Kafka's defaults. */
export const DEFAULT_LOG_CONFIG: LogConfig = logConfig();
