import { ERROR } from '../protocol/errors';
import { step, type TimerEvent } from './chart';
import type { GroupChartAction, GroupChartEvent } from './consumer-group.machine';
import type { Coordination } from './coordination';
import { NO_ASSIGNMENT, censusOf, electJoinedLeader, removeMember, selectProtocol, type Group } from './group';
import { groupMetadataRecord } from './group-records';
import type { GroupReason } from './io';
import { answerJoin, joinError, joinReply } from './join-reply';
import { endSession, refreshSession } from './sessions';
import { subscribedTopicsOf } from './subscribed-topics';
import { answerSync, syncError, syncReply } from './sync-reply';

/** Tells the chart of a group what happened, and does what it asks for. `reason` is for the journal. */
export function send(c: Coordination, group: Group, event: GroupChartEvent | TimerEvent, reason: GroupReason): void {
  for (const action of step(c, group, event, reason)) DO[action](c, group, reason);
}

const DO: Readonly<Record<GroupChartAction, (c: Coordination, group: Group, reason: GroupReason) => void>> = {
  releaseJoins,
  failSyncs,
  releaseSyncs,
  removeAbsentMembers,
  removeUnsyncedMembers,
  storeEmptyGroup,
  abandonMembers,
};

/** The join phase is over: everyone hears of the new generation, and has to send SyncGroup in time. */
function releaseJoins(c: Coordination, group: Group): void {
  electJoinedLeader(group);
  group.protocolName = selectProtocol(group);
  group.subscribedTopics = subscribedTopicsOf(group);
  group.pendingSync.clear();
  c.changed(group, 'join phase complete');
  for (const member of group.members.values()) {
    answerJoin(c, member, (version) => joinReply(group, member, version));
    refreshSession(c, group, member.memberId, member.sessionTimeoutMs);
    member.isNew = false;
    group.pendingSync.add(member.memberId);
  }
}

/** A rebalance overtook the sync phase: who waits for an assignment has to rejoin. */
function failSyncs(c: Coordination, group: Group): void {
  failSyncsWith(c, group, ERROR.REBALANCE_IN_PROGRESS);
}

export function failSyncsWith(c: Coordination, group: Group, errorCode: number): void {
  group.pendingSync.clear();
  for (const member of group.members.values()) {
    member.assignment = NO_ASSIGNMENT;
    if (answerSync(c, member, syncError(errorCode))) {
      refreshSession(c, group, member.memberId, member.sessionTimeoutMs);
    }
  }
}

/** The assignment is stored: whom the leader left out gets an empty one. */
function releaseSyncs(c: Coordination, group: Group): void {
  for (const member of group.members.values()) {
    member.assignment = group.storedAssignment?.get(member.memberId) ?? NO_ASSIGNMENT;
    if (answerSync(c, member, syncReply(group, member))) {
      refreshSession(c, group, member.memberId, member.sessionTimeoutMs);
    }
  }
}

/** Time to rejoin is up. Static members stay until their session ends: they may be restarting. */
function removeAbsentMembers(c: Coordination, group: Group, reason: GroupReason): void {
  for (const member of [...group.members.values()]) {
    if (member.parkedJoin !== null || member.groupInstanceId !== null) continue;
    endSession(c, group, member.memberId);
    removeMember(group, member.memberId);
    c.changed(group, 'rebalance timeout');
  }
  send(c, group, { type: 'absent-removed', census: censusOf(group), nowUs: c.nowUs }, reason);
}

/** Time to ask for the assignment is up. */
function removeUnsyncedMembers(c: Coordination, group: Group): void {
  for (const memberId of [...group.pendingSync]) {
    endSession(c, group, memberId);
    removeMember(group, memberId);
  }
  c.changed(group, 'sync timeout');
  send(c, group, { type: 'unsynced-removed', census: censusOf(group), nowUs: c.nowUs }, 'sync timeout');
}

/** The last member is gone. If the record is lost, the log still shows a generation whose sessions will end soon. */
function storeEmptyGroup(c: Coordination, group: Group): void {
  group.protocolName = null;
  group.subscribedTopics = subscribedTopicsOf(group);
  group.pendingSync.clear();
  c.append(group.id, [groupMetadataRecord(group, new Map())], () => undefined);
}

function abandonMembers(c: Coordination, group: Group): void {
  for (const member of group.members.values()) {
    answerJoin(c, member, (version) => joinError(version, ERROR.NOT_COORDINATOR, member.memberId));
    answerSync(c, member, syncError(ERROR.NOT_COORDINATOR));
  }
  for (const memberId of [...group.sessions.keys()]) endSession(c, group, memberId);
}
