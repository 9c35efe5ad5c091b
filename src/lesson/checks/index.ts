import type { Check } from './check';
import { brokerIs, isrIs, leaderIs, leadersSpread, topicExistsWith } from './brokers';
import { allHandled, inOrderByKey, orderBroken } from './by-field';
import { committedAtLeast, committedIs, lagAtMost, offsetResetHappened, offsetsTopicHas } from './committed';
import { compacted } from './compacted';
import { coordinatorMoved } from './coordinator-moved';
import { logStartAtLeast, segmentDeleted, segmentsAtLeast } from './disk';
import { faultGiven, scheduleOver, toolUsed } from './faults';
import { groupDivides } from './group-divides';
import { groupStableWith } from './group-stable-with';
import { groupStateReached } from './group-state-reached';
import { groupsReadAll } from './groups-read-all';
import { instancesRunning } from './instances-running';
import { keyMoved } from './key-moved';
import { keylessSpread } from './keyless-spread';
import { leaderChanged, uncleanElectionHappened } from './leader-changed';
import { memberIdle } from './member-idle';
import { ofOneTopic } from './of-one-topic';
import { ownerKilled } from './owner-killed';
import { partitionOwnerChanged } from './partition-owner-changed';
import { eachRecordProcessed, recordProcessedTwice, recordSkipped } from './processed';
import { rebalanceSeen } from './rebalance-seen';
import { recordsInPartition } from './records-in-partition';
import { recordsReadIn } from './records-read-in';
import { sameKeySamePartition } from './same-key-same-partition';
import { throughputAtLeast } from './throughput';
import { noLostWrites, writeLost, writeRefused } from './writes';

/** Every check by the name that lesson.yaml calls it. The build has validated the arguments: see build/check-args.ts. */
const CHECKS = {
  'all-handled': allHandled,
  'broker-is': brokerIs,
  'committed-at-least': committedAtLeast,
  'committed-is': committedIs,
  compacted,
  'coordinator-moved': coordinatorMoved,
  'each-record-processed': ofOneTopic(eachRecordProcessed),
  'fault-given': faultGiven,
  'group-divides': groupDivides,
  'group-stable-with': groupStableWith,
  'group-state-reached': groupStateReached,
  'groups-read-all': groupsReadAll,
  'in-order-by-key': inOrderByKey,
  'instances-running': instancesRunning,
  'isr-is': isrIs,
  'key-moved': ofOneTopic(keyMoved),
  'keyless-spread': ofOneTopic(keylessSpread),
  'lag-at-most': lagAtMost,
  'leader-changed': leaderChanged,
  'leader-is': leaderIs,
  'leaders-spread': leadersSpread,
  'log-start-at-least': logStartAtLeast,
  'member-idle': memberIdle,
  'no-lost-writes': ofOneTopic(noLostWrites),
  'offset-reset-happened': offsetResetHappened,
  'offsets-topic-has': offsetsTopicHas,
  'order-broken': orderBroken,
  'owner-killed': ownerKilled,
  'partition-owner-changed': partitionOwnerChanged,
  'rebalance-seen': rebalanceSeen,
  'record-processed-twice': ofOneTopic(recordProcessedTwice),
  'record-skipped': ofOneTopic(recordSkipped),
  'records-in-partition': recordsInPartition,
  'records-read-in': recordsReadIn,
  'same-key-same-partition': ofOneTopic(sameKeySamePartition),
  'schedule-over': scheduleOver,
  'segment-deleted': segmentDeleted,
  'segments-at-least': segmentsAtLeast,
  'throughput-at-least': throughputAtLeast,
  'tool-used': toolUsed,
  'topic-exists-with': topicExistsWith,
  'unclean-election-happened': uncleanElectionHappened,
  'write-lost': ofOneTopic(writeLost),
  'write-refused': writeRefused,
} as const;

export type CheckName = keyof typeof CHECKS;

/** The check of this name; throws on a name that the build would have refused. */
export function checkNamed(name: string): Check<unknown, unknown> {
  if (!Object.hasOwn(CHECKS, name)) throw new Error(`no check is called ${name}`);
  return CHECKS[name as CheckName] as unknown as Check<unknown, unknown>;
}
