import fc from 'fast-check';
import { epochMsAt } from '../../../src/contract/ids';
import { encodeAssignment, encodeSubscription } from '../../../src/sim/protocol/consumer-protocol';
import type { Field } from '../../../src/sim/protocol/field';
import { encodeBatch, type BatchInit } from '../../../src/sim/protocol/record-batch';
import type { Likely } from '../../sim/protocol/arbitrary';

/** Stands for a member id that the broker gave to one of these clients; see `withMemberIds`. */
const MEMBER_ID = '<a member id>';

/** Names that the cluster under attack knows. The neighbour's are none of them. */
export const TOPICS = ['plain', 'compacted', 'single'];
const GROUPS = ['group-0', 'group-1', 'group-2'];

const smallInt = fc.constantFrom(0, 1, 2, 3, -1, -2, 100, 60_000);
const OTHER_TOPICS = ['', '__cluster_metadata', 'no such topic', 'fresh'];
const topic = fc.constantFrom(...TOPICS, ...OTHER_TOPICS);
const anyTopic = fc.constantFrom(...TOPICS, ...OTHER_TOPICS, '__consumer_offsets');
/** The first of a list most of the time: what has to be right for the rest to matter. */
const mostly = <T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(first), weight: 8 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
const group = fc.oneof({ arbitrary: fc.constantFrom(...GROUPS), weight: 12 }, fc.constant(''));
const member = fc.constantFrom(MEMBER_ID, MEMBER_ID, MEMBER_ID, '', 'nobody');
const configName = fc.constantFrom('retention.ms', 'cleanup.policy', 'segment.bytes', 'nothing.of.the.kind');
const configValue = fc.constantFrom('1', '-1', 'compact', 'delete', 'x', '', '9'.repeat(30));
const offset = fc.constantFrom(0, 1, 2, 3, -1, -2, -3, -4, 1000, Number.MAX_SAFE_INTEGER);
const timeout = fc.constantFrom(0, 1, 50, 500, 6000, 30_000, -1, 0x7fffffff, -0x80000000);

const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  topic,
  topics: topic,
  topicNames: topic,
  topicName: topic,
  name: fc.oneof({ arbitrary: topic, weight: 3 }, { arbitrary: configName, weight: 1 }),
  resourceName: fc.oneof(topic, fc.constantFrom('1', '2', '', 'group-0')),
  resourceType: fc.constantFrom(2, 4, 32, 1, 0),
  configurationKeys: configName,
  value: configValue,
  isolationLevel: mostly(0, 1, 2),
  index: fc.constantFrom(0, 1, 2, 9, -1),
  partition: fc.constantFrom(0, 1, 2, 9, -1),
  partitionIndex: fc.constantFrom(0, 1, 2, 9, -1),
  configOperation: fc.constantFrom(0, 1, 2, 3, 4),
  groupId: group,
  groups: group,
  groupsNames: group,
  key: group,
  coordinatorKeys: group,
  keyType: fc.constantFrom(0, 1, 2),
  memberId: member,
  groupInstanceId: fc.constantFrom(null, 'static-1', 'static-2'),
  groupType: fc.constantFrom('classic', 'consumer', ''),
  protocolType: mostly('consumer', 'connect', ''),
  protocolName: mostly('range', 'roundrobin', ''),
  transactionalId: fc.constantFrom(null, '', 'a transaction'),
  mechanism: fc.constantFrom('PLAIN', ''),
  acks: mostly(-1, 1, 0, 2),
  sessionTimeoutMs: mostly(10_000, 6000, 45_000, 300_000, 0, -1, 0x7fffffff),
  generationId: mostly(1, 2, 3, 0, -1),
  generationIdOrMemberEpoch: mostly(1, 2, 0, -1),
  rebalanceTimeoutMs: fc.constantFrom(100, 6000, 60_000, 0, -1, 0x7fffffff),
  timeoutMs: timeout,
  maxWaitMs: timeout,
  timestamp: fc.constantFrom(-1, -2, -3, -4, -5, 0, epochMsAt(0), Number.MAX_SAFE_INTEGER),
  fetchOffset: offset,
  committedOffset: offset,
  offset,
  logStartOffset: offset,
  replicaId: mostly(-1, -2, 1, 2, 9),
  sessionEpoch: mostly(-1, 0, 1),
};

