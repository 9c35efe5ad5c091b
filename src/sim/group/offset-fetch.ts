import { ERROR } from '../protocol/errors';
import type { OffsetFetchRequest, OffsetFetchResponse } from '../protocol/messages/offset-fetch';
import { ZERO_UUID } from '../protocol/uuid';
import { parked, type Coordination } from './coordination';
import type { CommittedOffset, Group } from './group';
import type { GroupCall } from './io';

type GroupAsked = OffsetFetchRequest['groups'][number];
type GroupAnswer = OffsetFetchResponse['groups'][number];
type TopicAnswer = GroupAnswer['topics'][number];
type PartitionAnswer = TopicAnswer['partitions'][number];

/**
 * OffsetFetch: what was committed, also by a group that has no members or does not exist. Up to v7 a request asks for
 * one group, from v8 for several; topics that are null ask for everything.
 */
export function offsetFetch(c: Coordination, call: GroupCall<'OffsetFetch'>): void {
  const { request, version } = call;
  const empty = { throttleTimeMs: 0, topics: [], errorCode: ERROR.NONE, groups: [] };
  if (version >= 8) {
    const groups = request.groups.map((asked) => answerGroup(c, asked, version));
    c.reply(parked(call), 'OffsetFetch', { ...empty, groups });
    return;
  }
  const error = c.options.groupError?.(request.groupId) ?? ERROR.NONE;
  if (error !== ERROR.NONE) {
    // v1 has no other place for the group's error than its partitions.
    const topics = version >= 2 ? [] : failed(request.topics ?? [], error);
    c.reply(parked(call), 'OffsetFetch', { ...empty, topics, errorCode: error });
    return;
  }
  const group = c.groups.get(request.groupId);
  const topics =
    request.topics === null
      ? everything(group)
      : request.topics.map(({ name, partitionIndexes }) => topicAnswer(group, name, partitionIndexes));
  c.reply(parked(call), 'OffsetFetch', { ...empty, topics });
}

function answerGroup(c: Coordination, asked: GroupAsked, version: number): GroupAnswer {
  const errorCode = c.options.groupError?.(asked.groupId) ?? ERROR.NONE;
  if (errorCode !== ERROR.NONE) return { groupId: asked.groupId, topics: [], errorCode };
  const group = c.groups.get(asked.groupId);
  const answered =
    asked.topics === null
      ? everything(group).map((topic) => withId(c, topic, version))
      : asked.topics.map((topic) => answerTopic(c, group, topic, version));
  const topics = answered.filter((topic) => topic !== null);
  return { groupId: asked.groupId, topics, errorCode: ERROR.NONE };
}

function answerTopic(
  c: Coordination,
  group: Group | undefined,
  asked: NonNullable<GroupAsked['topics']>[number],
  version: number,
): TopicAnswer {
  if (version < 10) return topicAnswer(group, asked.name, asked.partitionIndexes);
  const name = c.options.topicIds?.nameOf(asked.topicId) ?? null;
  if (name !== null) return { ...topicAnswer(group, name, asked.partitionIndexes), topicId: asked.topicId };
  const partitions = asked.partitionIndexes.map((index) => nothingCommitted(index, ERROR.UNKNOWN_TOPIC_ID));
  return { name: '', topicId: asked.topicId, partitions };
}

/** From v10 on a topic is named by its id; one that has none any more is left out. */
function withId(c: Coordination, topic: TopicAnswer, version: number): TopicAnswer | null {
  if (version < 10) return topic;
  const topicId = c.options.topicIds?.idOf(topic.name) ?? null;
  return topicId === null ? null : { ...topic, topicId };
}

function everything(group: Group | undefined): TopicAnswer[] {
  if (group === undefined) return [];
  return [...group.offsets.entries()].map(([name, partitions]) => topicAnswer(group, name, [...partitions.keys()]));
}

function topicAnswer(group: Group | undefined, name: string, indexes: readonly number[]): TopicAnswer {
  const committed = group?.offsets.get(name);
  return {
    name,
    topicId: ZERO_UUID,
    partitions: indexes.map((index) => partitionAnswer(index, committed?.get(index))),
  };
}

function partitionAnswer(partitionIndex: number, committed: CommittedOffset | undefined): PartitionAnswer {
  if (committed === undefined) return nothingCommitted(partitionIndex, ERROR.NONE);
  return {
    partitionIndex,
    committedOffset: committed.offset,
    committedLeaderEpoch: committed.leaderEpoch,
    metadata: committed.metadata,
    errorCode: ERROR.NONE,
  };
}

function nothingCommitted(partitionIndex: number, errorCode: number): PartitionAnswer {
  return { partitionIndex, committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode };
}

function failed(topics: NonNullable<OffsetFetchRequest['topics']>, errorCode: number): TopicAnswer[] {
  return topics.map(({ name, partitionIndexes }) => ({
    name,
    topicId: ZERO_UUID,
    partitions: partitionIndexes.map((index) => nothingCommitted(index, errorCode)),
  }));
}
