import type { BrokerId } from '../../contract/ids';
import { ERROR } from '../protocol/errors';
import { uuidToText } from '../protocol/uuid';
import { RESOURCE_TOPIC, type MetadataImage } from './metadata-image';
import { NO_LEADER, type MetadataRecord, type PartitionRecord } from './metadata-records';
import { placeReplicas, PlacementImpossible, type IntSource, type UsableBroker } from './placement';
import { collisionKey, topicNameProblem } from './topic-name';

/** Kafka: MAX_PARTITIONS_PER_BATCH, and MAX_RECORDS_PER_USER_OP. */
export const PARTITIONS_PER_REQUEST_MAX = 10_000;

export interface NewTopic {
  readonly name: string;
  /** -1: the broker's default. */
  readonly partitions: number;
  /** -1: the broker's default. */
  readonly replicationFactor: number;
  /** Manual placement; then the two counts are -1. Null: the controller places. */
  readonly assignment: readonly (readonly BrokerId[])[] | null;
  /** A null is refused. */
  readonly configs: Readonly<Record<string, string | null>>;
}

export interface TopicDefaults {
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Why a topic configuration is refused, null when it is fine. */
  readonly configProblem: (configs: Readonly<Record<string, string | null>>) => string | null;
}

export interface ControllerRandom extends IntSource {
  bytes(count: number): Uint8Array;
}

/** What the controller decided of one request: records to write, or a refusal in Kafka's code and words. */
export type Decision =
  | { readonly ok: true; readonly topicId: string; readonly records: readonly MetadataRecord[] }
  | { readonly ok: false; readonly errorCode: number; readonly message: string };

function refuse(error: keyof typeof ERROR, message: string): Decision {
  return { ok: false, errorCode: ERROR[error], message };
}

/** Kafka: ReplicationControlManager.createTopic. */
export function createTopic(
  image: MetadataImage,
  wish: NewTopic,
  defaults: TopicDefaults,
  random: ControllerRandom,
): Decision {
  const refused = refuseNew(image, wish, defaults);
  if (refused !== null) return refused;
  let placed: readonly (readonly BrokerId[])[];
  try {
    placed = wish.assignment ?? place(image, wish, defaults, random);
  } catch (error) {
    if (error instanceof PlacementImpossible) return refuse('INVALID_REPLICATION_FACTOR', error.message);
    throw error;
  }
  const topicId = randomTopicId(random);
  const records: MetadataRecord[] = [{ type: 'TopicRecord', name: wish.name, topicId }];
  for (const [name, value] of Object.entries(wish.configs)) {
    if (value === null) continue;
    records.push({ type: 'ConfigRecord', resourceType: RESOURCE_TOPIC, resourceName: wish.name, name, value });
  }
  placed.forEach((replicas, partition) => records.push(newPartition(image, topicId, partition, replicas)));
  return { ok: true, topicId, records };
}

export function deleteTopic(image: MetadataImage, name: string): Decision {
  const topic = image.topics.get(name);
  if (topic === undefined) return unknownTopic();
  return { ok: true, topicId: topic.topicId, records: [{ type: 'RemoveTopicRecord', topicId: topic.topicId }] };
}

/** Adds partitions up to `count`; the new ones are placed afresh and do not go on from the old ones. */
export function createPartitions(
  image: MetadataImage,
  name: string,
  count: number,
  assignment: readonly (readonly BrokerId[])[] | null,
  random: ControllerRandom,
): Decision {
  const topic = image.topics.get(name);
  if (topic === undefined) return unknownTopic();
  const current = topic.partitions.length;
  if (count === current) return refuse('INVALID_PARTITIONS', `Topic already has ${current} partition(s).`);
  if (count < current) {
    const message = `The topic ${name} currently has ${current} partition(s); ${count} would not be an increase.`;
    return refuse('INVALID_PARTITIONS', message);
  }
  if (count - current > PARTITIONS_PER_REQUEST_MAX) {
    // Kafka's bounded list overflows: it answers UNKNOWN_SERVER_ERROR, and keeps what had fitted in.
    return refuse('POLICY_VIOLATION', 'Unable to perform excessively large batch operation.');
  }
  const factor = topic.partitions[0]?.replicas.length ?? 1;
  if (assignment !== null) {
    const refused = refuseMoreAssignments(image, assignment, count - current, factor);
    if (refused !== null) return refused;
  }
  const placed = assignment ?? placeReplicas(usable(image), count - current, factor, random);
  const records = placed.map((replicas, i) => newPartition(image, topic.topicId, current + i, replicas));
  return { ok: true, topicId: topic.topicId, records };
}

