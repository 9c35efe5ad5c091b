import { inAssignmentOrder, nothingAssigned, partitionsOf, subscribedTopics, type Assignor } from './assignor';

/** `roundrobin`: all partitions of all topics, one each in turn; who does not read the topic is passed over. */
export const assignRoundRobin: Assignor = (members, partitions) => {
  const assigned = nothingAssigned(members);
  const circle = inAssignmentOrder(members);
  let turn = 0;
  for (const topic of subscribedTopics(members, partitions)) {
    for (const partition of partitionsOf(topic, partitions)) {
      while (circle[turn]?.topics.includes(topic) !== true) turn = (turn + 1) % circle.length;
      assigned.get(circle[turn]?.memberId ?? '')?.push(partition);
      turn = (turn + 1) % circle.length;
    }
  }
  return assigned;
};
