import type { BrokerId } from '../../contract/ids';
import {
  INTERNAL_TOPICS,
  resourceKey,
  type BrokerImage,
  type MetadataImage,
  type PartitionImage,
  type TopicImage,
} from './metadata-image';
import {
  NO_LEADER_CHANGE,
  unchanged,
  type MetadataRecord,
  type PartitionChangeRecord,
  type PartitionRecord,
} from './metadata-records';

/** What a stretch of the log changed, so that nobody has to look at all that it did not. */
export interface MetadataDelta {
  readonly image: MetadataImage;
  readonly brokers: ReadonlySet<BrokerId>;
  /** Names of topics with a partition that is new, changed or gone. */
  readonly topics: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
}

/** The image after these records. Kafka: MetadataDelta.replay. Throws RangeError on a record about nothing known. */
export function applyRecords(image: MetadataImage, records: readonly MetadataRecord[]): MetadataDelta {
  const draft = new Draft(image);
  for (const record of records) draft.apply(record);
  return draft.finish();
}

/** Copies what it changes, once. */
class Draft {
  readonly #old: MetadataImage;
  #brokers: Map<BrokerId, BrokerImage> | null = null;
  #topics: Map<string, TopicImage> | null = null;
  #names: Map<string, string> | null = null;
  #configs: Map<string, Readonly<Record<string, string>>> | null = null;
  #partitions = new Map<string, PartitionImage[]>();
  #nextProducerId: number;
  #count = 0;
  readonly #changedBrokers = new Set<BrokerId>();
  readonly #changedTopics = new Set<string>();
  readonly #changedConfigs = new Set<string>();

  constructor(image: MetadataImage) {
    this.#old = image;
    this.#nextProducerId = image.nextProducerId;
  }

