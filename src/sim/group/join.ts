import { ERROR } from '../protocol/errors';
import type { JoinGroupRequest } from '../protocol/messages/join-group';
import { groupAppendError } from './append-error';
import { parked, type Coordination } from './coordination';
import { createGroup } from './create-group';
import { forgetNewGroup } from './forget-new-group';
import {
  NO_ASSIGNMENT,
  addMember,
  censusOf,
  removeMember,
  sameProtocols,
  supportsProtocols,
  type Group,
  type Member,
} from './group';
import { emptyGroupRecord } from './group-records';
import type { GroupCall } from './io';
import { detailsOf, updateMember, type JoinDetails } from './join-details';
import { answerJoin, joinError, joinReply } from './join-reply';
import { send } from './rebalance';
import { NEW_MEMBER_JOIN_TIMEOUT_MS, endSession, recognise, refreshSession } from './sessions';
import { replaceStaticMember } from './static-members';
import { memberError } from './validate-member';

type JoinCall = GroupCall<'JoinGroup'>;

/**
 * JoinGroup. Nearly always it waits: for the others of a rebalance, which it starts if none is on. Kafka:
 * `GroupCoordinatorService.joinGroup`, `GroupMetadataManager.classicGroupJoinToClassicGroup`.
 */
export function join(c: Coordination, call: JoinCall): void {
  const { request, version } = call;
  const { minSessionTimeoutMs, maxSessionTimeoutMs } = c.options.config;
  if (request.sessionTimeoutMs < minSessionTimeoutMs || request.sessionTimeoutMs > maxSessionTimeoutMs) {
    refuse(c, call, ERROR.INVALID_SESSION_TIMEOUT, request.memberId);
    return;
  }
  const known = c.groups.get(request.groupId);
  if (known === undefined && request.memberId !== '') {
    refuse(c, call, ERROR.UNKNOWN_MEMBER_ID, request.memberId);
    return;
  }
  const group = known ?? createGroup(c, request.groupId);
  const details = detailsOf(request, version);
  const appendsBefore = c.appendsMade;
  if (!hasRoom(c, group, request.memberId)) {
    kickOut(c, group, request.memberId);
    refuse(c, call, ERROR.GROUP_MAX_SIZE_REACHED, '');
  } else if (request.memberId === '') {
    joinNew(c, group, call, details);
  } else {
    joinKnown(c, group, call, details);
  }
  // A new group is written down even before it has members.
  if (known === undefined && c.appendsMade === appendsBefore) storeNewGroup(c, group, call);
}

function storeNewGroup(c: Coordination, group: Group, call: JoinCall): void {
  const done = (errorCode: number): void => {
    if (errorCode === ERROR.NONE) return;
    const first = [...group.members.values()].find(({ parkedJoin }) => parkedJoin?.ticket === call.ticket);
    if (first !== undefined) answerJoin(c, first, (version) => joinError(version, groupAppendError(errorCode), ''));
  };
  c.append(group.id, [emptyGroupRecord(group)], done, { lost: () => forgetNewGroup(c, group) });
}

function refuse(c: Coordination, call: JoinCall, errorCode: number, memberId: string): void {
  c.reply(parked(call), 'JoinGroup', joinError(call.version, errorCode, memberId));
}

/** While members gather, those who wait count; after that, all members do (`acceptJoiningMember`). */
function hasRoom(c: Coordination, group: Group, memberId: string): boolean {
  const { groupMaxSize } = c.options.config;
  const member = group.members.get(memberId);
  if (group.state === 'Empty') return true;
  if (group.state === 'PreparingRebalance') {
    return (member !== undefined && member.parkedJoin !== null) || censusOf(group).awaitingJoin < groupMaxSize;
  }
  return member !== undefined || group.members.size < groupMaxSize;
}

