import type { PartitionState } from '../../contract/event';
import type { BrokerId } from '../../contract/ids';

/** What the records of the metadata log add up to. Immutable. Kafka: MetadataImage. */
export interface MetadataImage {
  /** Records that it is made of: the offset after the last. */
  readonly endOffset: number;
  readonly clusterId: string;
  /** Ordered by id. */
  readonly brokers: ReadonlyMap<BrokerId, BrokerImage>;
  readonly topics: ReadonlyMap<string, TopicImage>;
  readonly topicNames: ReadonlyMap<string, string>;
  /** Dynamic configuration by resource: `2 Topic-A`, `4 1`, and `4 ` for the cluster-wide default. */
  readonly configs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly nextProducerId: number;
}

export interface BrokerImage {
  readonly id: BrokerId;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  readonly epoch: number;
  readonly incarnationId: string;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
}

export interface TopicImage {
  readonly name: string;
  readonly topicId: string;
  readonly internal: boolean;
  readonly partitions: readonly PartitionImage[];
}

export interface PartitionImage extends PartitionState {
  /** Grows with every change of the partition's state. */
  readonly partitionEpoch: number;
  /** Replicas that left the ISR while it was below min.insync.replicas, and still have all committed records. */
  readonly elr: readonly BrokerId[];
  /** The last leader before there was none. */
  readonly lastKnownElr: readonly BrokerId[];
  readonly addingReplicas: readonly BrokerId[];
  readonly removingReplicas: readonly BrokerId[];
  /** The leader was elected uncleanly and has not recovered yet. */
  readonly recovering: boolean;
}

/** The names of Kafka's own topics. Clients may not write to them. */
export const INTERNAL_TOPICS: ReadonlySet<string> = new Set(['__consumer_offsets', '__transaction_state']);

export const RESOURCE_TOPIC = 2;

export const resourceKey = (resourceType: number, name: string): string => `${resourceType} ${name}`;

export const emptyImage = (clusterId: string): MetadataImage => ({
  endOffset: 0,
  clusterId,
  brokers: new Map(),
  topics: new Map(),
  topicNames: new Map(),
  configs: new Map(),
  nextProducerId: 0,
});

export function topicById(image: MetadataImage, topicId: string): TopicImage | undefined {
  const name = image.topicNames.get(topicId);
  return name === undefined ? undefined : image.topics.get(name);
}

export function partitionOf(image: MetadataImage, topic: string, partition: number): PartitionImage | undefined {
  return image.topics.get(topic)?.partitions[partition];
}

/** Whether this very topic (its id says so) has a replica of the partition on the broker. */
export function hasReplica(
  image: MetadataImage,
  broker: BrokerId,
  topic: string,
  partition: number,
  topicId: string | null,
): boolean {
  const known = image.topics.get(topic);
  return known?.topicId === topicId && known?.partitions[partition]?.replicas.includes(broker) === true;
}

/** A broker that can serve: registered and not fenced. */
export function aliveBroker(image: MetadataImage, id: BrokerId): BrokerImage | undefined {
  const broker = image.brokers.get(id);
  return broker === undefined || broker.fenced ? undefined : broker;
}

export const aliveBrokers = (image: MetadataImage): BrokerImage[] =>
  [...image.brokers.values()].filter(({ fenced }) => !fenced);

export const topicConfigs = (image: MetadataImage, topic: string): Readonly<Record<string, string>> =>
  image.configs.get(resourceKey(RESOURCE_TOPIC, topic)) ?? {};
