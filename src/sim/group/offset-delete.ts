import { ERROR } from '../protocol/errors';
import type { OffsetDeleteRequest, OffsetDeleteResponse } from '../protocol/messages/offset-delete';
import { parked, type Coordination } from './coordination';
import type { Group } from './group';
import type { GroupCall } from './io';
import { deleteOffsets, writtenOffsets } from './offsets';
import { CONSUMER_PROTOCOL, isSubscribedTo } from './subscribed-topics';

type TopicAnswer = OffsetDeleteResponse['topics'][number];

/**
 * OffsetDelete: of partitions that the group does not read. Whether anything was committed for them is no matter.
 * Kafka: `KafkaApis.handleOffsetDeleteRequest`, `OffsetMetadataManager.deleteOffsets`.
 */
export function offsetDelete(c: Coordination, call: GroupCall<'OffsetDelete'>): void {
  const { groupId, topics: asked } = call.request;
  const answer = (errorCode: number, topics: readonly TopicAnswer[]): void =>
    c.reply(parked(call), 'OffsetDelete', { errorCode, throttleTimeMs: 0, topics });
  const group = c.groups.get(groupId);
  if (group === undefined) return answer(ERROR.GROUP_ID_NOT_FOUND, []);
  // Of a group that is none of consumers nobody knows what it reads.
  if (group.state !== 'Empty' && group.protocolType !== CONSUMER_PROTOCOL) return answer(ERROR.NON_EMPTY_GROUP, []);

  const topics = asked.map((topic) => checkTopic(c, group, topic));
  const doomed = writtenOffsets(c, group).filter(({ topic, partition }) =>
    topics.some(
      ({ name, partitions }) =>
        name === topic &&
        partitions.some(({ partitionIndex, errorCode }) => partitionIndex === partition && errorCode === ERROR.NONE),
    ),
  );
  if (doomed.length === 0) return answer(ERROR.NONE, topics);
  deleteOffsets(c, group, doomed, 'OffsetDelete', (errorCode) =>
    answer(errorCode, errorCode === ERROR.NONE ? topics : []),
  );
}

function checkTopic(c: Coordination, group: Group, topic: OffsetDeleteRequest['topics'][number]): TopicAnswer {
  const isRead = isSubscribedTo(group, topic.name);
  const errorOf = (partition: number): number => {
    if (!c.options.topicExists(topic.name, partition)) return ERROR.UNKNOWN_TOPIC_OR_PARTITION;
    return isRead ? ERROR.GROUP_SUBSCRIBED_TO_TOPIC : ERROR.NONE;
  };
  const partitions = topic.partitions.map(({ partitionIndex }) => ({
    partitionIndex,
    errorCode: errorOf(partitionIndex),
  }));
  return { name: topic.name, partitions };
}