function kickOut(c: Coordination, group: Group, memberId: string): void {
  if (group.members.has(memberId)) c.changed(group, 'group is full');
  endSession(c, group, memberId);
  removeMember(group, memberId);
}

function joinNew(c: Coordination, group: Group, call: JoinCall, details: JoinDetails): void {
  const { request, version } = call;
  if (!supportsProtocols(group, request.protocolType, request.protocols)) {
    refuse(c, call, ERROR.INCONSISTENT_GROUP_PROTOCOL, '');
    return;
  }
  const memberId = `${request.groupInstanceId ?? call.clientId}-${c.options.randomUuid()}`;
  if (request.groupInstanceId !== null) {
    const current = group.members.get(group.staticIds.get(request.groupInstanceId) ?? '');
    if (current !== undefined) replaceStaticMember(c, group, call, details, current, memberId);
    else addAndRebalance(c, group, call, details, memberId);
    return;
  }
  if (version < 4) {
    addAndRebalance(c, group, call, details, memberId);
    return;
  }
  // KIP-394: an id first, so that a client that gives up and asks again does not leave members behind.
  group.pendingJoin.add(memberId);
  refreshSession(c, group, memberId, request.sessionTimeoutMs);
  send(c, group, { type: 'pending-added', census: censusOf(group), nowUs: c.nowUs }, 'member joined');
  refuse(c, call, ERROR.MEMBER_ID_REQUIRED, memberId);
}

function joinKnown(c: Coordination, group: Group, call: JoinCall, details: JoinDetails): void {
  const { request, version } = call;
  if (!supportsProtocols(group, request.protocolType, request.protocols)) {
    refuse(c, call, ERROR.INCONSISTENT_GROUP_PROTOCOL, request.memberId);
    return;
  }
  if (group.pendingJoin.has(request.memberId)) {
    // Such an id is given to dynamic members only: Kafka does not know what to do with it, and says so.
    if (request.groupInstanceId !== null) refuse(c, call, ERROR.UNKNOWN_SERVER_ERROR, '');
    else addAndRebalance(c, group, call, details, request.memberId);
    return;
  }
  const error = memberError(group, request.memberId, request.groupInstanceId);
  const member = group.members.get(request.memberId);
  if (error !== ERROR.NONE || member === undefined) {
    refuse(c, call, error, request.memberId);
    return;
  }
  recognise(c, group, member, call.process);
  if (mayKeepGeneration(group, member, request)) {
    c.reply(parked(call), 'JoinGroup', joinReply(group, member, version));
    return;
  }
  updateMember(member, details);
  member.parkedJoin = parked(call);
  send(c, group, { type: 'member-rejoined', census: censusOf(group), nowUs: c.nowUs }, 'member rejoined');
}

/**
 * A member that asks again and has nothing new to say gets the current generation: it may have missed the answer. Not
 * so the leader of a stable group: it rejoins because it wants a new assignment (a topic has more partitions).
 */
function mayKeepGeneration(group: Group, member: Member, request: JoinGroupRequest): boolean {
  if (group.state === 'PreparingRebalance' || !sameProtocols(member, request.protocols)) return false;
  return group.state === 'CompletingRebalance' || group.leader !== member.memberId;
}

function addAndRebalance(c: Coordination, group: Group, call: JoinCall, details: JoinDetails, memberId: string): void {
  const member: Member = {
    memberId,
    groupInstanceId: call.request.groupInstanceId,
    clientId: call.clientId,
    clientHost: call.clientHost,
    process: call.process,
    ...details,
    assignment: NO_ASSIGNMENT,
    isNew: true,
    parkedJoin: parked(call),
    parkedSync: null,
  };
  addMember(group, member, call.request.protocolType);
  c.changed(group, 'member joined');
  refreshSession(c, group, memberId, NEW_MEMBER_JOIN_TIMEOUT_MS);
  send(c, group, { type: 'member-added', census: censusOf(group), nowUs: c.nowUs }, 'member joined');
}
