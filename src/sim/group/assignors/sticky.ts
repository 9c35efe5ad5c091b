import { partitionName } from '../../../contract/ids';
import { nothingAssigned, subscribedTopics, type Assigned, type Assignee, type Assignor } from './assignor';
import { remove, settleClaims } from './claims';
import { assignStickyEqual } from './sticky-equal';
import { assignStickyMixed } from './sticky-mixed';

/** `sticky`: as even as possible, then everything with its former reader that can stay there. Instance ids do not count. */
export const assignSticky: Assignor = (members, partitions) => assign(members, partitions).assigned;

/**
 * `cooperative-sticky`: the same, but for partitions that somebody has to let go first: those nobody gets, and there
 * is another rebalance for them.
 */
export const assignCooperativeSticky: Assignor = (members, partitions) => {
  const { assigned, changingHands } = assign(members, partitions);
  for (const [memberId, hand] of assigned) {
    assigned.set(
      memberId,
      hand.filter((one) => !changingHands.has(partitionName(one.topic, one.partition))),
    );
  }
  return assigned;
};

interface Dealt {
  readonly assigned: Assigned;
  /** Names of partitions that go from a reader to another. */
  readonly changingHands: ReadonlySet<string>;
}

function assign(members: readonly Assignee[], partitions: ReadonlyMap<string, number>): Dealt {
  const topics = subscribedTopics(members, partitions);
  const known = new Map(topics.map((topic) => [topic, partitions.get(topic) ?? 0]));
  const claims = settleClaims(members, known);
  if (members.length === 0) return { assigned: nothingAssigned(members), changingHands: new Set() };
  if (allReadTheSame(members)) return assignStickyEqual(members, known, claims);
  const assigned = assignStickyMixed(members, known, claims.owned);
  return { assigned, changingHands: movesBetween(members, assigned) };
}

function allReadTheSame(members: readonly Assignee[]): boolean {
  const topics = new Set(members[0]?.topics);
  return members.every((member) => {
    const own = new Set(member.topics);
    return own.size === topics.size && [...own].every((topic) => topics.has(topic));
  });
}

/** Partitions that one member gets and another says it reads. */
function movesBetween(members: readonly Assignee[], assigned: Assigned): Set<string> {
  const revoked = new Set<string>();
  for (const { memberId, owned } of members) {
    const rest = [...owned];
    for (const one of assigned.get(memberId) ?? []) remove(rest, one);
    for (const { topic, partition } of rest) revoked.add(partitionName(topic, partition));
  }
  const moved = new Set<string>();
  for (const { memberId, owned } of members) {
    const had = new Set(owned.map(({ topic, partition }) => partitionName(topic, partition)));
    for (const { topic, partition } of assigned.get(memberId) ?? []) {
      const name = partitionName(topic, partition);
      if (!had.has(name) && revoked.has(name)) moved.add(name);
    }
  }
  return moved;
}
