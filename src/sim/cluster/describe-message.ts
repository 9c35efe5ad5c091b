import { BATCH_KEYS_MAX, type BatchSummary, type MessageDetails } from '../../contract/event';
import { errorName } from '../protocol/errors';
import type { DecodedRequest } from '../protocol/frames';
import { ProtocolError } from '../protocol/protocol-error';
import { splitBatches, summarizeBatch } from '../protocol/record-batch';
import type { FetchRequest } from '../protocol/messages/fetch';
import type { ProduceRequest } from '../protocol/messages/produce';

/** Partitions that a message's details name; a follower of fifty partitions need not list them all. */
const PARTITIONS_NAMED_MAX = 8;

type TopicName = (topicId: string) => string | null;
type NamedPartitions = NonNullable<MessageDetails['partitions']>;

export interface Described {
  readonly batches: readonly BatchSummary[];
  readonly details: MessageDetails;
}

/** What the journal says of a request: its records, and what a hover card tells. */
export function describeRequest(request: DecodedRequest, topicName: TopicName): Described {
  switch (request.name) {
    case 'Produce':
      return { batches: producedBatches(request.body, topicName), details: { acks: request.body.acks } };
    case 'Fetch':
      return { batches: [], details: describeFetch(request.body, topicName) };
    case 'JoinGroup':
    case 'SyncGroup':
    case 'Heartbeat':
    case 'LeaveGroup':
    case 'OffsetCommit':
      return { batches: [], details: describeMember(request) };
    case 'OffsetFetch':
      return { batches: [], details: { group: request.body.groups[0]?.groupId ?? request.body.groupId } };
    default:
      return { batches: [], details: {} };
  }
}

/** What the journal says of a response beside its records, which the broker names itself. */
export function describeResponse(request: DecodedRequest, body: unknown, topicName: TopicName): MessageDetails {
  const error = firstError(body);
  const problem = error === 0 ? {} : { error: errorName(error) };
  switch (request.name) {
    case 'Produce':
      return { ...problem, acks: request.body.acks, partitions: producedOffsets(body, topicName) };
    case 'Fetch':
      return { ...problem, ...fetchedHighWatermarks(body, topicName), ...replicaFlag(request.body) };
    case 'JoinGroup':
    case 'SyncGroup':
    case 'Heartbeat':
    case 'LeaveGroup':
    case 'OffsetCommit':
      return { ...describeMember(request), ...problem };
    default:
      return problem;
  }
}

function producedBatches(request: ProduceRequest, topicName: TopicName): BatchSummary[] {
  return request.topicData.flatMap(({ name, topicId, partitionData }) =>
    partitionData.flatMap(({ index, records }) => {
      const topic = name !== '' ? name : (topicName(topicId) ?? topicId);
      return records === null ? [] : summaries(records, topic, index);
    }),
  );
}

