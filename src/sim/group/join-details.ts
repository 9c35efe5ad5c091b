import type { JoinGroupRequest } from '../protocol/messages/join-group';
import type { Member, MemberProtocols } from './group';

/** What JoinGroup says of the member, as kept: v0 has no rebalance timeout, and bytes outlive their frame. */
export interface JoinDetails {
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocols: MemberProtocols;
}

export function detailsOf(request: JoinGroupRequest, version: number): JoinDetails {
  return {
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: version >= 1 ? request.rebalanceTimeoutMs : request.sessionTimeoutMs,
    protocols: request.protocols.map(({ name, metadata }) => ({ name, metadata: metadata.slice() })),
  };
}

export function updateMember(member: Member, details: JoinDetails): void {
  member.protocols = details.protocols;
  member.sessionTimeoutMs = details.sessionTimeoutMs;
  member.rebalanceTimeoutMs = details.rebalanceTimeoutMs;
}
