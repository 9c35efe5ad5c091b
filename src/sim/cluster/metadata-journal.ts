import type { PartitionState, SimEventBody } from '../../contract/event';
import { RESOURCE_TYPE } from '../config/describe';
import { applyRecords } from '../controller/apply-records';
import {
  emptyImage,
  resourceKey,
  topicById,
  topicConfigs,
  type MetadataImage,
  type PartitionImage,
} from '../controller/metadata-image';
import type { MetadataRecord, PartitionChangeRecord } from '../controller/metadata-records';
import type { MetadataLog } from '../controller/metadata-log';

/** Tells the journal what was committed to the metadata log: each record once, whichever node commits it first. */
export class MetadataJournal {
  #image: MetadataImage = emptyImage('');
  readonly #emit: (event: SimEventBody) => void;

  constructor(emit: (event: SimEventBody) => void) {
    this.#emit = emit;
  }

  /** A node's log, as far as it is committed. */
  read(log: MetadataLog): void {
    if (log.highWatermark <= this.#image.endOffset) return;
    for (const batch of log.from(this.#image.endOffset)) {
      if (batch.lastOffset >= log.highWatermark) return;
      this.#tell(batch.records);
    }
  }

  #tell(records: readonly MetadataRecord[]): void {
    const before = this.#image;
    this.#image = applyRecords(before, records).image;
    const created = new Set<string>();
    for (const record of records) {
      if (record.type === 'TopicRecord') {
        created.add(record.topicId);
        this.#topicCreated(record.topicId);
      }
    }
    this.#partitionsAdded(records, created);
    // What stands when a run begins is in its scenario.
    if (before.endOffset > 0) this.#configsChanged(records, created);
    for (const record of records) {
      switch (record.type) {
        case 'RemoveTopicRecord': {
          const topic = topicById(before, record.topicId);
          if (topic !== undefined) this.#emit({ type: 'topic-deleted', topic: topic.name });
          break;
        }
        case 'PartitionChangeRecord':
          this.#partitionChanged(before, record);
          break;
        case 'ClearElrRecord':
          this.#elrCleared(before, record.topicName);
          break;
        case 'RegisterBrokerRecord':
          this.#registration(record.brokerId);
          break;
        case 'BrokerRegistrationChangeRecord':
          this.#registration(record.brokerId);
          break;
      }
    }
  }

  #topicCreated(topicId: string): void {
    const topic = topicById(this.#image, topicId);
    if (topic === undefined) return;
    const { name, internal, partitions } = topic;
    const configs = topicConfigs(this.#image, name);
    this.#emit({ type: 'topic-created', topic: name, topicId, internal, configs, partitions: partitions.map(toState) });
  }

  #partitionsAdded(records: readonly MetadataRecord[], created: ReadonlySet<string>): void {
    const added = new Map<string, PartitionState[]>();
    for (const record of records) {
      if (record.type !== 'PartitionRecord' || created.has(record.topicId)) continue;
      const topic = topicById(this.#image, record.topicId);
      const partition = topic?.partitions[record.partitionId];
      if (topic === undefined || partition === undefined) continue;
      added.set(topic.name, [...(added.get(topic.name) ?? []), toState(partition)]);
    }
    for (const [topic, partitions] of added) this.#emit({ type: 'partitions-added', topic, partitions });
  }

  #partitionChanged(before: MetadataImage, record: PartitionChangeRecord): void {
    const topic = topicById(this.#image, record.topicId);
    const now = topic?.partitions[record.partitionId];
    if (topic === undefined || now === undefined) return;
    const old = topicById(before, record.topicId)?.partitions[record.partitionId];
    this.#emit({ type: 'partition-changed', topic: topic.name, ...toState(now), reason: reasonOf(old, now) });
  }

  #configsChanged(records: readonly MetadataRecord[], created: ReadonlySet<string>): void {
    const told = new Set<string>();
    for (const record of records) {
      if (record.type !== 'ConfigRecord') continue;
      const { resourceType, resourceName: name } = record;
      const key = resourceKey(resourceType, name);
      if (told.has(key)) continue;
      told.add(key);
      const configs = this.#image.configs.get(key) ?? {};
      if (resourceType === RESOURCE_TYPE.BROKER) {
        this.#emit({ type: 'broker-configs', broker: name === '' ? null : Number(name), configs });
      } else if (!created.has(this.#image.topics.get(name)?.topicId ?? '')) {
        this.#emit({ type: 'topic-configs', topic: name, configs });
      }
    }
  }

  #elrCleared(before: MetadataImage, topicName: string): void {
    for (const { name, partitions } of this.#image.topics.values()) {
      if (topicName !== '' && topicName !== name) continue;
      for (const now of partitions) {
        const old = before.topics.get(name)?.partitions[now.partition];
        if (old === undefined || old.elr.length === 0) continue;
        this.#emit({ type: 'partition-changed', topic: name, ...toState(now), reason: 'elr-changed' });
      }
    }
  }

  #registration(id: number): void {
    const broker = this.#image.brokers.get(id);
    if (broker === undefined) return;
    const state = broker.fenced ? 'Fenced' : broker.inControlledShutdown ? 'ControlledShutdown' : 'Unfenced';
    this.#emit({ type: 'registration', broker: id, state, brokerEpoch: broker.epoch });
  }
}

function reasonOf(old: PartitionImage | undefined, now: PartitionImage) {
  if (old === undefined) return 'reassigned';
  if (now.leader !== old.leader) {
    if (now.leader < 0) return 'no-leader';
    return now.recovering && !old.recovering ? 'unclean-election' : 'leader-elected';
  }
  if (now.replicas.join() !== old.replicas.join()) return 'reassigned';
  if (now.isr.length !== old.isr.length) return now.isr.length < old.isr.length ? 'isr-shrunk' : 'isr-expanded';
  return 'elr-changed';
}

function toState({ partition, replicas, isr, leader, leaderEpoch, elr }: PartitionImage): PartitionState {
  const state = { partition, replicas, isr, leader, leaderEpoch };
  return elr.length === 0 ? state : { ...state, elr };
}
