import type { BrokerId, EndpointId, ProcessId, Us } from './ids';
import type {
  LogCompactedEvent,
  LogRecoveredEvent,
  LogStartEvent,
  LogTruncatedEvent,
  OffsetRange,
  SegmentDeletedEvent,
  SegmentRolledEvent,
} from './log-event';

export type * from './log-event';

/**
 * The journal: what happened, as plain data, in the order of (time, lane, sequence).
 * Grain: one event a batch and hop, never one a record.
 */
export type SimEvent = Stamp & SimEventBody;

export interface Stamp {
  readonly atUs: Us;
  /** Place in the journal, from 0, without holes. */
  readonly seq: number;
}

export type SimEventBody =
  | BrokerStateEvent
  | ControllerEvent
  | TopicCreatedEvent
  | TopicDeletedEvent
  | TopicConfigsEvent
  | PartitionsAddedEvent
  | BrokerConfigsEvent
  | PartitionChangedEvent
  | RegistrationStateEvent
  | ReplicaStateEvent
  | MessageEvent
  | MessageFateEvent
  | LinkEvent
  | NodeEvent
  | LogTruncatedEvent
  | LogStartEvent
  | SegmentRolledEvent
  | SegmentDeletedEvent
  | LogCompactedEvent
  | LogRecoveredEvent
  | ConnectionEvent
  | BatchAppendedEvent
  | HighWatermarkEvent
  | GroupEvent
  | OffsetCommittedEvent
  | OffsetDeletedEvent
  | ProcessEvent
  | EffectEvent
  | ConsoleEvent
  | FilesEvent
  | ProgramAddedEvent
  | CommandRefusedEvent
  | ToolEvent
  | DiskEvent
  | NetworkRateEvent
  | ScheduleEvent;

export type SimEventType = SimEventBody['type'];

/** States of Kafka's BrokerState. */
export interface BrokerStateEvent {
  readonly type: 'broker-state';
  readonly broker: BrokerId;
  readonly state: 'NotRunning' | 'Starting' | 'Recovery' | 'Running' | 'PendingControlledShutdown' | 'ShuttingDown';
}

/** A broker as the controller knows it: Kafka's BrokerControlState. */
export interface RegistrationStateEvent {
  readonly type: 'registration';
  readonly broker: BrokerId;
  readonly state: 'Fenced' | 'Unfenced' | 'ControlledShutdown';
  readonly brokerEpoch: number;
}

/** What a broker does with one of its replicas. */
export interface ReplicaStateEvent {
  readonly type: 'replica-state';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  readonly state: 'Leader' | 'Truncating' | 'Fetching' | 'Offline';
  readonly leaderEpoch: number;
}

/** A node's process and machine. */
export interface NodeEvent {
  readonly type: 'node';
  readonly broker: BrokerId;
  readonly state: 'up' | 'down' | 'paused';
  /** `kill -9`, `power lost`, `stopped`, `started`, `started with an empty disk`, `paused`, `resumed`. */
  readonly reason: string;
}

/** One way of a link, if it is not as the scenario has it. */
export interface LinkEvent {
  readonly type: 'link';
  readonly from: EndpointId;
  readonly to: EndpointId;
  readonly state: 'up' | 'cut' | 'slow';
  readonly extraUs: Us;
}

/** What became of a message that a cut link held, or that its receiver's end swallowed. */
export interface MessageFateEvent {
  readonly type: 'message-fate';
  readonly id: number;
  /** Null: lost with its connection. */
  readonly arrivesAtUs: Us | null;
}

/** The active controller is now this node. */
export interface ControllerEvent {
  readonly type: 'controller-changed';
  readonly broker: BrokerId;
  readonly epoch: number;
}

export interface PartitionState {
  readonly partition: number;
  /** Assignment order: the first is the preferred leader. */
  readonly replicas: readonly BrokerId[];
  readonly isr: readonly BrokerId[];
  /** -1: none. */
  readonly leader: BrokerId;
  readonly leaderEpoch: number;
  /** Eligible leader replicas (KIP-966): out of the ISR, and still holding every committed record. Absent: none. */
  readonly elr?: readonly BrokerId[];
}

export interface TopicCreatedEvent {
  readonly type: 'topic-created';
  readonly topic: string;
  /** Base64 UUID, 22 characters. */
  readonly topicId: string;
  readonly internal: boolean;
  readonly configs: Readonly<Record<string, string>>;
  readonly partitions: readonly PartitionState[];
}

