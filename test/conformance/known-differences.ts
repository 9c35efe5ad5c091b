import { UNSERVED } from './unserved';

/** Lines in which our transcript differs from the real one, and why. Nothing else may differ. */
export interface KnownDifference {
  readonly scenario: string;
  /** The transcript's heading above the lines. */
  readonly step: string;
  readonly reason: string;
  /** Consecutive lines of the real transcript, without the spaces before and after each. */
  readonly real: readonly string[];
  /** What ours has in their place. */
  readonly ours: readonly string[];
}

/** A scenario about something that our brokers do not do yet; when they do, it does not belong here any more. */
export interface NotYet {
  readonly scenario: string;
  readonly reason: string;
}

export const NOT_YET: readonly NotYet[] = [
  { scenario: 'configs', reason: 'configurations are neither described nor altered' },
];

const NOT_SERVED: readonly KnownDifference[] = UNSERVED.flatMap(({ reason, apis }) =>
  Object.values(apis).map(([key, first, last]) => ({
    scenario: 'api-versions',
    step: 'version 4',
    reason,
    real: [`- apiKey=${key} minVersion=${first} maxVersion=${last}`],
    ours: [],
  })),
);

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  ...NOT_SERVED,
  {
    scenario: 'produce',
    step: 'no batch: null',
    reason: 'A real broker trips over it and never answers; ours says what it says of no batch at all.',
    real: ['< no answer, and the connection stays open'],
    ours: [
      '< Produce v9',
      '    responses:',
      '      - name="produce"',
      '        partitionResponses:',
      '          - index=0 errorCode=87 INVALID_RECORD baseOffset=-1 logAppendTimeMs=-1 logStartOffset=-1 recordErrors=[] errorMessage=null',
    ],
  },
  {
    scenario: 'create-topics',
    step: 'refused: a config out of its range',
    reason: 'Lessons use small segments, so less than 1 MiB is allowed (docs/simplifications.md).',
    real: [
      '- name="create-bad" topicId=<no id> errorCode=40 INVALID_CONFIG errorMessage="Invalid value 1 for configuration segment.bytes: Value must be at least 1048576" numPartitions=-1 replicationFactor=-1 configs=[]',
    ],
    ours: [
      '- name="create-bad" topicId=<no id> errorCode=40 INVALID_CONFIG errorMessage="Invalid value 1 for configuration segment.bytes: Value must be at least 14" numPartitions=-1 replicationFactor=-1 configs=[]',
    ],
  },
  {
    scenario: 'create-topics',
    step: 'only tried',
    reason: 'A created topic is not answered with the settings that it has by default yet.',
    real: ['errorCode=0 errorMessage=null numPartitions=3 replicationFactor=2 33 configs'],
    ours: ['errorCode=0 errorMessage=null numPartitions=3 replicationFactor=2 0 configs'],
  },
  {
    scenario: 'create-topics',
    step: 'made, version 5',
    reason: 'A created topic is not answered with the settings that it has by default yet.',
    real: ['errorCode=0 errorMessage=null numPartitions=2 replicationFactor=3 33 configs'],
    ours: ['errorCode=0 errorMessage=null numPartitions=2 replicationFactor=3 0 configs'],
  },
  {
    scenario: 'create-topics',
    step: 'made, version 6',
    reason: 'A created topic is not answered with the settings that it has by default yet.',
    real: ['errorCode=0 errorMessage=null numPartitions=2 replicationFactor=3 33 configs'],
    ours: ['errorCode=0 errorMessage=null numPartitions=2 replicationFactor=3 0 configs'],
  },
  {
    scenario: 'create-topics',
    step: 'made, version 7',
    reason: 'A created topic is not answered with the settings that it has by default yet.',
    real: ['errorCode=0 errorMessage=null numPartitions=2 replicationFactor=3 33 configs'],
    ours: ['errorCode=0 errorMessage=null numPartitions=2 replicationFactor=3 0 configs'],
  },
  {
    scenario: 'create-topics',
    step: 'made with the defaults of the brokers',
    reason: 'A created topic is not answered with the settings that it has by default yet.',
    real: ['errorCode=0 errorMessage=null numPartitions=1 replicationFactor=1 33 configs'],
    ours: ['errorCode=0 errorMessage=null numPartitions=1 replicationFactor=1 0 configs'],
  },
  {
    scenario: 'create-topics',
    step: 'made with a placement and configs of its own',
    reason: 'As above.',
    real: [
      '- name="cleanup.policy" value="compact" readOnly=false configSource=1 isSensitive=false',
      '- name="compression.gzip.level" value="-1" readOnly=false configSource=5 isSensitive=false',
      '- name="compression.lz4.level" value="9" readOnly=false configSource=5 isSensitive=false',
      '- name="compression.type" value="producer" readOnly=false configSource=5 isSensitive=false',
      '- name="compression.zstd.level" value="3" readOnly=false configSource=5 isSensitive=false',
      '- name="delete.retention.ms" value="86400000" readOnly=false configSource=5 isSensitive=false',
      '- name="file.delete.delay.ms" value="60000" readOnly=false configSource=5 isSensitive=false',
      '- name="flush.messages" value="9223372036854775807" readOnly=false configSource=5 isSensitive=false',
      '- name="flush.ms" value="9223372036854775807" readOnly=false configSource=5 isSensitive=false',
      '- name="follower.replication.throttled.replicas" value="" readOnly=false configSource=5 isSensitive=false',
      '- name="index.interval.bytes" value="4096" readOnly=false configSource=5 isSensitive=false',
      '- name="leader.replication.throttled.replicas" value="" readOnly=false configSource=5 isSensitive=false',
      '- name="local.retention.bytes" value="-2" readOnly=false configSource=5 isSensitive=false',
      '- name="local.retention.ms" value="-2" readOnly=false configSource=5 isSensitive=false',
      '- name="max.compaction.lag.ms" value="9223372036854775807" readOnly=false configSource=5 isSensitive=false',
      '- name="max.message.bytes" value="1048588" readOnly=false configSource=5 isSensitive=false',
      '- name="message.timestamp.after.max.ms" value="3600000" readOnly=false configSource=5 isSensitive=false',
      '- name="message.timestamp.before.max.ms" value="9223372036854775807" readOnly=false configSource=5 isSensitive=false',
      '- name="message.timestamp.type" value="CreateTime" readOnly=false configSource=5 isSensitive=false',
      '- name="min.cleanable.dirty.ratio" value="0.5" readOnly=false configSource=5 isSensitive=false',
      '- name="min.compaction.lag.ms" value="0" readOnly=false configSource=5 isSensitive=false',
      '- name="min.insync.replicas" value="1" readOnly=false configSource=3 isSensitive=false',
      '- name="preallocate" value="false" readOnly=false configSource=5 isSensitive=false',
      '- name="remote.log.copy.disable" value="false" readOnly=false configSource=5 isSensitive=false',
      '- name="remote.log.delete.on.disable" value="false" readOnly=false configSource=5 isSensitive=false',
      '- name="remote.storage.enable" value="false" readOnly=false configSource=5 isSensitive=false',
      '- name="retention.bytes" value="-1" readOnly=false configSource=5 isSensitive=false',
      '- name="retention.ms" value="60000" readOnly=false configSource=1 isSensitive=false',
    ],
    ours: [
      '- name="cleanup.policy" value="compact" readOnly=false configSource=1 isSensitive=false',
      '- name="retention.ms" value="60000" readOnly=false configSource=1 isSensitive=false',
    ],
  },
  {
    scenario: 'create-topics',
    step: 'made with a placement and configs of its own',
    reason: 'As above.',
    real: [
      '- name="segment.bytes" value="1073741824" readOnly=false configSource=5 isSensitive=false',
      '- name="segment.index.bytes" value="10485760" readOnly=false configSource=5 isSensitive=false',
      '- name="segment.jitter.ms" value="0" readOnly=false configSource=5 isSensitive=false',
      '- name="segment.ms" value="604800000" readOnly=false configSource=5 isSensitive=false',
      '- name="unclean.leader.election.enable" value="false" readOnly=false configSource=5 isSensitive=false',
    ],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="group.version" minVersion=0 maxVersion=1'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="group.version" maxVersionLevel=1 minVersionLevel=1'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="share.version" minVersion=0 maxVersion=1'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="share.version" maxVersionLevel=1 minVersionLevel=1'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="streams.version" minVersion=0 maxVersion=1'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="streams.version" maxVersionLevel=1 minVersionLevel=1'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="transaction.version" minVersion=0 maxVersion=2'],
    ours: [],
  },
  {
    scenario: 'api-versions',
    step: 'version 4',
    reason: 'KIP-848 groups, transactions, share groups and streams groups are not simulated.',
    real: ['- name="transaction.version" maxVersionLevel=2 minVersionLevel=2'],
    ours: [],
  },
  {
    scenario: 'retention',
    step: 'by time: even the last segment goes, and an empty one takes its place',
    reason: 'A real broker makes the indexes of a new segment when they are first needed.',
    real: ['00000000000000000001.log 0 bytes: []', '00000000000000000001.snapshot 10 bytes'],
    ours: [
      '00000000000000000001.index 10485760 bytes: []',
      '00000000000000000001.log 0 bytes: []',
      '00000000000000000001.snapshot 10 bytes',
      '00000000000000000001.timeindex 10485756 bytes: []',
    ],
  },
];
