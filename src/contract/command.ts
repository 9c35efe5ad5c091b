import type { ProcessId, Us } from './ids';

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
  /** Adds a program to the list; its entry file must exist. */
  | { readonly type: 'add-program'; readonly name: string; readonly entry: string; readonly role: 'producer' | 'consumer' | 'other' };

export interface LoggedCommand {
  readonly atUs: Us;
  /** Order among commands of the same time. */
  readonly seq: number;
  readonly command: Command;
}

/** How long a program may take to leave after SIGTERM, in virtual time. */
export const STOP_GRACE_US = 10_000_000;
