import { ERROR } from '../protocol/errors';
import type { Coordination } from './coordination';
import { censusOf, removeMember, type Group } from './group';
import { answerJoin, joinError } from './join-reply';
import { send } from './rebalance';
import { endSession, sessionIsOver } from './sessions';

/** The timer of a session is due. Kafka: `expireClassicGroupMemberHeartbeat`. */
export function onSessionTimer(c: Coordination, group: Group, memberId: string): void {
  if (!sessionIsOver(c, group, memberId)) return;
  if (group.pendingJoin.has(memberId)) {
    endSession(c, group, memberId);
    removeMember(group, memberId);
    send(c, group, { type: 'pending-expired', census: censusOf(group), nowUs: c.nowUs }, 'session expired');
    return;
  }
  const member = group.members.get(memberId);
  if (member === undefined) return;
  // Who waits is alive; the answer to what waits will start the next session.
  if (!member.isNew && (member.parkedJoin !== null || member.parkedSync !== null)) return;
  // A new member that is still there will ask again, without an id.
  answerJoin(c, member, (version) => joinError(version, ERROR.UNKNOWN_MEMBER_ID, ''));
  endSession(c, group, memberId);
  removeMember(group, memberId);
  c.changed(group, 'session expired');
  send(c, group, { type: 'member-expired', census: censusOf(group), nowUs: c.nowUs }, 'session expired');
}
