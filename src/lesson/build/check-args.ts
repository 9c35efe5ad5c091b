import * as v from 'valibot';
import type { CheckName } from '../checks';
import type { BrokerIsArgs, IsrIsArgs, LeaderIsArgs, LeadersSpreadArgs, TopicExistsWithArgs } from '../checks/brokers';
import type { AllHandledArgs, InOrderByKeyArgs, OrderBrokenArgs } from '../checks/by-field';
import type { CommittedIsArgs, LagAtMostArgs, OffsetResetHappenedArgs, OffsetsTopicHasArgs } from '../checks/committed';
import type { CompactedArgs } from '../checks/compacted';
import type { CoordinatorMovedArgs } from '../checks/coordinator-moved';
import type { LogStartAtLeastArgs, SegmentDeletedArgs, SegmentsAtLeastArgs } from '../checks/disk';
import { type FaultGivenArgs, type ScheduleOverArgs, type ToolUsedArgs, FAULTS } from '../checks/faults';
import type { GroupDividesArgs } from '../checks/group-divides';
import type { GroupStableWithArgs } from '../checks/group-stable-with';
import type { GroupStateReachedArgs } from '../checks/group-state-reached';
import type { GroupsReadAllArgs } from '../checks/groups-read-all';
import type { InstancesRunningArgs } from '../checks/instances-running';
import type { KeyMovedArgs } from '../checks/key-moved';
import type { KeylessSpreadArgs } from '../checks/keyless-spread';
import type { LeaderChangedArgs, UncleanElectionHappenedArgs } from '../checks/leader-changed';
import type { MemberIdleArgs } from '../checks/member-idle';
import type { OwnerKilledArgs } from '../checks/owner-killed';
import type { PartitionOwnerChangedArgs } from '../checks/partition-owner-changed';
import type { EachRecordProcessedArgs, RecordProcessedTwiceArgs, RecordSkippedArgs } from '../checks/processed';
import type { RebalanceSeenArgs } from '../checks/rebalance-seen';
import type { RecordsInPartitionArgs } from '../checks/records-in-partition';
import type { RecordsReadInArgs } from '../checks/records-read-in';
import type { SameKeySamePartitionArgs } from '../checks/same-key-same-partition';
import type { ThroughputAtLeastArgs } from '../checks/throughput';
import type { NoLostWritesArgs, WriteLostArgs, WriteRefusedArgs } from '../checks/writes';
import { count, described, nodeId } from './command-schema';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const topic = described(v.string(), 'name of a topic');
const group = described(v.string(), 'group id');
const partition = described(whole, 'number of a partition');
const offset = described(whole, 'an offset');
const broker = described(nodeId, 'node.id of a broker');
const members = described(count, 'how many members');
const min = (text: string) => described(count, text);
const schedule = v.exactOptional(described(v.string(), 'counts only when this schedule is over'));
const effect = (name: string) => v.optional(described(v.string(), `name of the effect; ${name} when absent`), name);
const GROUP_STATES = ['Empty', 'PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead'] as const;

const ISR_TAKES = 'brokers, atLeast or atMost beside topic and partition';

