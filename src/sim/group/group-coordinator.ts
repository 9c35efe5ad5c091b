import type { Us } from '../../contract/ids';
import { ERROR } from '../protocol/errors';
import { pathOf } from './chart';
import { Coordination, parked, type GroupTimer } from './coordination';
import { deleteGroups } from './delete-groups';
import { describeGroups, listGroups } from './describe';
import { onSessionTimer } from './expiry';
import type { Group } from './group';
import { heartbeat } from './heartbeat';
import type { GroupCall, GroupCoordinatorOptions, GroupInput, GroupOutput, GroupReason, GroupRecord } from './io';
import { join } from './join';
import { joinError } from './join-reply';
import { leave } from './leave';
import { load, unload } from './load';
import { offsetCommit } from './offset-commit';
import { offsetDelete } from './offset-delete';
import { checkRetention, forgetPartitions } from './offset-expiry';
import { offsetFetch } from './offset-fetch';
import type { TopicPartition } from './offsets';
import { send } from './rebalance';
import { sync } from './sync';
import { syncError } from './sync-reply';

export type * from './io';

/**
 * One broker's group coordinator: the classic protocol (JoinGroup to LeaveGroup) and committed offsets. It does no
 * I/O: what comes in is an input, what is to be done comes out, in order; changes of groups, for the journal, first.
 * Kafka: `GroupCoordinatorService`, `GroupMetadataManager`, `OffsetMetadataManager`.
 */
export class GroupCoordinator {
  readonly #c: Coordination;

  constructor(options: GroupCoordinatorOptions) {
    this.#c = new Coordination(options);
  }

  /** Groups as they are, for queries and tests. */
  get groups(): ReadonlyMap<string, Group> {
    return this.#c.groups;
  }

  handle(input: GroupInput): GroupOutput[] {
    const c = this.#c;
    return c.collect(input.nowUs, () => {
      switch (input.type) {
        case 'request':
          handleCall(c, input);
          break;
        case 'timer':
          onTimer(c, input.key);
          break;
        case 'committed':
          c.appended(input.ticket, input.errorCode);
          break;
      }
    });
  }

  /** This broker leads a partition of `__consumer_offsets` from now on, which holds these records, in this order. */
  load(records: readonly GroupRecord[], nowUs: Us): GroupOutput[] {
    return this.#c.collect(nowUs, () => load(this.#c, records));
  }

  /** This broker does not lead the partition of these groups any more. */
  unload(isUnloaded: (groupId: string) => boolean, nowUs: Us): GroupOutput[] {
    return this.#c.collect(nowUs, () => unload(this.#c, isUnloaded));
  }

  /** These partitions are no more, since their topics were deleted: what was committed for them goes too. */
  onPartitionsDeleted(partitions: readonly TopicPartition[], nowUs: Us): GroupOutput[] {
    return this.#c.collect(nowUs, () => forgetPartitions(this.#c, partitions));
  }
}

/** A timer that was cancelled after it had rung is nothing to us. */
function onTimer(c: Coordination, key: string): void {
  const timer = c.timers.get(key);
  if (timer === undefined) return;
  c.timers.delete(key);
  switch (timer.kind) {
    case 'session':
      return onSessionTimer(c, timer.group, timer.memberId);
    case 'retention':
      return checkRetention(c);
    case 'chart':
      return send(c, timer.group, timer.event, reasonOf(timer));
  }
}

/** The delay of a first join phase is not late: it is over. */
function reasonOf({ group }: GroupTimer & { readonly kind: 'chart' }): GroupReason {
  return pathOf(group.snapshot) === 'PreparingRebalance.InitialDelay' ? 'join phase complete' : 'rebalance timeout';
}

function handleCall(c: Coordination, call: GroupCall): void {
  switch (call.api) {
    case 'OffsetFetch':
      return offsetFetch(c, call);
    case 'DescribeGroups':
      return describeGroups(c, call);
    case 'ListGroups':
      return listGroups(c, call);
    case 'DeleteGroups':
      return deleteGroups(c, call);
    default:
      return handleGroupCall(c, call);
  }
}

type OneGroupCall = GroupCall<'JoinGroup' | 'SyncGroup' | 'Heartbeat' | 'LeaveGroup' | 'OffsetCommit' | 'OffsetDelete'>;

/** Requests about one group, which must be ours. Only offsets may be those of a group without a name. */
function handleGroupCall(c: Coordination, call: OneGroupCall): void {
  const { groupId } = call.request;
  const nameless = groupId === '' && call.api !== 'OffsetCommit';
  const error = nameless ? ERROR.INVALID_GROUP_ID : (c.options.groupError?.(groupId) ?? ERROR.NONE);
  if (error !== ERROR.NONE) return refuse(c, call, error);
  switch (call.api) {
    case 'JoinGroup':
      return join(c, call);
    case 'SyncGroup':
      return sync(c, call);
    case 'Heartbeat':
      return heartbeat(c, call);
    case 'LeaveGroup':
      return leave(c, call);
    case 'OffsetCommit':
      return offsetCommit(c, call);
    case 'OffsetDelete':
      return offsetDelete(c, call);
  }
}

function refuse(c: Coordination, call: OneGroupCall, errorCode: number): void {
  const to = parked(call);
  const throttleTimeMs = 0;
  // Whoever is not known yet cannot be told that it is unknown.
  const isLoading = errorCode === ERROR.COORDINATOR_LOAD_IN_PROGRESS;
  switch (call.api) {
    case 'JoinGroup':
      return c.reply(to, call.api, joinError(call.version, errorCode, call.request.memberId));
    case 'SyncGroup':
      return c.reply(to, call.api, syncError(errorCode));
    case 'Heartbeat':
      return c.reply(to, call.api, { throttleTimeMs, errorCode: isLoading ? ERROR.NONE : errorCode });
    case 'OffsetDelete':
      return c.reply(to, call.api, { throttleTimeMs, errorCode, topics: [] });
    case 'LeaveGroup':
      return c.reply(to, call.api, { throttleTimeMs, errorCode, members: [] });
    case 'OffsetCommit':
      return c.reply(to, call.api, {
        throttleTimeMs,
        topics: call.request.topics.map(({ name, topicId, partitions }) => ({
          name,
          topicId,
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
        })),
      });
  }
}
