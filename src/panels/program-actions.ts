import type { ProcessId } from '../contract/ids';

/** What one can do to programs; the page carries it out. */
export interface ProgramActions {
  readonly run: (program: string, instance: number) => void;
  /** SIGTERM. */
  readonly stop: (process: ProcessId) => void;
  /** kill -9. */
  readonly kill: (process: ProcessId) => void;
  /** Stop, and run again once it has left. */
  readonly restart: (process: ProcessId) => void;
  /** The file as the lesson gave it. */
  readonly restore: (file: string) => void;
  /** Takes the last `restore` of the file back. */
  readonly undoRestore: (file: string) => void;
}

/** Why a process is down, and where in which file. */
export interface Fault {
  readonly process: ProcessId;
  readonly program: string;
  readonly instance: number;
  readonly atUs: number;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The error in one line: `TypeError: no such thing`. */
  readonly message: string;
}
