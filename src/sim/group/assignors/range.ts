import { inAssignmentOrder, nothingAssigned, partitionsOf, subscribedTopics, type Assignor } from './assignor';

/** `range`: each topic for itself, in stretches; the first members get one more where it does not come out even. */
export const assignRange: Assignor = (members, partitions) => {
  const assigned = nothingAssigned(members);
  const inOrder = inAssignmentOrder(members);
  for (const topic of subscribedTopics(members, partitions)) {
    const readers = inOrder.filter(({ topics }) => topics.includes(topic));
    const all = partitionsOf(topic, partitions);
    const share = Math.floor(all.length / readers.length);
    const oneMore = all.length % readers.length;
    let from = 0;
    for (const [i, { memberId }] of readers.entries()) {
      const to = from + share + (i < oneMore ? 1 : 0);
      assigned.get(memberId)?.push(...all.slice(from, to));
      from = to;
    }
  }
  return assigned;
};