/** Whoever moves or deletes `__consumer_offsets` is noticed by every group, in Kafka too. */
const SPARE_OFFSETS = ['DeleteTopics', 'CreatePartitions', 'AlterPartitionReassignments', 'AlterConfigs'];

/** Values under which a broker may get further than "no such thing". */
export function likelyIn(topicIds: readonly string[], api: string): Likely {
  const topicId = fc.constantFrom(...topicIds);
  const isSpared = SPARE_OFFSETS.some((name) => api.endsWith(name));
  return (name: string, field: Field) => {
    const byName = BY_NAME[name];
    const known = byName === topic && !isSpared ? anyTopic : byName;
    if (known !== undefined) return isSame(field.kind, known) ? known : undefined;
    switch (field.kind) {
      case 'records':
        return RECORDS;
      case 'bytes':
        return BYTES;
      case 'uuid':
        return fc.oneof(topicId, fc.constant('AAAAAAAAAAAAAAAAAAAAAA'));
      case 'int16':
        return fc.constantFrom(0, 1, 2, 3, -1, 0x7fff, -0x8000);
      case 'int32':
        return smallInt;
      case 'int64':
        return offset;
      case 'int8':
        return fc.constantFrom(0, 1, 2, 3, -1);
      default:
        return undefined;
    }
  };
}

/** The same name is a number in one table and a text in another. */
function isSame(kind: Field['kind'], known: fc.Arbitrary<unknown>): boolean {
  const [sample] = fc.sample(known, { numRuns: 1, seed: 1 });
  const isText = typeof sample === 'string' || sample === null;
  return isText === (kind === 'string');
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const record = { key: utf8('a key'), value: utf8('a value'), timestampMs: epochMsAt(0) };
const batch = (over: Partial<BatchInit>): Uint8Array => encodeBatch({ records: [record, record], ...over });

const RECORDS = fc.oneof(
  fc.constantFrom(
    batch({}),
    batch({ compression: 'gzip' }),
    batch({ records: [{ ...record, key: null }] }),
    batch({ records: [{ ...record, headers: [{ key: 'h', value: null }] }] }),
    batch({ records: [{ ...record, timestampMs: Number.MAX_SAFE_INTEGER }] }),
    batch({ producerId: 7, producerEpoch: 0, baseSequence: 0 }),
    batch({ producerId: 7, producerEpoch: 0, baseSequence: 2 }),
    batch({ producerId: 7, producerEpoch: 1, baseSequence: 0x7fffffff }),
    batch({ transactional: true, producerId: 7, producerEpoch: 0, baseSequence: 0 }),
    batch({ control: true }),
    batch({ baseOffset: 5 }),
    new Uint8Array([...batch({}), ...batch({})]),
    new Uint8Array(0),
  ),
  fc.uint8Array({ maxLength: 100 }),
);

const BYTES = fc.oneof(
  fc.constantFrom(
    encodeSubscription(1, { topics: TOPICS }),
    encodeSubscription(3, { topics: ['plain'], ownedPartitions: [{ topic: 'plain', partitions: [0, 1] }] }),
    encodeAssignment(1, { assignedPartitions: [{ topic: 'plain', partitions: [0, 1, 2] }] }),
    new Uint8Array(0),
  ),
  fc.uint8Array({ maxLength: 60 }),
);

/** The same value with real member ids in it: of the group that it names, if that has one. */
export function withMemberIds(value: unknown, members: ReadonlyMap<string, string>, around = ''): unknown {
  if (value === MEMBER_ID) return members.get(around) ?? '';
  if (Array.isArray(value)) return value.map((one) => withMemberIds(one, members, around));
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  const named = (value as { groupId?: unknown }).groupId;
  const group = typeof named === 'string' ? named : around;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withMemberIds(one, members, group)]));
}
