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
    scenario: 'configs-take-effect',
    step: 'several resources, one of them refused',
    reason: 'Lessons use small segments, so less than 1 MiB is allowed (docs/simplifications.md).',
    real: [
      '- errorCode=42 INVALID_REQUEST errorMessage="Invalid value 1 for configuration log.segment.bytes: Value must be at least 1048576" resourceType=4 resourceName=""',
    ],
    ours: [
      '- errorCode=42 INVALID_REQUEST errorMessage="Invalid value 1 for configuration log.segment.bytes: Value must be at least 14" resourceType=4 resourceName=""',
    ],
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