export interface TopicDeletedEvent {
  readonly type: 'topic-deleted';
  readonly topic: string;
}

/** Settings of a topic changed: these are all that it now has of its own. */
export interface TopicConfigsEvent {
  readonly type: 'topic-configs';
  readonly topic: string;
  readonly configs: Readonly<Record<string, string>>;
}

export interface PartitionsAddedEvent {
  readonly type: 'partitions-added';
  readonly topic: string;
  readonly partitions: readonly PartitionState[];
}

/** Settings of brokers changed while they ran: these are all that are set beside what the scenario says. */
export interface BrokerConfigsEvent {
  readonly type: 'broker-configs';
  /** Null: of all brokers. */
  readonly broker: BrokerId | null;
  readonly configs: Readonly<Record<string, string>>;
}

/** Leader, ISR or replicas of one partition changed, as the controller decided. */
export interface PartitionChangedEvent extends PartitionState {
  readonly type: 'partition-changed';
  readonly topic: string;
  readonly reason:
    'leader-elected' | 'unclean-election' | 'no-leader' | 'isr-shrunk' | 'isr-expanded' | 'elr-changed' | 'reassigned';
}

/** One batch as it travels or stands: enough to draw it, never its bytes. */
export interface BatchSummary {
  readonly topic: string;
  readonly partition: number;
  /** -1 on the way to the leader, which has yet to assign it. */
  readonly baseOffset: number;
  readonly count: number;
  /** Bytes of the whole batch, header included. */
  readonly bytes: number;
  /** UTF-8 keys of the first 16 records; null is no key. */
  readonly keys: readonly (string | null)[];
  /** Bytes of the same records, uncompressed. */
  readonly sizes: readonly number[];
  /** Only of a batch that compaction wrote anew: its last offset, and which offsets up to it have no record. */
  readonly compacted?: { readonly lastOffset: number; readonly gaps: readonly OffsetRange[] };
}

/** First records of a batch that the journal names. */
export const BATCH_KEYS_MAX = 16;

/**
 * A request or a response leaves for its receiver. It is under way from `atUs` to `arrivesAtUs`
 * (an open end, `null`, when a cut link swallows it).
 */
export interface MessageEvent {
  readonly type: 'message';
  /** Unique in the run. */
  readonly id: number;
  readonly kind: 'request' | 'response';
  /** `Produce`, `Fetch`, `JoinGroup` … as Kafka's ApiKeys names it. */
  readonly api: string;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly connection: number;
  readonly from: EndpointId;
  readonly to: EndpointId;
  readonly bytes: number;
  readonly arrivesAtUs: Us | null;
  /** Id of the request that this answers. */
  readonly requestId: number | null;
  /** Records on board: Produce requests and Fetch responses. */
  readonly batches: readonly BatchSummary[];
  readonly details: MessageDetails;
}

/** What a hover card says of a message; absent when it does not apply. */
export interface MessageDetails {
  readonly acks?: number;
  readonly group?: string;
  readonly memberId?: string;
  readonly generation?: number;
  /** First error code that is not 0, by name: `REBALANCE_IN_PROGRESS`. */
  readonly error?: string;
  /** Partitions asked for, or answered, with the offset asked for or assigned. */
  readonly partitions?: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
    readonly highWatermark?: number;
  }[];
  /** True for a follower's Fetch and its response. */
  readonly replica?: boolean;
}

export interface ConnectionEvent {
  readonly type: 'connection';
  readonly connection: number;
  readonly from: EndpointId;
  readonly to: EndpointId;
  readonly state: 'opened' | 'closed' | 'refused';
  /** Why, for closed and refused: `malformed request`, `process exited` … */
  readonly reason: string | null;
}

export interface BatchAppendedEvent extends BatchSummary {
  readonly type: 'batch-appended';
  readonly broker: BrokerId;
  readonly role: 'leader' | 'follower';
  readonly leaderEpoch: number;
  /** The message that brought it; null for what a broker writes itself. */
  readonly messageId: number | null;
}

