import type { SimEventBody } from '../../contract/event';
import type { BrokerId } from '../../contract/ids';
import type { BrokerConfig } from '../cluster/config';
import { ERROR } from '../protocol/errors';
import { uuidToText } from '../protocol/uuid';
import { INTERNAL_TOPICS, type MetadataImage, type PartitionImage, type TopicImage } from './metadata-image';
import { placeReplicas, PlacementImpossible, type IntSource } from './placement';
import { collisionKey, topicNameProblem } from './topic-name';

export interface NewTopic {
  readonly name: string;
  /** -1: the broker's default. */
  readonly partitions: number;
  /** -1: the broker's default. */
  readonly replicationFactor: number;
  /** Manual placement; then the two counts are -1. Null or empty: the controller places. */
  readonly assignment: readonly (readonly BrokerId[])[] | null;
  readonly configs: Readonly<Record<string, string>>;
}

/** What the controller decided of one request: refused with Kafka's code and words, or the topic as it now is. */
export type TopicDecision =
  | { readonly ok: true; readonly topic: TopicImage }
  | { readonly ok: false; readonly errorCode: number; readonly message: string };

export interface ControllerRandom extends IntSource {
  bytes(count: number): Uint8Array;
}

/**
 * The active controller's decisions on topics. It changes the image and returns what happened; carrying the news to
 * the brokers is the cluster's. Kafka: ReplicationControlManager.
 */
export class Controller {
  #image: MetadataImage;
  #nextProducerIdBlock = 0;
  readonly #config: BrokerConfig;
  readonly #random: ControllerRandom;

  constructor(image: MetadataImage, config: BrokerConfig, random: ControllerRandom) {
    this.#image = image;
    this.#config = config;
    this.#random = random;
  }

  get image(): MetadataImage {
    return this.#image;
  }

