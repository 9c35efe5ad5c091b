import type { PartitionState } from '../../contract/event';
import type { BrokerId } from '../../contract/ids';

/** What the controller has decided and brokers act on. Immutable. Kafka: MetadataImage. */
export interface MetadataImage {
  /** Grows by one with each change. */
  readonly version: number;
  readonly clusterId: string;
  readonly controllerId: BrokerId;
  readonly brokers: readonly BrokerImage[];
  readonly topics: ReadonlyMap<string, TopicImage>;
}

export interface BrokerImage {
  readonly id: BrokerId;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  readonly fenced: boolean;
}

export interface TopicImage {
  readonly name: string;
  readonly topicId: string;
  readonly internal: boolean;
  readonly configs: Readonly<Record<string, string>>;
  readonly partitions: readonly PartitionImage[];
}

export interface PartitionImage extends PartitionState {
  /** Grows with every change of the partition's state. */
  readonly partitionEpoch: number;
}

export const NO_LEADER: BrokerId = -1;

/** The names of Kafka's own topics. Clients may not write to them. */
export const INTERNAL_TOPICS: ReadonlySet<string> = new Set(['__consumer_offsets', '__transaction_state']);

export function topicById(image: MetadataImage, topicId: string): TopicImage | undefined {
  for (const topic of image.topics.values()) if (topic.topicId === topicId) return topic;
  return undefined;
}

export function partitionOf(image: MetadataImage, topic: string, partition: number): PartitionImage | undefined {
  return image.topics.get(topic)?.partitions[partition];
}

/** A broker that can serve: registered and not fenced. */
export function aliveBroker(image: MetadataImage, id: BrokerId): BrokerImage | undefined {
  return image.brokers.find((broker) => broker.id === id && !broker.fenced);
}
