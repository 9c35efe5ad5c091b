import type {
  BatchSummary,
  BrokerStateEvent,
  ClassicGroupState,
  GroupMember,
  MessageEvent,
  PartitionState,
  ProcessEvent,
} from '../contract/event';
import type { BrokerId, ProcessId, Us } from '../contract/ids';
import type { ProgramSpec } from '../contract/scenario';
import type { Shelf } from './shelf';

/**
 * What can be known of the cluster from its journal, at one moment. Immutable: `fold` gives the next one
 * and shares what did not change, so keeping an old view costs a reference.
 */
export interface View {
  /** Time of the last event folded in. */
  readonly atUs: Us;
  /** Events folded in so far. */
  readonly events: number;
  readonly controller: BrokerId | null;
  /** Ordered by id. */
  readonly brokers: ReadonlyMap<BrokerId, BrokerView>;
  /** In order of creation. */
  readonly topics: ReadonlyMap<string, TopicView>;
  /** In order of first sight. */
  readonly groups: ReadonlyMap<string, GroupView>;
  /** In order of first start; an instance that runs again keeps its place. */
  readonly processes: ReadonlyMap<ProcessId, ProcessView>;
  readonly programs: readonly ProgramSpec[];
  /** Record keys in order of first sight: the index gives letter and colour. */
  readonly keys: ReadonlyMap<string, number>;
  /** Messages that had not arrived at `atUs`, by id. Those that have since arrived go with the next event. */
  readonly inFlight: ReadonlyMap<number, MessageEvent>;
}

export interface BrokerView {
  readonly id: BrokerId;
  readonly state: BrokerStateEvent['state'];
}

export interface TopicView {
  readonly name: string;
  readonly topicId: string;
  readonly internal: boolean;
  readonly configs: Readonly<Record<string, string>>;
  readonly partitions: readonly PartitionView[];
}

export interface PartitionView extends PartitionState {
  readonly topic: string;
  /** One for each replica that has a log, by broker. */
  readonly shelves: ReadonlyMap<BrokerId, Shelf>;
}

export interface GroupView {
  readonly group: string;
  readonly coordinator: BrokerId;
  readonly state: ClassicGroupState;
  readonly sinceUs: Us;
  readonly generation: number;
  readonly protocol: string | null;
  readonly leader: string | null;
  readonly members: readonly GroupMember[];
  readonly reason: string;
  /** Committed offset (the next to read) by `partitionName(topic, partition)`. */
  readonly committed: ReadonlyMap<string, number>;
}

export interface ProcessView {
  readonly id: ProcessId;
  readonly program: string;
  readonly instance: number;
  readonly state: ProcessEvent['state'];
  readonly reason: string | null;
  readonly sinceUs: Us;
  /** acks of its last Produce request; null before it produced. */
  readonly acks: number | null;
  /** The last batches that it fetched, oldest first, at most LAST_FETCHED_MAX. */
  readonly fetched: readonly BatchSummary[];
  /** Records it sent, records it was sent, effects it reported: totals. */
  readonly producedRecords: number;
  readonly fetchedRecords: number;
  readonly effects: number;
}

export const LAST_FETCHED_MAX = 4;
