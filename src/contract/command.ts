import type { BrokerId, EndpointId, ProcessId, Us } from './ids';

/** What a visitor does to the cluster. Takes effect at the time of the last grant. */
export type Command =
  /** Start one instance of a program from the files as they are now. Refused (event `command-refused`) if it runs. */
  | { readonly type: 'run'; readonly program: string; readonly instance: number }
  /** SIGTERM: the program may disconnect; killed if it has not exited after `STOP_GRACE_US`. */
  | { readonly type: 'stop'; readonly process: ProcessId }
  /** kill -9. `unresponsive` is the watchdog's, for a program that did not answer within 2 s of real time. */
  | { readonly type: 'kill'; readonly process: ProcessId; readonly cause: 'visitor' | 'unresponsive' }
  /** Replaces or adds a source file; what runs goes on with the text that it started from. */
  | { readonly type: 'edit'; readonly file: string; readonly text: string }
  | FaultCommand
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
  | { readonly type: 'set-disk-rate'; readonly broker: BrokerId; readonly bytesPerSecond: number | null };

export interface LoggedCommand {
  readonly atUs: Us;
  /** Order among commands of the same time. */
  readonly seq: number;
  readonly command: Command;
}

/** How long a program may take to leave after SIGTERM, in virtual time. */
export const STOP_GRACE_US = 10_000_000;
