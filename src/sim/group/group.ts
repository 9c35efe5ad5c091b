import type { ClassicGroupState } from '../../contract/event';
import type { ProcessId, Us } from '../../contract/ids';
import type { JoinGroupRequest } from '../protocol/messages/join-group';
import { groupStateOf, type Census, type GroupSnapshot } from './consumer-group.machine';

/**
 * A group and its members, beside the chart: plain data, and the questions that can be asked of it. Nothing in here
 * answers, schedules or changes the chart. Kafka: `ClassicGroup` and `ClassicGroupMember`.
 */

/** A request that waits for its answer. */
export interface Parked {
  readonly ticket: number;
  readonly version: number;
}

export type MemberProtocols = JoinGroupRequest['protocols'];

export interface Member {
  readonly memberId: string;
  /** `group.instance.id` of a static member. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** Null also when nothing has been heard of it since the group was read from the log. */
  process: ProcessId | null;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  protocols: MemberProtocols;
  assignment: Uint8Array;
  /** Has not had an answer to its JoinGroup yet. */
  isNew: boolean;
  parkedJoin: Parked | null;
  parkedSync: Parked | null;
}

export interface CommittedOffset {
  readonly offset: number;
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestampMs: number;
  /** Asked for by the clients of long ago; null: what the broker is configured to keep. */
  readonly expireTimestampMs: number | null;
}

export interface Group {
  readonly id: string;
  snapshot: GroupSnapshot;
  /** Of the snapshot, at hand for heartbeats. */
  state: ClassicGroupState;
  stateSinceMs: number;
  protocolType: string | null;
  protocolName: string | null;
  leader: string | null;
  /** By id, in the order in which they came: Kafka's order is that of a hash table, hence arbitrary. */
  readonly members: Map<string, Member>;
  /** Ids given out with MEMBER_ID_REQUIRED. */
  readonly pendingJoin: Set<string>;
  /** Members of this generation that have not sent SyncGroup. */
  readonly pendingSync: Set<string>;
  /** Static members: instance id to member id. */
  readonly staticIds: Map<string, string>;
  /** Session deadlines of members and pending members, by id. */
  readonly sessions: Map<string, Session>;
  /** The leader's assignment, by member id, while `assignment-stored` is told to the chart. */
  storedAssignment: ReadonlyMap<string, Uint8Array> | null;
  /** Of this generation, if its members speak the consumer protocol; null: not known. */
  subscribedTopics: ReadonlySet<string> | null;
  /** Topic to partition to what was committed. */
  readonly offsets: Map<string, Map<number, CommittedOffset>>;
}

export interface Session {
  readonly key: string;
  deadlineUs: Us;
  /** When the timer will ring, at or before the deadline; null: no timer runs. */
  ringsAtUs: Us | null;
}

export const NO_ASSIGNMENT = new Uint8Array(0);

export function newGroup(id: string, snapshot: GroupSnapshot, stateSinceMs: number): Group {
  return {
    id,
    snapshot,
    state: groupStateOf(snapshot),
    stateSinceMs,
    protocolType: null,
    protocolName: null,
    leader: null,
    members: new Map(),
    pendingJoin: new Set(),
    pendingSync: new Set(),
    staticIds: new Map(),
    sessions: new Map(),
    storedAssignment: null,
    subscribedTopics: null,
    offsets: new Map(),
  };
}

export function generationOf(group: Group): number {
  return group.snapshot.context.generation;
}

export function censusOf(group: Group): Census {
  let awaitingJoin = 0;
  let rebalanceTimeoutMs = 0;
  for (const member of group.members.values()) {
    if (member.parkedJoin !== null) awaitingJoin++;
    rebalanceTimeoutMs = Math.max(rebalanceTimeoutMs, member.rebalanceTimeoutMs);
  }
  return { members: group.members.size, awaitingJoin, pendingJoin: group.pendingJoin.size, rebalanceTimeoutMs };
}

/** Puts a member in, and makes it the leader if there is none. */
export function addMember(group: Group, member: Member, protocolType: string): void {
  if (group.members.size === 0) group.protocolType = protocolType;
  group.leader ??= member.memberId;
  group.members.set(member.memberId, member);
  group.pendingJoin.delete(member.memberId);
  if (member.groupInstanceId !== null) group.staticIds.set(member.groupInstanceId, member.memberId);
}

/** Takes a member or a pending id out; the member that came first leads if the leader goes. */
export function removeMember(group: Group, memberId: string): void {
  const member = group.members.get(memberId);
  if (member !== undefined) {
    group.members.delete(memberId);
    if (member.groupInstanceId !== null) group.staticIds.delete(member.groupInstanceId);
  }
  if (group.leader === memberId) group.leader = group.members.keys().next().value ?? null;
  group.pendingJoin.delete(memberId);
  group.pendingSync.delete(memberId);
}

/** A static member comes back under a new id: it takes the old one's place, role and assignment. */
export function replaceMemberId(group: Group, old: Member, successor: Member): void {
  const members = [...group.members.values()];
  group.members.clear();
  for (const member of members) {
    const kept = member === old ? successor : member;
    group.members.set(kept.memberId, kept);
  }
  if (group.leader === old.memberId) group.leader = successor.memberId;
  if (group.pendingSync.delete(old.memberId)) group.pendingSync.add(successor.memberId);
  if (successor.groupInstanceId !== null) group.staticIds.set(successor.groupInstanceId, successor.memberId);
}

/** If the leader has not rejoined, the first member that has leads (`maybeElectNewJoinedLeader`). */
export function electJoinedLeader(group: Group): void {
  const leader = group.leader === null ? undefined : group.members.get(group.leader);
  if (leader === undefined || leader.parkedJoin !== null) return;
  for (const member of group.members.values()) {
    if (member.parkedJoin !== null) {
      group.leader = member.memberId;
      return;
    }
  }
}

/** Whether a member with these protocols may be in the group: same type, and one name that all members know. */
export function supportsProtocols(group: Group, protocolType: string, protocols: MemberProtocols): boolean {
  if (group.state === 'Empty') return protocolType !== '' && protocols.length > 0;
  return group.protocolType === protocolType && protocols.some(({ name }) => isSupportedByAll(group, name));
}

function isSupportedByAll(group: Group, name: string): boolean {
  for (const member of group.members.values()) {
    if (!member.protocols.some((protocol) => protocol.name === name)) return false;
  }
  return true;
}

/**
 * Each member votes for the first of its protocols that all members know; most votes win. Kafka breaks a tie by the
 * order of a hash table; here the protocol wins whose first vote came earlier.
 */
export function selectProtocol(group: Group): string | null {
  const votes = new Map<string, number>();
  for (const member of group.members.values()) {
    const choice = member.protocols.find(({ name }) => isSupportedByAll(group, name));
    if (choice !== undefined) votes.set(choice.name, (votes.get(choice.name) ?? 0) + 1);
  }
  let winner: string | null = null;
  let most = 0;
  for (const [name, count] of votes) {
    if (count > most) [winner, most] = [name, count];
  }
  return winner;
}

/** What a member said of itself under the protocol that was chosen. */
export function metadataOf(member: Member, protocolName: string | null): Uint8Array {
  return member.protocols.find(({ name }) => name === protocolName)?.metadata ?? NO_ASSIGNMENT;
}

/** Same names in the same order, with the same metadata. */
export function sameProtocols(member: Member, protocols: MemberProtocols): boolean {
  return (
    member.protocols.length === protocols.length &&
    member.protocols.every((own, i) => {
      const other = protocols[i];
      return other !== undefined && own.name === other.name && sameBytes(own.metadata, other.metadata);
    })
  );
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
