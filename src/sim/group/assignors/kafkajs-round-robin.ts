import { byCodeUnits, partitionsOf, type Assigned, type Assignor } from './assignor';

/**
 * KafkaJS's `RoundRobinAssigner`: the leader's topics in the order of its subscription (the leader stands first), one
 * partition each in turn, whether or not a member reads the topic. Who gets nothing is not in the result.
 */
export const assignKafkajsRoundRobin: Assignor = (members, partitions) => {
  const assigned: Assigned = new Map();
  const circle = members.map(({ memberId }) => memberId).sort(byCodeUnits);
  const topics = members[0]?.topics ?? [];
  for (const [i, partition] of topics.flatMap((topic) => partitionsOf(topic, partitions)).entries()) {
    const memberId = circle[i % circle.length] ?? '';
    const hand = assigned.get(memberId) ?? [];
    hand.push(partition);
    assigned.set(memberId, hand);
  }
  return assigned;
};
