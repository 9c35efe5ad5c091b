import type { BrokerId } from '../../contract/ids';
import { changePartition, type PartitionChangeWish } from './partition-change';
import type { MetadataImage, PartitionImage, TopicImage } from './metadata-image';
import { NO_LEADER, type PartitionChangeRecord } from './metadata-records';

/** What decisions on partitions need beside the image. */
export interface PartitionRules {
  readonly minIsr: (topic: TopicImage) => number;
  readonly uncleanElection: (topic: TopicImage) => boolean;
  readonly elrEnabled: boolean;
}

/** Whether a broker may lead: registered, unfenced, not on its way out. */
export const mayLead = (image: MetadataImage, id: BrokerId): boolean => {
  const broker = image.brokers.get(id);
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown;
};

type Over = Partial<Omit<PartitionChangeWish, 'topicId' | 'partition' | 'minIsr' | 'elrEnabled'>>;

/** One partition's change under a cluster's rules. */
export function partitionChange(
  image: MetadataImage,
  topic: TopicImage,
  partition: PartitionImage,
  rules: PartitionRules,
  over: Over = {},
): PartitionChangeRecord | null {
  return changePartition({
    topicId: topic.topicId,
    partition,
    isAcceptableLeader: (id) => mayLead(image, id),
    minIsr: rules.minIsr(topic),
    elrEnabled: rules.elrEnabled,
    election: rules.uncleanElection(topic) ? 'UNCLEAN' : 'ONLINE',
    ...over,
  });
}

function collect(
  image: MetadataImage,
  change: (topic: TopicImage, partition: PartitionImage) => PartitionChangeRecord | null,
): PartitionChangeRecord[] {
  const records: PartitionChangeRecord[] = [];
  for (const topic of image.topics.values()) {
    for (const partition of topic.partitions) {
      const record = change(topic, partition);
      if (record !== null) records.push(record);
    }
  }
  return records;
}

/**
 * A broker is fenced, or leaves in an orderly way: out of every ISR, out of every leadership.
 * Kafka: ReplicationControlManager.handleBrokerFenced, handleBrokerInControlledShutdown.
 */
export function removeBroker(image: MetadataImage, broker: BrokerId, rules: PartitionRules): PartitionChangeRecord[] {
  return collect(image, (topic, partition) => {
    if (!partition.isr.includes(broker) && partition.leader !== broker) return null;
    return partitionChange(image, topic, partition, rules, {
      isAcceptableLeader: (id) => id !== broker && mayLead(image, id),
      targetIsr: partition.isr.filter((id) => id !== broker),
    });
  });
}

/** A broker can serve again: only what has no leader is elected anew. Kafka: handleBrokerUnfenced. */
export function electLeaderless(
  image: MetadataImage,
  broker: BrokerId,
  rules: PartitionRules,
): PartitionChangeRecord[] {
  return collect(image, (topic, partition) => {
    if (partition.leader !== NO_LEADER || !partition.replicas.includes(broker)) return null;
    return partitionChange(image, topic, partition, rules, {
      isAcceptableLeader: (id) => id === broker || mayLead(image, id),
    });
  });
}

/** A broker came back without having stopped cleanly: what it had not flushed may be gone. Kafka: handleUncleanBrokerShutdown. */
export function forgetUnclean(image: MetadataImage, broker: BrokerId, rules: PartitionRules): PartitionChangeRecord[] {
  if (!rules.elrEnabled) return [];
  return collect(image, (topic, partition) => {
    const stands = partition.isr.includes(broker) || partition.elr.includes(broker);
    if (!stands) return null;
    return partitionChange(image, topic, partition, rules, {
      isAcceptableLeader: (id) => id !== broker && mayLead(image, id),
      targetIsr: partition.isr.filter((id) => id !== broker),
      uncleanShutdown: [broker],
    });
  });
}

/** Leaders back to the first replica of each assignment. Kafka: maybeBalancePartitionLeaders. */
export function balanceLeaders(
  image: MetadataImage,
  rules: PartitionRules,
  mostRecords: number,
): PartitionChangeRecord[] {
  return collect(image, (topic, partition) => {
    if (partition.leader === partition.replicas[0] || partition.leader === NO_LEADER) return null;
    return partitionChange(image, topic, partition, rules, { election: 'PREFERRED' });
  }).slice(0, mostRecords);
}

/** Whoever is alive may lead what has no leader, where the topic allows it. Kafka: maybeElectUncleanLeaders. */
export function electUncleanly(image: MetadataImage, rules: PartitionRules): PartitionChangeRecord[] {
  return collect(image, (topic, partition) => {
    if (partition.leader !== NO_LEADER || !rules.uncleanElection(topic)) return null;
    return partitionChange(image, topic, partition, rules, { election: 'UNCLEAN' });
  });
}
