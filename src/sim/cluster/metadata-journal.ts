import type { PartitionState, SimEventBody } from '../../contract/event';
import { applyRecords } from '../controller/apply-records';
import {
  emptyImage,
  topicById,
  topicConfigs,
  type MetadataImage,
  type PartitionImage,
} from '../controller/metadata-image';
import type { MetadataRecord, PartitionChangeRecord } from '../controller/metadata-records';
import type { MetadataLog } from '../controller/metadata-log';

/** Kafka's ConfigResource.Type.TOPIC. */
const TOPIC_RESOURCE = 2;

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
    this.#configsChanged(records, created);
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

  #configsChanged(records: readonly MetadataRecord[], created: ReadonlySet<string>): void {
    const changed = new Set<string>();
    for (const record of records) {
      if (record.type === 'ConfigRecord' && record.resourceType === TOPIC_RESOURCE) changed.add(record.resourceName);
    }
    for (const name of changed) {
      const topic = this.#image.topics.get(name);
      if (topic === undefined || created.has(topic.topicId)) continue;
      this.#emit({ type: 'topic-configs', topic: name, configs: topicConfigs(this.#image, name) });
    }
  }

  #partitionChanged(before: MetadataImage, record: PartitionChangeRecord): void {
    const topic = topicById(this.#image, record.topicId);
    const now = topic?.partitions[record.partitionId];
    if (topic === undefined || now === undefined) return;
    const old = topicById(before, record.topicId)?.partitions[record.partitionId];
    this.#emit({ type: 'partition-changed', topic: topic.name, ...toState(now), reason: reasonOf(old, now) });
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