/** What each check takes in lesson.yaml, under `with`. Apart from the checks, so that the site carries no schema. */
export const CHECK_ARGS = {
  'all-handled': v.strictObject({
    begun: described(v.string(), 'effect that tells of a beginning'),
    ended: described(v.string(), 'effect that tells of the end'),
    field: described(v.string(), 'field of both effects that says of what'),
    count: described(count, 'so many must have begun'),
    schedule,
  }) satisfies Takes<AllHandledArgs>,
  'broker-is': v.strictObject({
    broker,
    state: described(v.picklist(['up', 'down', 'paused', 'running', 'fenced', 'unfenced']), 'how the broker is'),
  }) satisfies Takes<BrokerIsArgs>,
  'committed-at-least': v.strictObject({ group, topic, partition, offset }) satisfies Takes<CommittedIsArgs>,
  'committed-is': v.strictObject({ group, topic, partition, offset }) satisfies Takes<CommittedIsArgs>,
  compacted: v.strictObject({
    topic,
    records: min('records of one partition that are gone'),
  }) satisfies Takes<CompactedArgs>,
  'coordinator-moved': v.strictObject({ group }) satisfies Takes<CoordinatorMovedArgs>,
  'each-record-processed': v.strictObject({
    topic,
    records: min('records that there must be'),
    effect: effect('read'),
    schedule,
  }) satisfies Takes<EachRecordProcessedArgs>,
  'fault-given': v.strictObject({
    fault: described(v.picklist(FAULTS), 'what was done'),
    broker: v.exactOptional(broker),
  }) satisfies Takes<FaultGivenArgs>,
  'group-divides': v.strictObject({
    group,
    topic,
    members,
    records: min('records that they must have read'),
    effect: effect('read'),
  }) satisfies Takes<GroupDividesArgs>,
  'group-stable-with': v.strictObject({ group, members }) satisfies Takes<GroupStableWithArgs>,
  'group-state-reached': v.strictObject({
    group,
    state: described(v.picklist(GROUP_STATES), "Kafka's name of the state"),
  }) satisfies Takes<GroupStateReachedArgs>,
  'groups-read-all': v.strictObject({
    groups: described(v.pipe(v.array(v.string()), v.minLength(2)), 'group ids'),
    topic,
    records: min('records that each must have read'),
    effect: effect('read'),
  }) satisfies Takes<GroupsReadAllArgs>,
  'in-order-by-key': v.strictObject({
    effect: described(v.string(), 'name of the effect'),
    key: v.exactOptional(described(v.string(), 'field that says whose it is; one order over all when absent')),
    order: described(v.string(), 'field with a number that rises'),
    effects: min('so many must have happened'),
    schedule,
  }) satisfies Takes<InOrderByKeyArgs>,
  'instances-running': v.strictObject({
    program: v.pipe(v.string(), v.description('name of a program')),
    min: v.optional(v.pipe(count, v.description('instances; 1 when absent')), 1),
  }) satisfies Takes<InstancesRunningArgs>,
  'isr-is': v.pipe(
    v.strictObject({
      topic,
      partition,
      brokers: v.exactOptional(described(v.array(nodeId), 'brokers that are in sync, in any order')),
      atLeast: v.exactOptional(described(count, 'so many in sync, or more')),
      atMost: v.exactOptional(described(count, 'so many in sync, or fewer')),
    }),
    // Without any of them it would hold from the start.
    v.check((args) => [args.brokers, args.atLeast, args.atMost].some((each) => each !== undefined), ISR_TAKES),
  ) satisfies Takes<IsrIsArgs>,
  'key-moved': v.strictObject({ topic }) satisfies Takes<KeyMovedArgs>,
  'keyless-spread': v.strictObject({
    topic,
    partitions: min('partitions that must have got some'),
    records: v.optional(min('records without a key on each of them; 1 when absent'), 1),
  }) satisfies Takes<KeylessSpreadArgs>,
  'lag-at-most': v.strictObject({
    group,
    topic,
    lag: described(whole, 'records behind, over all partitions'),
    records: v.optional(min('records that there must be; 1 when absent'), 1),
  }) satisfies Takes<LagAtMostArgs>,
  'leader-changed': v.strictObject({
    topic,
    partition: v.exactOptional(described(whole, 'one partition; any when absent')),
    election: v.exactOptional(described(v.picklist(['clean', 'unclean']), 'kind of election; any when absent')),
  }) satisfies Takes<LeaderChangedArgs>,
  'leader-is': v.strictObject({
    topic,
    partition,
    broker: described(v.pipe(v.number(), v.integer(), v.minValue(-1)), 'node.id of the leader; -1: none'),
  }) satisfies Takes<LeaderIsArgs>,
  'leaders-spread': v.strictObject({
    topic,
    brokers: min('brokers that must lead a partition'),
  }) satisfies Takes<LeadersSpreadArgs>,
  'log-start-at-least': v.strictObject({ topic, partition, offset }) satisfies Takes<LogStartAtLeastArgs>,
  'member-idle': v.strictObject({
    group,
    members,
    idle: v.optional(v.pipe(count, v.description('idle members; 1 when absent')), 1),
  }) satisfies Takes<MemberIdleArgs>,
  'no-lost-writes': v.strictObject({
    topic,
    records: min('records that must be acknowledged'),
    schedule,
  }) satisfies Takes<NoLostWritesArgs>,
  'offset-reset-happened': v.strictObject({ group, topic }) satisfies Takes<OffsetResetHappenedArgs>,
  'offsets-topic-has': v.strictObject({ group, topic, partition }) satisfies Takes<OffsetsTopicHasArgs>,
  'order-broken': v.strictObject({
    effect: described(v.string(), 'name of the effect'),
    key: v.exactOptional(described(v.string(), 'field that says whose it is; one order over all when absent')),
    order: described(v.string(), 'field with a number that should rise'),
  }) satisfies Takes<OrderBrokenArgs>,
  'owner-killed': v.strictObject({ group, topic }) satisfies Takes<OwnerKilledArgs>,
  'partition-owner-changed': v.strictObject({
    group,
    topic,
    by: v.exactOptional(described(v.picklist(['killed', 'stopped']), 'how its owner ended; killed when absent')),
  }) satisfies Takes<PartitionOwnerChangedArgs>,
  'rebalance-seen': v.strictObject({
    group,
    cause: v.optional(
      described(v.picklist(['joined', 'left', 'expired', 'any']), 'why it rebalances; any when absent'),
      'any',
    ),
  }) satisfies Takes<RebalanceSeenArgs>,
  'record-processed-twice': v.strictObject({ topic, effect: effect('read') }) satisfies Takes<RecordProcessedTwiceArgs>,
  'record-skipped': v.strictObject({ group, topic, effect: effect('read') }) satisfies Takes<RecordSkippedArgs>,
  'records-in-partition': v.strictObject({
    topic,
    partition: v.exactOptional(
      v.pipe(v.number(), v.integer(), v.minValue(0), v.description('one partition; all when absent')),
    ),
    min: v.pipe(count, v.description('records that each must have')),
  }) satisfies Takes<RecordsInPartitionArgs>,
  'records-read-in': v.strictObject({
    group,
    topic,
    records: v.pipe(count, v.description('records to read')),
    readers: v.pipe(count, v.description('members of the group meanwhile')),
    atMostSeconds: v.exactOptional(
      v.pipe(v.number(), v.minValue(0.001), v.description('no slower than this, in virtual seconds')),
    ),
    effect: v.optional(v.pipe(v.string(), v.description('name of the effect; read when absent')), 'read'),
  }) satisfies Takes<RecordsReadInArgs>,
  'same-key-same-partition': v.strictObject({
    topic,
    keys: min('different keys'),
    records: min('records with a key'),
  }) satisfies Takes<SameKeySamePartitionArgs>,
  'schedule-over': v.strictObject({
    schedule: described(v.string(), 'name of a schedule'),
  }) satisfies Takes<ScheduleOverArgs>,
  'segment-deleted': v.strictObject({
    topic,
    reason: v.exactOptional(described(v.picklist(['size', 'time', 'log-start']), 'why; any when absent')),
  }) satisfies Takes<SegmentDeletedArgs>,
  'segments-at-least': v.strictObject({
    topic,
    partition,
    segments: min('segments of the log'),
  }) satisfies Takes<SegmentsAtLeastArgs>,
  'throughput-at-least': v.strictObject({
    topic: v.exactOptional(described(v.string(), 'name of a topic; all when absent')),
    program: v.exactOptional(
      described(v.string(), 'name of a program: what it sends or works on; absent: what is written to leaders'),
    ),
    recordsPerSecond: v.optional(
      described(v.pipe(v.number(), v.minValue(0)), 'at least; 0 when absent: only measure'),
      0,
    ),
    seconds: min('length of the window, in virtual seconds'),
    skipSeconds: v.optional(described(whole, 'seconds after the first record that do not count; 0 when absent'), 0),
  }) satisfies Takes<ThroughputAtLeastArgs>,
  'tool-used': v.strictObject({
    tool: described(v.string(), 'its name: kafka-topics.sh'),
    has: v.optional(described(v.string(), 'what its line must hold: --alter'), ''),
  }) satisfies Takes<ToolUsedArgs>,
  'topic-exists-with': v.strictObject({
    topic,
    partitions: v.exactOptional(min('number of partitions')),
    replicationFactor: v.exactOptional(min('copies of each partition')),
    configs: v.exactOptional(described(v.record(v.string(), v.string()), "settings by Kafka's names, values as text")),
  }) satisfies Takes<TopicExistsWithArgs>,
  'unclean-election-happened': v.strictObject({ topic }) satisfies Takes<UncleanElectionHappenedArgs>,
  'write-lost': v.strictObject({ topic }) satisfies Takes<WriteLostArgs>,
  'write-refused': v.strictObject({
    error: described(v.string(), "Kafka's name of the error: NOT_ENOUGH_REPLICAS"),
    times: v.optional(min('how often; 1 when absent'), 1),
  }) satisfies Takes<WriteRefusedArgs>,
} as const satisfies Record<CheckName, v.GenericSchema>;

type Takes<Args> = v.GenericSchema<unknown, Args>;
