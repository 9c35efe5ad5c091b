import type {
  BatchSummary,
  BrokerStateEvent,
  ClassicGroupState,
  GroupMember,
  NodeEvent,
  PartitionState,
  ProcessEvent,
  RegistrationStateEvent,
  ToolEvent,
} from '../contract/event';
import type { BrokerId, EndpointId, ProcessId, Us } from '../contract/ids';
import type { ProgramSpec } from '../contract/scenario';
import type { InFlight } from './in-flight';
import type { KeyOrder } from './key-order';
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
  /** Broker configuration as the scenario has it, by Kafka's own names. */
  readonly config: Readonly<Record<string, string>>;
  /** Links that are cut or slow, by `from to`. */
  readonly linkFaults: ReadonlyMap<string, LinkFault>;
  /** Record keys in order of first sight: the index gives letter and colour. */
  readonly keys: KeyOrder;
  /** Messages that had not arrived at `atUs`, by id, in the order in which they left. Those that have since arrived go with the next event. */
  readonly inFlight: InFlight;
  /** The last calls of Kafka's command-line tools, oldest first, at most TOOL_CALLS_MAX. */
  readonly tools: readonly ToolCallView[];
}

/** More than one looks back over; the rest is among the events. */
export const TOOL_CALLS_MAX = 20;

/** One call of a command-line tool, and what came of it so far. */
export interface ToolCallView {
  /** Counts the calls of a run, from 1. */
  readonly call: number;
  readonly state: ToolEvent['state'];
  readonly line: string;
  readonly error: string | null;
  readonly message: string | null;
  readonly calledUs: Us;
  /** Null: it has not ended. */
  readonly endedUs: Us | null;
}

export interface BrokerView {
  readonly id: BrokerId;
  readonly state: BrokerStateEvent['state'];
  /** Its machine and process. */
  readonly node: NodeEvent['state'];
  /** Why it is so, and since when; null: as the run began. */
  readonly nodeReason: string | null;
  readonly nodeSinceUs: Us;
  /** As the controller has it. */
  readonly registration: RegistrationStateEvent['state'];
  /** When the controller last changed its mind. */
  readonly registrationSinceUs: Us;
  /** The controller has counted on it before. */
  readonly wasUnfenced: boolean;
  /** Requests that reached it while it was paused, and that wait for it to wake. */
  readonly atDoor: number;
  readonly disk: DiskView;
  /** Bytes a second that its network card sends, and as many that it receives; null: as many as come. */
  readonly networkBytesPerSecond: number | null;
}

export interface DiskView {
  /** Null: writes as much as comes. */
  readonly bytesPerSecond: number | null;
  /** By how much each write takes longer. */
  readonly extraUs: Us;
  /** Writes that are not on the disk yet. */
  readonly waiting: number;
  /** Since when it takes longer; null: it does not. */
  readonly slowSinceUs: Us | null;
}

/** One way of a link that is not as the scenario has it. */
export interface LinkFault {
  readonly from: EndpointId;
  readonly to: EndpointId;
  readonly state: 'cut' | 'slow';
  readonly extraUs: Us;
  readonly sinceUs: Us;
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
  /** Records below a high watermark that an unclean election took back; null: none, or others stand in their places. */
  readonly lost: LostRecords | null;
}

/** Offsets `from` to `to`, which is not included, and the keys of what stood there. */
export interface LostRecords {
  readonly from: number;
  readonly to: number;
  readonly keys: readonly (string | null)[];
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
  /** Who read what when the group was last Stable, by member id: readers keep their places while it rebalances. */
  readonly lastAssignment: ReadonlyMap<string, GroupMember['assignment']>;
  /** Whose processes members are, as far as it was ever told: a coordinator that loads a group from its log knows ids alone. */
  readonly processes: ReadonlyMap<string, ProcessId>;
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
  /** Topics that it has written to, in order of first sight. */
  readonly topics: readonly string[];
  /** The last batches that it fetched, oldest first, at most LAST_FETCHED_MAX. */
  readonly fetched: readonly BatchSummary[];
  /** What reached it or what it reported lately, oldest first: within RATE_WINDOW_US, at most RECENT_MAX. */
  readonly recent: readonly Recent[];
  /** Records it sent, records that reached it, effects it reported: totals over all its runs. */
  readonly producedRecords: number;
  readonly fetchedRecords: number;
  readonly effects: number;
}

export interface Recent {
  readonly atUs: Us;
  readonly what: 'records' | 'effects';
  readonly count: number;
}

export const LAST_FETCHED_MAX = 4;
/** Rates are taken over this long. */
export const RATE_WINDOW_US = 5_000_000;
export const RECENT_MAX = 64;
