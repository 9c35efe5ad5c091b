/**
 * How members that use an assignor write themselves into JoinGroup and SyncGroup: Java's as of 4.2, and KafkaJS 2.
 *
 * StickyUserData v1 flex none: previousAssignment:[{topic:string, partitions:[int32]}]; generation:int32
 * CooperativeStickyUserData v0 flex none: generation:int32
 */
import { Message } from '../../protocol/codec';
import { decodeSubscription, encodeAssignment, encodeSubscription } from '../../protocol/consumer-protocol';
import { array, int32, string, type Values } from '../../protocol/field';
import type { JoinGroupResponse } from '../../protocol/messages/join-group';
import type { SyncGroupRequest } from '../../protocol/messages/sync-group';
import { ProtocolError } from '../../protocol/protocol-error';
import { Reader } from '../../protocol/reader';
import { Writer } from '../../protocol/writer';
import type { TopicPartition } from '../offsets';
import { byCodeUnits, type Assigned, type Assignee } from './assignor';
import type { AssignorName } from './index';

const STICKY_USER_DATA = {
  previousAssignment: array({ topic: string(), partitions: array(int32()) }),
  generation: int32(),
};
const COOPERATIVE_USER_DATA = { generation: int32() };

export const stickyUserData = new Message<Values<typeof STICKY_USER_DATA>>(
  'sticky user data',
  [1, 1],
  null,
  STICKY_USER_DATA,
);
export const cooperativeUserData = new Message<Values<typeof COOPERATIVE_USER_DATA>>(
  'cooperative-sticky user data',
  [0, 0],
  null,
  COOPERATIVE_USER_DATA,
);

const JAVA_VERSION = 3;
const KAFKAJS_VERSION = 0;

/** What a member says of itself in JoinGroup, under the name of an assignor. */
export function subscriptionFor(
  assignor: AssignorName,
  member: Pick<Assignee, 'topics' | 'owned' | 'generation'>,
): Uint8Array {
  const { owned, generation } = member;
  const topics = [...member.topics];
  if (assignor === 'RoundRobinAssigner') {
    return encodeSubscription(KAFKAJS_VERSION, { topics, userData: new Uint8Array(0) });
  }
  // Who rebalances eagerly has let go of everything before it says what it has.
  const kept = assignor === 'cooperative-sticky' ? [...owned].sort((a, b) => a.partition - b.partition) : [];
  return encodeSubscription(JAVA_VERSION, {
    topics: topics.sort(byCodeUnits),
    userData: userDataFor(assignor, owned, generation),
    ownedPartitions: sortedByTopic(kept),
    generationId: generation,
  });
}

function userDataFor(assignor: AssignorName, owned: readonly TopicPartition[], generation: number): Uint8Array | null {
  const writer = new Writer();
  if (assignor === 'cooperative-sticky') cooperativeUserData.write(writer, 0, { generation });
  else if (assignor !== 'sticky' || generation < 0) return null;
  else stickyUserData.write(writer, 1, { previousAssignment: sortedByTopic(owned), generation });
  return writer.toBytes();
}

/**
 * What the leader makes of the members in its JoinGroup response; the leader comes first. Throws ProtocolError for a
 * subscription that does not parse.
 */
export function assigneesOf(assignor: AssignorName, { leader, members }: JoinGroupResponse): Assignee[] {
  return [...members]
    .sort((a, b) => Number(b.memberId === leader) - Number(a.memberId === leader))
    .map(({ memberId, groupInstanceId, metadata }) => {
      const { topics, ownedPartitions, generationId, userData } = decodeSubscription(metadata);
      const before =
        assignor === 'sticky' ? stickyMemory(userData) : { owned: flat(ownedPartitions), generation: generationId };
      return { memberId, groupInstanceId, topics, ...before };
    });
}

/** What cannot be read counts as nothing. */
function stickyMemory(userData: Uint8Array | null): Pick<Assignee, 'owned' | 'generation'> {
  try {
    if (userData === null || userData.length === 0) return { owned: [], generation: -1 };
    const { previousAssignment, generation } = stickyUserData.read(new Reader(userData), 1);
    return { owned: flat(previousAssignment), generation };
  } catch (error) {
    if (error instanceof ProtocolError) return { owned: [], generation: -1 };
    throw error;
  }
}

/** What the leader brings in SyncGroup. */
export function assignmentsFor(assignor: AssignorName, assigned: Assigned): SyncGroupRequest['assignments'] {
  const [version, userData] =
    assignor === 'RoundRobinAssigner' ? [KAFKAJS_VERSION, new Uint8Array(0)] : [JAVA_VERSION, null];
  return [...assigned].map(([memberId, hand]) => ({
    memberId,
    assignment: encodeAssignment(version, { assignedPartitions: byTopic(hand), userData }),
  }));
}

interface OfTopic {
  readonly topic: string;
  readonly partitions: readonly number[];
}

function byTopic(list: readonly TopicPartition[]): OfTopic[] {
  const topics = [...new Set(list.map(({ topic }) => topic))];
  return topics.map((topic) => ({
    topic,
    partitions: list.filter((one) => one.topic === topic).map(({ partition }) => partition),
  }));
}

const sortedByTopic = (list: readonly TopicPartition[]): OfTopic[] =>
  byTopic(list).sort((a, b) => byCodeUnits(a.topic, b.topic));

function flat(list: readonly OfTopic[]): TopicPartition[] {
  return list.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}
