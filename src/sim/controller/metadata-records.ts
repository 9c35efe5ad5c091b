import type { BrokerId } from '../../contract/ids';

/**
 * The records of the metadata log that the simulation writes: what the controller decided, in order. Names and
 * fields as in Kafka's metadata/src/main/resources/common/metadata; `protocol/metadata-record-codec.ts` has their bytes.
 */
export type MetadataRecord =
  | RegisterBrokerRecord
  | UnregisterBrokerRecord
  | BrokerRegistrationChangeRecord
  | TopicRecord
  | RemoveTopicRecord
  | PartitionRecord
  | PartitionChangeRecord
  | ConfigRecord
  | ProducerIdsRecord
  | NoOpRecord
  | ClearElrRecord;

export interface RegisterBrokerRecord {
  readonly type: 'RegisterBrokerRecord';
  readonly brokerId: BrokerId;
  readonly incarnationId: string;
  /** Offset of this very record: a newer registration has a larger epoch. */
  readonly brokerEpoch: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
}

export interface UnregisterBrokerRecord {
  readonly type: 'UnregisterBrokerRecord';
  readonly brokerId: BrokerId;
  readonly brokerEpoch: number;
}

/** -1: unfenced now, 0: as before, 1: fenced now. Controlled shutdown: 0 as before, 1 began. */
export interface BrokerRegistrationChangeRecord {
  readonly type: 'BrokerRegistrationChangeRecord';
  readonly brokerId: BrokerId;
  readonly brokerEpoch: number;
  readonly fenced: -1 | 0 | 1;
  readonly inControlledShutdown: 0 | 1;
}

export interface TopicRecord {
  readonly type: 'TopicRecord';
  readonly name: string;
  readonly topicId: string;
}

export interface RemoveTopicRecord {
  readonly type: 'RemoveTopicRecord';
  readonly topicId: string;
}

export interface PartitionRecord {
  readonly type: 'PartitionRecord';
  readonly partitionId: number;
  readonly topicId: string;
  readonly replicas: readonly BrokerId[];
  readonly isr: readonly BrokerId[];
  readonly removingReplicas: readonly BrokerId[];
  readonly addingReplicas: readonly BrokerId[];
  readonly leader: BrokerId;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
}

/** Null, or -2 for the leader: as before. Every one bumps the partition epoch; one that names a leader, the leader epoch. */
export interface PartitionChangeRecord {
  readonly type: 'PartitionChangeRecord';
  readonly partitionId: number;
  readonly topicId: string;
  readonly isr: readonly BrokerId[] | null;
  readonly leader: BrokerId;
  readonly replicas: readonly BrokerId[] | null;
  readonly removingReplicas: readonly BrokerId[] | null;
  readonly addingReplicas: readonly BrokerId[] | null;
  /** -1 as before, 0 RECOVERED, 1 RECOVERING (after an unclean election). */
  readonly leaderRecoveryState: -1 | 0 | 1;
  readonly eligibleLeaderReplicas: readonly BrokerId[] | null;
  readonly lastKnownElr: readonly BrokerId[] | null;
}

/** A null value deletes. */
export interface ConfigRecord {
  readonly type: 'ConfigRecord';
  /** 2 topic, 4 broker (an empty name: the cluster-wide default), 32 group. */
  readonly resourceType: number;
  readonly resourceName: string;
  readonly name: string;
  readonly value: string | null;
}

export interface ProducerIdsRecord {
  readonly type: 'ProducerIdsRecord';
  readonly brokerId: BrokerId;
  readonly brokerEpoch: number;
  readonly nextProducerId: number;
}

export interface NoOpRecord {
  readonly type: 'NoOpRecord';
}

/** Nobody is an eligible leader replica of this topic any more; an empty name: of no topic. */
export interface ClearElrRecord {
  readonly type: 'ClearElrRecord';
  readonly topicName: string;
}

/** PartitionChangeRecord.leader: the leader stays, and with it the leader epoch. */
export const NO_LEADER_CHANGE: BrokerId = -2;
export const NO_LEADER: BrokerId = -1;

/** A change that changes nothing yet; to be filled in. */
export const unchanged = (topicId: string, partitionId: number): PartitionChangeRecord => ({
  type: 'PartitionChangeRecord',
  partitionId,
  topicId,
  isr: null,
  leader: NO_LEADER_CHANGE,
  replicas: null,
  removingReplicas: null,
  addingReplicas: null,
  leaderRecoveryState: -1,
  eligibleLeaderReplicas: null,
  lastKnownElr: null,
});
