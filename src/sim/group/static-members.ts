import { ERROR } from '../protocol/errors';
import { groupAppendError } from './append-error';
import { parked, type Coordination } from './coordination';
import { censusOf, generationOf, replaceMemberId, selectProtocol, type Group, type Member } from './group';
import { groupMetadataRecord } from './group-records';
import type { GroupCall } from './io';
import { updateMember, type JoinDetails } from './join-details';
import { answerJoin, joinError, joinReply } from './join-reply';
import { send } from './rebalance';
import { endSession, refreshSession } from './sessions';
import { answerSync, syncError } from './sync-reply';

type JoinCall = GroupCall<'JoinGroup'>;

/**
 * Static membership (KIP-345): who joins under a known `group.instance.id` is the same member, restarted. It gets a
 * new member id and the old assignment, and the group goes on without a rebalance if it can. Requests of its former
 * self are fenced. Kafka: `updateStaticMemberThenRebalanceOrCompleteJoin`.
 */
export function replaceStaticMember(
  c: Coordination,
  group: Group,
  call: JoinCall,
  details: JoinDetails,
  old: Member,
  memberId: string,
): void {
  const formerLeader = group.leader;
  answerJoin(c, old, (version) => joinError(version, ERROR.FENCED_INSTANCE_ID, old.memberId));
  answerSync(c, old, syncError(ERROR.FENCED_INSTANCE_ID));
  const successor: Member = {
    ...old,
    memberId,
    process: call.process,
    isNew: false,
    parkedJoin: parked(call),
    parkedSync: null,
  };
  updateMember(successor, details);
  replaceMemberId(group, old, successor);
  endSession(c, group, old.memberId);
  refreshSession(c, group, memberId, successor.sessionTimeoutMs);
  c.changed(group, 'static member replaced');

  if (group.state === 'Stable' && group.protocolName === selectProtocol(group)) {
    keepGeneration(c, group, call, old, successor, formerLeader);
    return;
  }
  send(c, group, { type: 'member-rejoined', census: censusOf(group), nowUs: c.nowUs }, 'static member replaced');
}

/** No rebalance: the new id is written down, then told. */
function keepGeneration(
  c: Coordination,
  group: Group,
  call: JoinCall,
  old: Member,
  successor: Member,
  formerLeader: string | null,
): void {
  c.append(group.id, [groupMetadataRecord(group, new Map())], (errorCode) => {
    if (errorCode === ERROR.NONE) {
      answerJoin(c, successor, (version) => {
        const reply = joinReply(group, successor, version);
        // v9 can say "you lead, but there is nothing to assign"; before that the old id is told to lead, which makes
        // the restarted leader a follower, and so keeps it from assigning anew.
        return version >= 9
          ? { ...reply, skipAssignment: group.leader === successor.memberId }
          : { ...reply, leader: formerLeader ?? '', members: [] };
      });
      return;
    }
    if (group.state === 'Dead' || group.members.get(successor.memberId) !== successor) return;
    const refusal = groupAppendError(errorCode);
    answerJoin(c, successor, (version) => ({
      ...joinError(version, refusal, ''),
      generationId: generationOf(group),
      leader: formerLeader ?? '',
    }));
    replaceMemberId(group, successor, old);
    endSession(c, group, successor.memberId);
    refreshSession(c, group, old.memberId, old.sessionTimeoutMs);
    c.changed(group, 'assignment not stored');
  });
}