  apply(record: MetadataRecord): void {
    this.#count++;
    switch (record.type) {
      case 'RegisterBrokerRecord': {
        const { brokerId: id, host, port, rack, brokerEpoch, incarnationId, fenced, inControlledShutdown } = record;
        return this.#putBroker({
          id,
          host,
          port,
          rack,
          epoch: brokerEpoch,
          incarnationId,
          fenced,
          inControlledShutdown,
        });
      }
      case 'UnregisterBrokerRecord':
        this.#changedBrokers.add(record.brokerId);
        this.#brokerMap().delete(record.brokerId);
        return;
      case 'BrokerRegistrationChangeRecord': {
        const broker = this.#brokerMap().get(record.brokerId);
        if (broker === undefined) throw new RangeError(`no broker ${record.brokerId} is registered`);
        return this.#putBroker({
          ...broker,
          fenced: record.fenced === 0 ? broker.fenced : record.fenced === 1,
          inControlledShutdown: broker.inControlledShutdown || record.inControlledShutdown === 1,
        });
      }
      case 'TopicRecord':
        this.#changedTopics.add(record.name);
        this.#nameMap().set(record.topicId, record.name);
        this.#topicMap().set(record.name, {
          name: record.name,
          topicId: record.topicId,
          internal: INTERNAL_TOPICS.has(record.name),
          partitions: [],
        });
        return;
      case 'RemoveTopicRecord':
        return this.#removeTopic(record.topicId);
      case 'PartitionRecord':
        return this.#putPartition(record.topicId, newPartition(record));
      case 'PartitionChangeRecord':
        return this.#changePartition(record);
      case 'ConfigRecord':
        return this.#config(resourceKey(record.resourceType, record.resourceName), record.name, record.value);
      case 'ProducerIdsRecord':
        this.#nextProducerId = record.nextProducerId;
        return;
      case 'NoOpRecord':
        return;
      case 'ClearElrRecord':
        return this.#clearElr(record.topicName);
    }
  }

  finish(): MetadataDelta {
    for (const [name, partitions] of this.#partitions) {
      const topic = this.#topicMap().get(name);
      if (topic !== undefined) this.#topicMap().set(name, { ...topic, partitions });
    }
    const old = this.#old;
    return {
      image: {
        endOffset: old.endOffset + this.#count,
        clusterId: old.clusterId,
        brokers: this.#brokers === null ? old.brokers : new Map([...this.#brokers].sort(([a], [b]) => a - b)),
        topics: this.#topics ?? old.topics,
        topicNames: this.#names ?? old.topicNames,
        configs: this.#configs ?? old.configs,
        nextProducerId: this.#nextProducerId,
      },
      brokers: this.#changedBrokers,
      topics: this.#changedTopics,
      configs: this.#changedConfigs,
    };
  }

  #putBroker(broker: BrokerImage): void {
    this.#changedBrokers.add(broker.id);
    this.#brokerMap().set(broker.id, broker);
  }

  #removeTopic(topicId: string): void {
    const name = this.#topicName(topicId);
    this.#changedTopics.add(name);
    this.#partitions.delete(name);
    this.#topicMap().delete(name);
    this.#nameMap().delete(topicId);
    this.#configMap().delete(resourceKey(2, name));
  }

  #changePartition(change: PartitionChangeRecord): void {
    const old = this.#partitionsOf(change.topicId)[change.partitionId];
    if (old === undefined) throw new RangeError(`no partition ${change.partitionId} of topic ${change.topicId}`);
    this.#putPartition(change.topicId, changedPartition(old, change));
  }

  #putPartition(topicId: string, partition: PartitionImage): void {
    this.#changedTopics.add(this.#topicName(topicId));
    this.#partitionsOf(topicId)[partition.partition] = partition;
  }

  /** Kafka: ReplicationControlManager.removeTopicElrs. */
  #clearElr(topicName: string): void {
    for (const { name, topicId } of [...(this.#topics ?? this.#old.topics).values()]) {
      if (topicName !== '' && topicName !== name) continue;
      for (const { partition, elr, lastKnownElr } of [...this.#partitionsOf(topicId)]) {
        if (elr.length === 0 && lastKnownElr.length === 0) continue;
        const cleared = { eligibleLeaderReplicas: [], lastKnownElr: [] };
        this.#changePartition({ ...unchanged(topicId, partition), ...cleared });
      }
    }
  }

  #partitionsOf(topicId: string): PartitionImage[] {
    const name = this.#topicName(topicId);
    const known = this.#partitions.get(name);
    if (known !== undefined) return known;
    const copy = [...((this.#topics ?? this.#old.topics).get(name)?.partitions ?? [])];
    this.#partitions.set(name, copy);
    return copy;
  }

  #topicName(topicId: string): string {
    const name = (this.#names ?? this.#old.topicNames).get(topicId);
    if (name === undefined) throw new RangeError(`no topic has the id ${topicId}`);
    return name;
  }

  #config(resource: string, name: string, value: string | null): void {
    this.#changedConfigs.add(resource);
    const configs = { ...this.#configMap().get(resource) };
    if (value === null) delete configs[name];
    else configs[name] = value;
    this.#configMap().set(resource, configs);
  }

  #brokerMap(): Map<BrokerId, BrokerImage> {
    return (this.#brokers ??= new Map(this.#old.brokers));
  }

  #topicMap(): Map<string, TopicImage> {
    return (this.#topics ??= new Map(this.#old.topics));
  }

  #nameMap(): Map<string, string> {
    return (this.#names ??= new Map(this.#old.topicNames));
  }

  #configMap(): Map<string, Readonly<Record<string, string>>> {
    return (this.#configs ??= new Map(this.#old.configs));
  }
}

function newPartition(record: PartitionRecord): PartitionImage {
  const { partitionId, replicas, isr, leader, leaderEpoch, partitionEpoch, addingReplicas, removingReplicas } = record;
  return {
    partition: partitionId,
    replicas,
    isr,
    leader,
    leaderEpoch,
    partitionEpoch,
    addingReplicas,
    removingReplicas,
    elr: [],
    lastKnownElr: [],
    recovering: false,
  };
}

/** A record that names a leader bumps the leader epoch, even if it is the same one. Kafka: PartitionRegistration.merge. */
function changedPartition(old: PartitionImage, change: PartitionChangeRecord): PartitionImage {
  const names = change.leader !== NO_LEADER_CHANGE;
  return {
    partition: old.partition,
    replicas: change.replicas ?? old.replicas,
    isr: change.isr ?? old.isr,
    leader: names ? change.leader : old.leader,
    leaderEpoch: names ? old.leaderEpoch + 1 : old.leaderEpoch,
    partitionEpoch: old.partitionEpoch + 1,
    addingReplicas: change.addingReplicas ?? old.addingReplicas,
    removingReplicas: change.removingReplicas ?? old.removingReplicas,
    elr: change.eligibleLeaderReplicas ?? old.elr,
    lastKnownElr: change.lastKnownElr ?? old.lastKnownElr,
    recovering: change.leaderRecoveryState === -1 ? old.recovering : change.leaderRecoveryState === 1,
  };
}