/** As this broker's replica has it. */
export interface HighWatermarkEvent {
  readonly type: 'high-watermark';
  readonly broker: BrokerId;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface GroupMember {
  readonly memberId: string;
  readonly clientId: string;
  /** The process whose connection joined; null when it is none of ours. */
  readonly process: ProcessId | null;
  /** Decoded from the member's assignment; empty while the group rebalances, or when it got none. */
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
}

export type ClassicGroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

/** The state, the members or the assignment of a group changed. */
export interface GroupEvent {
  readonly type: 'group';
  readonly group: string;
  readonly coordinator: BrokerId;
  readonly state: ClassicGroupState;
  readonly generation: number;
  /** Name of the chosen assignor, null before the first choice. */
  readonly protocol: string | null;
  readonly leader: string | null;
  readonly members: readonly GroupMember[];
  /** Why, in Kafka's words: `member joined`, `session expired`, `LeaveGroup` … */
  readonly reason: string;
}

export interface OffsetCommittedEvent {
  readonly type: 'offset-committed';
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly memberId: string;
}

/** What a group had committed for a partition is gone: it starts there as if it had never read. */
export interface OffsetDeletedEvent {
  readonly type: 'offset-deleted';
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly reason: 'expired' | 'OffsetDelete' | 'group deleted' | 'topic deleted';
}

export interface ProcessEvent {
  readonly type: 'process';
  readonly process: ProcessId;
  readonly program: string;
  readonly instance: number;
  /** paused: stands still. exited: by itself, code 0. crashed: threw, or did not compile. killed: kill -9. */
  readonly state: 'running' | 'stopping' | 'paused' | 'exited' | 'crashed' | 'killed';
  /** Why it ended: exit code, or cause of the kill. The signal that it has been sent. Null while it just runs. */
  readonly reason: string | null;
}

/** What a program says that it did, through the lesson's own files: `effect('read', …)`. */
export interface EffectEvent {
  readonly type: 'effect';
  readonly process: ProcessId;
  readonly name: string;
  /** JSON text of its one argument. */
  readonly data: string;
}

/** A printed line. Outside the journal's hash: engines word errors differently. */
export interface ConsoleEvent {
  readonly type: 'console';
  readonly process: ProcessId;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  /** Where in the learner's own files, for errors. */
  readonly at: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** A source file was edited. */
export interface FilesEvent {
  readonly type: 'file-edited';
  readonly file: string;
}

export interface ProgramAddedEvent {
  readonly type: 'program-added';
  readonly name: string;
  readonly entry: string;
  readonly role: 'producer' | 'consumer' | 'other';
}

/** A command-line tool was called, and what it said. */
export interface ToolEvent {
  readonly type: 'tool';
  /** Counts the calls of a run, from 1: the same number when it is called and when it has ended. */
  readonly call: number;
  readonly state: 'called' | 'done' | 'failed';
  /** As one would type it: `kafka-topics.sh --bootstrap-server broker-1:9092 --delete --topic Topic-A`. */
  readonly line: string;
  /** Name of Kafka's error when it failed: `INVALID_PARTITIONS`, or `TIMED_OUT` when nobody answered. */
  readonly error: string | null;
  /** What the broker said of the error, or what the tool prints. */
  readonly message: string | null;
}

/** A disk is not as before: slower, or with more or fewer writes before it. Only disks with a limit have queues. */
export interface DiskEvent {
  readonly type: 'disk';
  readonly broker: BrokerId;
  /** Null: takes as much as comes. */
  readonly bytesPerSecond: number | null;
  /** By how much each write takes longer. */
  readonly extraUs: Us;
  /** Writes that are not on the disk yet: the one under way, and those behind it. */
  readonly waiting: number;
}

/** A broker's network card has another limit. */
export interface NetworkRateEvent {
  readonly type: 'network-rate';
  readonly broker: BrokerId;
  readonly bytesPerSecond: number | null;
}

/** A schedule of the scenario has begun, or its last command was given. */
export interface ScheduleEvent {
  readonly type: 'schedule';
  readonly schedule: string;
  readonly state: 'begun' | 'over';
}

/** A command that could not be carried out, and why, as a code that the page words. */
export interface CommandRefusedEvent {
  readonly type: 'command-refused';
  readonly command: string;
  readonly reason:
    | 'unknown-program'
    | 'already-running'
    | 'not-running'
    | 'not-paused'
    | 'unknown-file'
    | 'name-taken'
    | 'unknown-broker'
    | 'unknown-link'
    | 'unknown-schedule'
    | 'bad-value';
  readonly subject: string;
}

/** Event types that the journal's hash leaves out. */
export const UNHASHED_EVENTS: readonly SimEventType[] = ['console'];

/** Beyond this the cluster pauses and says why. */
export const EVENTS_PER_RUN_MAX = 1_000_000;
