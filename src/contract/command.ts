import type { BrokerId, EndpointId, ProcessId, Us } from './ids';
import type { TopicSpec } from './scenario';

/** What a visitor does to the cluster. Takes effect at the time of the last grant. */
export type Command =
  /** Start one instance of a program from the files as they are now. Refused (event `command-refused`) if it runs. */
  | { readonly type: 'run'; readonly program: string; readonly instance: number }
  /** SIGTERM: the program may disconnect; killed if it has not exited after `STOP_GRACE_US`. */
  | { readonly type: 'stop'; readonly process: ProcessId }
  /** kill -9. `unresponsive` is the watchdog's, for a program that did not answer within 2 s of real time. */
  | { readonly type: 'kill'; readonly process: ProcessId; readonly cause: 'visitor' | 'unresponsive' }
  /** SIGSTOP, or a long garbage collection: it stands still, its sockets stay open, and what reaches it waits. */
  | { readonly type: 'pause-process'; readonly process: ProcessId }
  /** SIGCONT: timers that are overdue fire now, in their order; then it hears what has come meanwhile. */
  | { readonly type: 'resume-process'; readonly process: ProcessId }
  /** Replaces or adds a source file; what runs goes on with the text that it started from. */
  | { readonly type: 'edit'; readonly file: string; readonly text: string }
  | FaultCommand
  | AdminCommand
  /** Begins one of the scenario's schedules now; refused when it has no such one, or it has begun already. */
  | { readonly type: 'start-schedule'; readonly schedule: string }
  /** Adds a program to the list; its entry file must exist. */
  | {
      readonly type: 'add-program';
      readonly name: string;
      readonly entry: string;
      readonly role: 'producer' | 'consumer' | 'other';
    };

/** What is done to the cluster itself: faults and their healing. */
export type FaultCommand =
  /** kill -9: memory is gone, disks stay, the kernel closes the sockets. */
  | { readonly type: 'kill-broker'; readonly broker: BrokerId }
  /** As kill-broker, and what had not been flushed to disk is gone too. */
  | { readonly type: 'power-off-broker'; readonly broker: BrokerId }
  /** SIGTERM: controlled shutdown, leaderships moved first. */
  | { readonly type: 'stop-broker'; readonly broker: BrokerId }
  /** Starts a broker that is down; with a lost disk it comes back empty. */
  | { readonly type: 'start-broker'; readonly broker: BrokerId; readonly disk: 'kept' | 'lost' }
  /** The process stands still, as in a long garbage collection; its sockets stay open. */
  | { readonly type: 'pause-broker'; readonly broker: BrokerId }
  | { readonly type: 'resume-broker'; readonly broker: BrokerId }
  /** What is sent from one to the other from now on does not arrive, until the link is healed. One way. */
  | { readonly type: 'cut-link'; readonly from: EndpointId; readonly to: EndpointId }
  /** Latency of this way is longer by this much. */
  | { readonly type: 'slow-link'; readonly from: EndpointId; readonly to: EndpointId; readonly extraUs: Us }
  | { readonly type: 'heal-link'; readonly from: EndpointId; readonly to: EndpointId }
  /** Cuts every link of a broker, both ways; `heal-broker` heals them. */
  | { readonly type: 'isolate-broker'; readonly broker: BrokerId }
  | { readonly type: 'heal-broker'; readonly broker: BrokerId }
  /** Bytes a second; null: as the scenario has it. */
  | { readonly type: 'set-disk-rate'; readonly broker: BrokerId; readonly bytesPerSecond: number | null }
  /** Each write to the broker's disk takes this much longer; 0 heals it. */
  | { readonly type: 'slow-disk'; readonly broker: BrokerId; readonly extraUs: Us }
  /** Bytes a second that the broker's network card sends, and as many that it receives; null: as the scenario has it. */
  | { readonly type: 'set-network-rate'; readonly broker: BrokerId; readonly bytesPerSecond: number | null };

/**
 * What one would do with Kafka's command-line tools. Each is a real request of a tool on the simulated network, from
 * the endpoint `TOOL_ENDPOINT`; what came of it is a `tool` event.
 */
export type AdminCommand =
  | { readonly type: 'create-topic'; readonly topic: TopicSpec }
  | { readonly type: 'delete-topic'; readonly topic: string }
  /** `partitions` is the new total. */
  | { readonly type: 'add-partitions'; readonly topic: string; readonly partitions: number }
  /** Incremental: null takes a setting back to its default. */
  | {
      readonly type: 'alter-topic-configs';
      readonly topic: string;
      readonly configs: Readonly<Record<string, string | null>>;
    }
  /** `beforeOffset` -1: up to the high watermark. */
  | {
      readonly type: 'delete-records';
      readonly topic: string;
      readonly partition: number;
      readonly beforeOffset: number;
    }
  | {
      readonly type: 'elect-leader';
      readonly topic: string;
      readonly partition: number;
      readonly election: 'preferred' | 'unclean';
    }
  | {
      readonly type: 'reassign-partition';
      readonly topic: string;
      readonly partition: number;
      readonly replicas: readonly BrokerId[];
    }
  /** As kafka-consumer-groups --reset-offsets: only while the group has no members. `partition` null: all of the topic. */
  | {
      readonly type: 'reset-offsets';
      readonly group: string;
      readonly topic: string;
      readonly partition: number | null;
      readonly to: ResetTarget;
    }
  | { readonly type: 'delete-group'; readonly group: string };

/** Where committed offsets go: an offset, so many records on or back, or the first record of a moment of the run or later. */
export type ResetTarget = 'earliest' | 'latest' | number | { readonly shiftBy: number } | { readonly atUs: Us };

export interface LoggedCommand {
  readonly atUs: Us;
  /** Order among commands of the same time. */
  readonly seq: number;
  readonly command: Command;
}

/** How long a program may take to leave after SIGTERM, in virtual time. */
export const STOP_GRACE_US = 10_000_000;