  /** With `validateOnly` nothing changes, but the answer is the same. */
  createTopic(wish: NewTopic, validateOnly: boolean, events: SimEventBody[]): TopicDecision {
    const refused = this.#refuseNew(wish);
    if (refused !== null) return refused;
    let placed: readonly (readonly BrokerId[])[];
    try {
      placed = this.#place(wish);
    } catch (error) {
      if (error instanceof PlacementImpossible) return refuse('INVALID_REPLICATION_FACTOR', error.message);
      throw error;
    }
    const topic: TopicImage = {
      name: wish.name,
      topicId: this.#topicId(),
      internal: INTERNAL_TOPICS.has(wish.name),
      configs: wish.configs,
      partitions: placed.map((replicas, partition) => this.#newPartition(partition, replicas)),
    };
    if (!validateOnly) {
      this.#put(topic);
      const { name, ...rest } = topic;
      events.push({ type: 'topic-created', topic: name, ...rest, partitions: topic.partitions.map(withoutEpoch) });
    }
    return { ok: true, topic };
  }

  deleteTopic(name: string, events: SimEventBody[]): TopicDecision {
    const topic = this.#image.topics.get(name);
    if (topic === undefined)
      return refuse('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.');
    const topics = new Map(this.#image.topics);
    topics.delete(name);
    this.#image = { ...this.#image, version: this.#image.version + 1, topics };
    events.push({ type: 'topic-deleted', topic: name });
    return { ok: true, topic };
  }

  /** Adds partitions up to `count`; the new ones are placed afresh and do not go on from the old ones. */
  createPartitions(
    name: string,
    count: number,
    assignment: readonly (readonly BrokerId[])[] | null,
    validateOnly: boolean,
    events: SimEventBody[],
  ): TopicDecision {
    const topic = this.#image.topics.get(name);
    if (topic === undefined)
      return refuse('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.');
    const current = topic.partitions.length;
    if (count === current) return refuse('INVALID_PARTITIONS', `Topic already has ${current} partition(s).`);
    if (count < current) {
      return refuse(
        'INVALID_PARTITIONS',
        `The topic ${name} currently has ${current} partition(s); ${count} would not be an increase.`,
      );
    }
    if (assignment !== null && assignment.length !== count - current) {
      return refuse(
        'INVALID_REPLICA_ASSIGNMENT',
        `Attempted to add ${count - current} additional partition(s), but only ${assignment.length} assignment(s) were specified.`,
      );
    }
    const replicationFactor = topic.partitions[0]?.replicas.length ?? 1;
    const placed = assignment ?? placeReplicas(this.#usable(), count - current, replicationFactor, this.#random);
    const added = placed.map((replicas, i) => this.#newPartition(current + i, replicas));
    const grown: TopicImage = { ...topic, partitions: [...topic.partitions, ...added] };
    if (!validateOnly) {
      this.#put(grown);
      events.push({ type: 'partitions-added', topic: name, partitions: added.map(withoutEpoch) });
    }
    return { ok: true, topic: grown };
  }

  /** First id of a fresh block of 1000 producer ids. Kafka: ProducerIdControlManager. */
  allocateProducerIds(): number {
    const first = this.#nextProducerIdBlock;
    this.#nextProducerIdBlock += PRODUCER_ID_BLOCK;
    return first;
  }

  #refuseNew(wish: NewTopic): TopicDecision | null {
    const problem = topicNameProblem(wish.name);
    if (problem !== null) return refuse('INVALID_TOPIC_EXCEPTION', problem);
    if (this.#image.topics.has(wish.name))
      return refuse('TOPIC_ALREADY_EXISTS', `Topic '${wish.name}' already exists.`);
    for (const other of this.#image.topics.keys()) {
      if (collisionKey(other) === collisionKey(wish.name)) {
        return refuse('INVALID_TOPIC_EXCEPTION', `Topic '${wish.name}' collides with existing topic: ${other}`);
      }
    }
    if (wish.assignment !== null) return this.#refuseAssignment(wish.assignment);
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

  #refuseAssignment(assignment: readonly (readonly BrokerId[])[]): TopicDecision | null {
    const known = new Set(this.#image.brokers.map((broker) => broker.id));
    for (const replicas of assignment) {
      if (replicas.length === 0) {
        return refuse('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment includes an empty replica list.');
      }
      if (new Set(replicas).size !== replicas.length) {
        return refuse('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment includes the broker twice.');
      }
      const stranger = replicas.find((id) => !known.has(id));
      if (stranger !== undefined) {
        return refuse(
          'INVALID_REPLICA_ASSIGNMENT',
          `The manual partition assignment includes broker ${stranger}, but no such broker is registered.`,
        );
      }
    }
    return null;
  }

  #place(wish: NewTopic): readonly (readonly BrokerId[])[] {
    if (wish.assignment !== null) return wish.assignment;
    const partitions = wish.partitions === -1 ? this.#config.int('num.partitions') : wish.partitions;
    const factor =
      wish.replicationFactor === -1 ? this.#config.int('default.replication.factor') : wish.replicationFactor;
    return placeReplicas(this.#usable(), partitions, factor, this.#random);
  }

  #usable(): { id: BrokerId; rack: string | null; fenced: boolean }[] {
    return this.#image.brokers.map(({ id, rack, fenced }) => ({ id, rack, fenced }));
  }

  /** ISR: every replica that is not fenced; leader: the first of them. */
  #newPartition(partition: number, replicas: readonly BrokerId[]): PartitionImage {
    const isr = replicas.filter((id) => this.#image.brokers.some((broker) => broker.id === id && !broker.fenced));
    return { partition, replicas, isr, leader: isr[0] ?? -1, leaderEpoch: 0, partitionEpoch: 0 };
  }

  #put(topic: TopicImage): void {
    const topics = new Map(this.#image.topics).set(topic.name, topic);
    this.#image = { ...this.#image, version: this.#image.version + 1, topics };
  }

  /** Random, version 4; never beginning with a dash, which command lines would take for an option. */
  #topicId(): string {
    for (;;) {
      const bytes = this.#random.bytes(16);
      bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
      const text = uuidToText(bytes);
      if (!text.startsWith('-')) return text;
    }
  }
}

const PRODUCER_ID_BLOCK = 1000;

function refuse(error: keyof typeof ERROR, message: string): TopicDecision {
  return { ok: false, errorCode: ERROR[error], message };
}

function withoutEpoch({ partition, replicas, isr, leader, leaderEpoch }: PartitionImage) {
  return { partition, replicas, isr, leader, leaderEpoch };
}
