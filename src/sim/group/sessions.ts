import { US_PER_MS, type ProcessId } from '../../contract/ids';
import type { Coordination } from './coordination';
import type { Group, Member, Session } from './group';

/**
 * Sessions: a member that is not heard of for its session timeout is removed. A member whose JoinGroup or SyncGroup
 * waits is alive, however long it waits. Pending member ids have a session too.
 *
 * Heartbeats and commits only move the deadline. The timer rings when it was first due, and is then set for the rest:
 * a busy member costs one timer a session, not one a request.
 */

/** How long the JoinGroup of a new member may wait: it has no id to send heartbeats with. */
export const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000;

export function refreshSession(c: Coordination, group: Group, memberId: string, timeoutMs: number): void {
  const session = group.sessions.get(memberId) ?? newSession(group, memberId);
  session.deadlineUs = c.nowUs + timeoutMs * US_PER_MS;
  if (session.ringsAtUs === null || session.ringsAtUs > session.deadlineUs) ringAtDeadline(c, group, memberId, session);
}

/** A request of a member: it lives. */
export function hearOf(c: Coordination, group: Group, member: Member, process: ProcessId | null): void {
  refreshSession(c, group, member.memberId, member.sessionTimeoutMs);
  recognise(c, group, member, process);
}

/** A coordinator that has read of a member in the log does not know which process it is, before it hears of it. */
export function recognise(c: Coordination, group: Group, member: Member, process: ProcessId | null): void {
  if (member.process !== null || process === null) return;
  member.process = process;
  c.changed(group, 'member heard of');
}

function newSession(group: Group, memberId: string): Session {
  const session: Session = { key: JSON.stringify([group.id, 'session', memberId]), deadlineUs: 0, ringsAtUs: null };
  group.sessions.set(memberId, session);
  return session;
}

function ringAtDeadline(c: Coordination, group: Group, memberId: string, session: Session): void {
  session.ringsAtUs = session.deadlineUs;
  c.setTimer(session.key, { kind: 'session', group, memberId }, session.deadlineUs - c.nowUs);
}

export function endSession(c: Coordination, group: Group, memberId: string): void {
  const session = group.sessions.get(memberId);
  if (session === undefined) return;
  group.sessions.delete(memberId);
  c.cancelTimer(session.key);
}

/** The timer of a session is due: true if the session is over, false if it was prolonged since the timer was set. */
export function sessionIsOver(c: Coordination, group: Group, memberId: string): boolean {
  const session = group.sessions.get(memberId);
  if (session === undefined) return false;
  session.ringsAtUs = null;
  if (session.deadlineUs <= c.nowUs) return true;
  ringAtDeadline(c, group, memberId, session);
  return false;
}