/** What cannot be read is not drawn; the broker will refuse it. */
function summaries(records: Uint8Array, topic: string, partition: number): BatchSummary[] {
  try {
    return splitBatches(records).map((bytes) => ({
      topic,
      partition,
      baseOffset: -1,
      ...summarizeBatch(bytes, BATCH_KEYS_MAX),
    }));
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

function describeFetch(request: FetchRequest, topicName: TopicName): MessageDetails {
  const partitions: NamedPartitions = request.topics
    .flatMap(({ topic, topicId, partitions }) =>
      partitions.map(({ partition, fetchOffset }) => ({
        topic: topic !== '' ? topic : (topicName(topicId) ?? topicId),
        partition,
        offset: fetchOffset,
      })),
    )
    .slice(0, PARTITIONS_NAMED_MAX);
  return { partitions, ...replicaFlag(request) };
}

function replicaFlag(request: FetchRequest): MessageDetails {
  return request.replicaId >= 0 || request.replicaState.replicaId >= 0 ? { replica: true } : {};
}

type GroupRequest = Extract<
  DecodedRequest,
  { readonly name: 'JoinGroup' | 'SyncGroup' | 'Heartbeat' | 'LeaveGroup' | 'OffsetCommit' }
>;

function describeMember(request: GroupRequest): MessageDetails {
  switch (request.name) {
    case 'JoinGroup':
      return { group: request.body.groupId, memberId: request.body.memberId };
    case 'LeaveGroup':
      return { group: request.body.groupId, memberId: request.body.members[0]?.memberId ?? request.body.memberId };
    case 'OffsetCommit': {
      const { groupId, memberId, generationIdOrMemberEpoch: generation, topics } = request.body;
      const partitions = topics
        .flatMap(({ name, partitions }) =>
          partitions.map(({ partitionIndex, committedOffset }) => ({
            topic: name,
            partition: partitionIndex,
            offset: committedOffset,
          })),
        )
        .slice(0, PARTITIONS_NAMED_MAX);
      return { group: groupId, memberId, generation, partitions };
    }
    default: {
      const { groupId, memberId, generationId: generation } = request.body;
      return { group: groupId, memberId, generation };
    }
  }
}

/** Responses as the handlers leave them: what has its default may be missing. */
interface ProduceBody {
  readonly responses?: readonly {
    readonly name?: string;
    readonly topicId?: string;
    readonly partitionResponses?: readonly {
      readonly index?: number;
      readonly errorCode?: number;
      readonly baseOffset?: number;
    }[];
  }[];
}

interface FetchBody {
  readonly responses?: readonly {
    readonly topic?: string;
    readonly topicId?: string;
    readonly partitions?: readonly {
      readonly partitionIndex?: number;
      readonly highWatermark?: number;
      readonly records?: Uint8Array | null;
    }[];
  }[];
}

function producedOffsets(body: unknown, topicName: TopicName): NamedPartitions {
  return ((body as ProduceBody).responses ?? []).flatMap(({ name, topicId, partitionResponses }) =>
    (partitionResponses ?? []).map(({ index, errorCode, baseOffset }) => ({
      topic: nameOf(name, topicId, topicName),
      partition: index ?? 0,
      // A write that waited in vain has its offset beside the error; to the producer it was not assigned.
      offset: (errorCode ?? 0) === 0 ? (baseOffset ?? 0) : -1,
    })),
  );
}

/** Of the partitions that brought records. */
function fetchedHighWatermarks(body: unknown, topicName: TopicName): MessageDetails {
  const partitions: NamedPartitions = ((body as FetchBody).responses ?? []).flatMap(({ topic, topicId, partitions }) =>
    (partitions ?? [])
      .filter(({ records }) => (records?.length ?? 0) > 0)
      .map(({ partitionIndex, highWatermark }) => ({
        topic: nameOf(topic, topicId, topicName),
        partition: partitionIndex ?? 0,
        offset: -1,
        highWatermark: highWatermark ?? 0,
      })),
  );
  return partitions.length === 0 ? {} : { partitions: partitions.slice(0, PARTITIONS_NAMED_MAX) };
}

function nameOf(name: string | undefined, topicId: string | undefined, topicName: TopicName): string {
  if (name !== undefined && name !== '') return name;
  return topicName(topicId ?? '') ?? topicId ?? '';
}

/** The first error code in a response, wherever its schema has it; 0 when there is none. */
function firstError(body: unknown): number {
  if (body === null || typeof body !== 'object' || body instanceof Uint8Array) return 0;
  if (Array.isArray(body)) {
    for (const item of body) {
      const error = firstError(item);
      if (error !== 0) return error;
    }
    return 0;
  }
  // Looked through without making lists of it: this is done to every response.
  for (const name in body) {
    const value: unknown = (body as Record<string, unknown>)[name];
    if ((name === 'errorCode' || name === 'partitionErrorCode') && typeof value === 'number' && value !== 0)
      return value;
    if (typeof value === 'object') {
      const error = firstError(value);
      if (error !== 0) return error;
    }
  }
  return 0;
}