function refuseMoreAssignments(
  image: MetadataImage,
  assignment: readonly (readonly BrokerId[])[],
  wanted: number,
  factor: number,
): Decision | null {
  if (assignment.length === wanted) return refuseAssignment(image, assignment, factor);
  return refuse(
    'INVALID_REPLICA_ASSIGNMENT',
    `Attempted to add ${wanted} additional partition(s), but only ${assignment.length} assignment(s) were specified.`,
  );
}

function refuseNew(image: MetadataImage, wish: NewTopic, defaults: TopicDefaults): Decision | null {
  const problem = topicNameProblem(wish.name);
  if (problem !== null) return refuse('INVALID_TOPIC_EXCEPTION', problem);
  if (image.topics.has(wish.name)) return refuse('TOPIC_ALREADY_EXISTS', `Topic '${wish.name}' already exists.`);
  for (const other of image.topics.keys()) {
    if (collisionKey(other) === collisionKey(wish.name)) {
      return refuse('INVALID_TOPIC_EXCEPTION', `Topic '${wish.name}' collides with existing topic: ${other}`);
    }
  }
  const config = defaults.configProblem(wish.configs);
  if (config !== null) return refuse('INVALID_CONFIG', config);
  if (wish.assignment !== null) return refuseAssignment(image, wish.assignment);
  if (wish.replicationFactor < -1 || wish.replicationFactor === 0) {
    return refuse(
      'INVALID_REPLICATION_FACTOR',
      'Replication factor must be larger than 0, or -1 to use the default value.',
    );
  }
  if (wish.partitions < -1 || wish.partitions === 0) {
    return refuse('INVALID_PARTITIONS', 'Number of partitions was set to an invalid non-positive value.');
  }
  return null;
}

/** `factor`: replicas of each partition; those of the first one when it is not known. */
function refuseAssignment(
  image: MetadataImage,
  assignment: readonly (readonly BrokerId[])[],
  factor = assignment[0]?.length ?? 0,
): Decision | null {
  for (const replicas of assignment) {
    if (replicas.length === 0) {
      return refuse('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment includes an empty replica list.');
    }
    const twice = replicas.find((id, i) => replicas.indexOf(id) !== i);
    if (twice !== undefined) {
      const message = `The manual partition assignment includes the broker ${twice} more than once.`;
      return refuse('INVALID_REPLICA_ASSIGNMENT', message);
    }
    const stranger = replicas.find((id) => !image.brokers.has(id));
    if (stranger !== undefined) {
      const message = `The manual partition assignment includes broker ${stranger}, but no such broker is registered.`;
      return refuse('INVALID_REPLICA_ASSIGNMENT', message);
    }
    if (replicas.length !== factor) {
      const message =
        `The manual partition assignment includes a partition with ${replicas.length} replica(s), but this is not ` +
        `consistent with previous partitions, which have ${factor} replica(s).`;
      return refuse('INVALID_REPLICA_ASSIGNMENT', message);
    }
  }
  return null;
}

function place(image: MetadataImage, wish: NewTopic, defaults: TopicDefaults, random: IntSource): BrokerId[][] {
  const partitions = wish.partitions === -1 ? defaults.partitions : wish.partitions;
  const factor = wish.replicationFactor === -1 ? defaults.replicationFactor : wish.replicationFactor;
  return placeReplicas(usable(image), partitions, factor, random);
}

const usable = (image: MetadataImage): UsableBroker[] =>
  [...image.brokers.values()].map(({ id, rack, fenced }) => ({ id, rack, fenced }));

/** ISR: every replica that is not fenced; leader: the first of them. */
function newPartition(
  image: MetadataImage,
  topicId: string,
  partitionId: number,
  replicas: readonly BrokerId[],
): PartitionRecord {
  const isr = replicas.filter((id) => image.brokers.get(id)?.fenced === false);
  return {
    type: 'PartitionRecord',
    partitionId,
    topicId,
    replicas,
    isr,
    removingReplicas: [],
    addingReplicas: [],
    leader: isr[0] ?? NO_LEADER,
    leaderEpoch: 0,
    partitionEpoch: 0,
  };
}

/** Random, version 4; never beginning with a dash, which command lines would take for an option. */
function randomTopicId(random: ControllerRandom): string {
  for (;;) {
    const bytes = random.bytes(16);
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
    const text = uuidToText(bytes);
    if (!text.startsWith('-')) return text;
  }
}

const unknownTopic = (): Decision =>
  refuse('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.');
