import { ERROR } from '../protocol/errors';
import type { OffsetCommitRequest, OffsetCommitResponse } from '../protocol/messages/offset-commit';
import { commitAppendError } from './append-error';
import { parked, type Coordination } from './coordination';
import { createGroup } from './create-group';
import { forgetNewGroup } from './forget-new-group';
import { generationOf, type CommittedOffset, type Group } from './group';
import type { GroupCall, GroupRecord } from './io';
import { offsetRecord, putOffset } from './offsets';
import { hearOf } from './sessions';
import { memberError } from './validate-member';

interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly committed: CommittedOffset;
  readonly record: GroupRecord;
}

type TopicResponse = OffsetCommitResponse['topics'][number];

/**
 * OffsetCommit: a record for each partition; the commit holds, and is answered, when they are on all in-sync replicas.
 * Kafka: `KafkaApis.handleOffsetCommitRequest`, `OffsetMetadataManager.commitOffset`.
 */
export function offsetCommit(c: Coordination, call: GroupCall<'OffsetCommit'>): void {
  const { request, version } = call;
  const answer = (topics: readonly TopicResponse[]): void =>
    c.reply(parked(call), 'OffsetCommit', { throttleTimeMs: 0, topics });
  const checked = checkTopics(c, request, version);
  if (!checked.some((topic) => topic.partitions.some(({ errorCode }) => errorCode === ERROR.NONE))) {
    answer(checked);
    return;
  }
  const known = c.groups.get(request.groupId);
  const refusal = commitRefusal(known, request, version);
  if (refusal !== ERROR.NONE) {
    answer(withError(checked, refusal));
    return;
  }
  // A commit counts as a heartbeat.
  const member = known?.members.get(request.memberId);
  if (known !== undefined && member !== undefined) hearOf(c, known, member, call.process);

  const commits: Commit[] = [];
  const topics = checked.map((topic, t) => ({
    ...topic,
    partitions: topic.partitions.map((partition, p) => {
      const asked = request.topics[t]?.partitions[p];
      if (partition.errorCode !== ERROR.NONE || asked === undefined) return partition;
      const metadata = asked.committedMetadata ?? '';
      if (metadata.length > c.options.config.offsetMetadataMaxBytes) {
        return { ...partition, errorCode: ERROR.OFFSET_METADATA_TOO_LARGE };
      }
      const name = nameOf(c, topic, version) ?? '';
      commits.push(
        commitOf(request.groupId, name, topic.topicId, partition.partitionIndex, {
          offset: asked.committedOffset,
          leaderEpoch: asked.committedLeaderEpoch,
          metadata,
          commitTimestampMs: c.nowMs,
          expireTimestampMs: expiresAtMs(c.nowMs, request.retentionTimeMs),
        }),
      );
      return partition;
    }),
  }));
  if (commits.length === 0) {
    answer(topics);
    return;
  }
  const records = commits.map(({ record }) => record);
  const group = known ?? createGroup(c, request.groupId);
  const stored = (): void => {
    // Or the group was deleted in the meantime, and these offsets with it.
    if (c.groups.get(group.id) !== group) return;
    for (const commit of commits) take(c, group, commit, request.memberId);
  };
  const lost = (): void => {
    if (known === undefined) forgetNewGroup(c, group);
  };
  const done = (errorCode: number): void =>
    answer(errorCode === ERROR.NONE ? topics : withError(topics, commitAppendError(errorCode)));
  c.append(request.groupId, records, done, { stored, lost });
}

/** Unknown topics and partitions have their own error; nobody but the cluster's metadata is asked. */
function checkTopics(c: Coordination, request: OffsetCommitRequest, version: number): TopicResponse[] {
  return request.topics.map((topic) => {
    const name = nameOf(c, topic, version);
    return {
      name: topic.name,
      topicId: topic.topicId,
      partitions: topic.partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode:
          name === null
            ? ERROR.UNKNOWN_TOPIC_ID
            : c.options.topicExists(name, partitionIndex)
              ? ERROR.NONE
              : ERROR.UNKNOWN_TOPIC_OR_PARTITION,
      })),
    };
  });
}

/** From v10 on topics are named by id. */
function nameOf(c: Coordination, topic: { name: string; topicId: string }, version: number): string | null {
  return version >= 10 ? (c.options.topicIds?.nameOf(topic.topicId) ?? null) : topic.name;
}

/** The error for every partition that has none of its own. */
function withError(topics: readonly TopicResponse[], errorCode: number): TopicResponse[] {
  return topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((partition) =>
      partition.errorCode === ERROR.NONE ? { ...partition, errorCode } : partition,
    ),
  }));
}

/**
 * Who may commit: a member of the current generation, except while its assignment is being made; and anyone who claims
 * no membership, as long as there are no members.
 */
function commitRefusal(group: Group | undefined, request: OffsetCommitRequest, version: number): number {
  const { generationIdOrMemberEpoch: generation, memberId, groupInstanceId } = request;
  if (group === undefined) {
    if (generation < 0) return ERROR.NONE;
    return version >= 9 ? ERROR.GROUP_ID_NOT_FOUND : ERROR.ILLEGAL_GENERATION;
  }
  if (generation < 0 && group.state === 'Empty') return ERROR.NONE;
  if (generation < 0 && memberId === '' && groupInstanceId === null) return ERROR.UNKNOWN_MEMBER_ID;
  const error = memberError(group, memberId, groupInstanceId);
  if (error !== ERROR.NONE) return error;
  if (generation !== generationOf(group)) return ERROR.ILLEGAL_GENERATION;
  return group.state === 'CompletingRebalance' ? ERROR.REBALANCE_IN_PROGRESS : ERROR.NONE;
}

function commitOf(
  group: string,
  topic: string,
  topicId: string,
  partition: number,
  committed: CommittedOffset,
): Commit {
  return { topic, partition, committed, record: offsetRecord(group, topic, topicId, partition, committed) };
}

function take(c: Coordination, group: Group, { topic, partition, committed }: Commit, memberId: string): void {
  putOffset(group, topic, partition, committed);
  c.emit({
    type: 'event',
    event: { type: 'offset-committed', group: group.id, topic, partition, offset: committed.offset, memberId },
  });
}

/** Null: by offsets.retention.minutes. Kafka's long wraps where a number of ours ends. */
function expiresAtMs(nowMs: number, retentionTimeMs: number): number | null {
  return retentionTimeMs < 0 ? null : Math.min(nowMs + retentionTimeMs, Number.MAX_SAFE_INTEGER);
}
