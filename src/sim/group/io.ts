import type { GroupEvent, OffsetCommittedEvent, OffsetDeletedEvent } from '../../contract/event';
import type { BrokerId, ProcessId, Us } from '../../contract/ids';
import type { DeleteGroupsRequest, DeleteGroupsResponse } from '../protocol/messages/delete-groups';
import type { DescribeGroupsRequest, DescribeGroupsResponse } from '../protocol/messages/describe-groups';
import type { HeartbeatRequest, HeartbeatResponse } from '../protocol/messages/heartbeat';
import type { JoinGroupRequest, JoinGroupResponse } from '../protocol/messages/join-group';
import type { LeaveGroupRequest, LeaveGroupResponse } from '../protocol/messages/leave-group';
import type { ListGroupsRequest, ListGroupsResponse } from '../protocol/messages/list-groups';
import type { OffsetCommitRequest, OffsetCommitResponse } from '../protocol/messages/offset-commit';
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '../protocol/messages/offset-delete';
import type { OffsetFetchRequest, OffsetFetchResponse } from '../protocol/messages/offset-fetch';
import type { SyncGroupRequest, SyncGroupResponse } from '../protocol/messages/sync-group';

/** What goes into a group coordinator and what comes out: the whole of its contact with the world. */

export interface GroupRequests {
  readonly JoinGroup: JoinGroupRequest;
  readonly SyncGroup: SyncGroupRequest;
  readonly Heartbeat: HeartbeatRequest;
  readonly LeaveGroup: LeaveGroupRequest;
  readonly OffsetCommit: OffsetCommitRequest;
  readonly OffsetFetch: OffsetFetchRequest;
  readonly DescribeGroups: DescribeGroupsRequest;
  readonly ListGroups: ListGroupsRequest;
  readonly DeleteGroups: DeleteGroupsRequest;
  readonly OffsetDelete: OffsetDeleteRequest;
}

export interface GroupResponses {
  readonly JoinGroup: JoinGroupResponse;
  readonly SyncGroup: SyncGroupResponse;
  readonly Heartbeat: HeartbeatResponse;
  readonly LeaveGroup: LeaveGroupResponse;
  readonly OffsetCommit: OffsetCommitResponse;
  readonly OffsetFetch: OffsetFetchResponse;
  readonly DescribeGroups: DescribeGroupsResponse;
  readonly ListGroups: ListGroupsResponse;
  readonly DeleteGroups: DeleteGroupsResponse;
  readonly OffsetDelete: OffsetDeleteResponse;
}

export type GroupApi = keyof GroupRequests;

interface Call {
  readonly type: 'request';
  /** The caller's number for this request; comes back with the reply. */
  readonly ticket: number;
  readonly version: number;
  readonly clientId: string;
  /** As DescribeGroups shows it: `/10.0.0.7`. */
  readonly clientHost: string;
  /** The process at the other end of the connection; null when it is none of ours. */
  readonly process: ProcessId | null;
  readonly nowUs: Us;
}

export type GroupCall<A extends GroupApi = GroupApi> = {
  [K in A]: Call & { readonly api: K; readonly request: GroupRequests[K] };
}[A];

export type GroupInput =
  | GroupCall
  /** A timer that was set, and not cancelled or set anew since, is due. */
  | { readonly type: 'timer'; readonly key: string; readonly nowUs: Us }
  /**
   * What became of an `append`: its records are on all in-sync replicas (0), or are not in the log (any other error).
   * REQUEST_TIMED_OUT says that they are in the log, and took longer than `offsets.commit.timeout.ms` so far: then one
   * of the others may follow, with the same ticket.
   */
  | { readonly type: 'committed'; readonly ticket: number; readonly errorCode: number; readonly nowUs: Us };

export type GroupReply<A extends GroupApi = GroupApi> = {
  [K in A]: {
    readonly type: 'reply';
    readonly ticket: number;
    readonly api: K;
    readonly version: number;
    readonly response: GroupResponses[K];
  };
}[A];

/** A record for the group's partition of `__consumer_offsets`; a value of null deletes. */
export interface GroupRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/** To be appended with acks=all; answered by `committed` with the same ticket. */
export interface GroupAppend {
  readonly type: 'append';
  /** The coordinator's own number: negative, so that it is never taken for a request's. */
  readonly ticket: number;
  readonly group: string;
  readonly records: readonly GroupRecord[];
}

export type GroupOutput =
  /** Every request is answered once, now or later, but for a JoinGroup or SyncGroup that its member has sent again. */
  | GroupReply
  /** Sets the timer anew if it runs. */
  | { readonly type: 'timer-set'; readonly key: string; readonly afterUs: Us }
  | { readonly type: 'timer-cancel'; readonly key: string }
  | { readonly type: 'event'; readonly event: GroupEvent | OffsetCommittedEvent | OffsetDeletedEvent }
  | GroupAppend;

/** Broker configuration `group.*`, `offset.metadata.max.bytes` and `offsets.retention.*`. */
export interface GroupConfig {
  readonly initialRebalanceDelayMs: number;
  readonly minSessionTimeoutMs: number;
  readonly maxSessionTimeoutMs: number;
  readonly groupMaxSize: number;
  readonly offsetMetadataMaxBytes: number;
  /** `offsets.retention.minutes`, in milliseconds; absent: Kafka's default, a week. */
  readonly offsetsRetentionMs?: number;
  /** `offsets.retention.check.interval.ms`; absent: Kafka's default, ten minutes. */
  readonly offsetsRetentionCheckIntervalMs?: number;
}

export interface GroupCoordinatorOptions {
  readonly broker: BrokerId;
  readonly config: GroupConfig;
  /** 36 characters, as Java prints it. */
  readonly randomUuid: () => string;
  readonly topicExists: (topic: string, partition: number) => boolean;
  /** For OffsetCommit and OffsetFetch v10, which name topics by id; without it every id is unknown. */
  readonly topicIds?: {
    readonly nameOf: (topicId: string) => string | null;
    readonly idOf: (topic: string) => string | null;
  };
  /**
   * Why this broker may not answer for a group: NOT_COORDINATOR, COORDINATOR_LOAD_IN_PROGRESS; 0 when it may.
   * Without it every group is ours.
   */
  readonly groupError?: (groupId: string) => number;
}

/** Why a group changed, in the journal. */
export type GroupReason =
  | 'group created'
  | 'group loaded'
  | 'group unloaded'
  | 'group deleted'
  | 'group expired'
  | 'group not stored'
  | 'member joined'
  | 'member rejoined'
  | 'member heard of'
  | 'static member replaced'
  | 'join phase complete'
  | 'assignment received'
  | 'assignment not stored'
  | 'LeaveGroup'
  | 'session expired'
  | 'rebalance timeout'
  | 'sync timeout'
  | 'group is full';
