import type { FaultCommand } from './command';
import type { BrokerId, Us } from './ids';

/** What stands when a run begins: nodes, links, topics, configuration. Plain data. */
export interface Scenario {
  /** Named in logs and links: `partitions-and-readers`. */
  readonly id: string;
  readonly brokers: readonly BrokerSpec[];
  /** The node that is active controller at the start; the lowest id when absent. */
  readonly controllerId?: BrokerId;
  /** Nodes that may be active controller (voters); all brokers when absent. */
  readonly controllers?: readonly BrokerId[];
  readonly links: LinkSpec;
  /** Topics that exist at 00:00.000. */
  readonly topics: readonly TopicSpec[];
  /** Broker configuration by Kafka's own names, on every broker: `{ 'group.initial.rebalance.delay.ms': '3000' }`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Faults and their healing, by the name of the schedule: nothing of it happens before `start-schedule`. */
  readonly schedules?: Readonly<Record<string, readonly ScheduledFault[]>>;
}

export interface ScheduledFault {
  /** After the schedule began. */
  readonly afterUs: Us;
  readonly command: FaultCommand;
}

export interface BrokerSpec {
  readonly id: BrokerId;
  readonly rack?: string;
  /** Bytes a second that its disk writes; absent: as many as come. */
  readonly diskBytesPerSecond?: number;
  /** Bytes a second that its network card sends, and as many that it receives; absent: as many as come. */
  readonly networkBytesPerSecond?: number;
}

/** One-way latencies. At least 1 µs each: the engine looks ahead by the client's. */
export interface LinkSpec {
  readonly clientUs: Us;
  readonly brokerUs: Us;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Replicas of each partition, preferred leader first. When absent, the controller places them as KRaft does. */
  readonly assignment?: readonly (readonly BrokerId[])[];
  /** Topic configuration by Kafka's own names. */
  readonly configs?: Readonly<Record<string, string>>;
}

/** A learner's program: which file starts it, and what the page may say of it before it has run. */
export interface ProgramSpec {
  /** `producer`; its instances are `producer-1`, `producer-2` … */
  readonly name: string;
  /** The file that an instance runs: `producer.ts`. Must be a key of the run's files. */
  readonly entry: string;
  readonly role: 'producer' | 'consumer' | 'other';
  /** Instances that start with the run. */
  readonly autostart?: number;
}

/** Source files by name: `producer.ts`, `shop.ts`. */
export type SourceFiles = Readonly<Record<string, string>>;
