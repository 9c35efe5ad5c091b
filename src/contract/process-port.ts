import type { ProcessId, Us } from './ids';
import type { SourceFiles } from './scenario';

/**
 * Simulation worker to a program's worker and back. One `step` is answered by one `stepped`.
 * A step covers the window [from the last step, untilUs): everything in it that the program
 * has to hear is in `inbox`, sorted by time; its own timers of the window fire in it, inbox first
 * at equal times. What it writes cannot be heard by anybody before `untilUs` (conservative look-ahead).
 */
export type ToProcess =
  | {
      readonly type: 'start';
      readonly process: ProcessId;
      /** Time at which the program's first line runs. */
      readonly atUs: Us;
      readonly seed: number;
      readonly entry: string;
      readonly files: SourceFiles;
    }
  | { readonly type: 'step'; readonly untilUs: Us; readonly inbox: readonly Delivery[] };

/** What reaches a program, and when. */
export type Delivery = { readonly atUs: Us } & (
  | { readonly type: 'connected'; readonly socket: number }
  /** `code` as Node has it: ECONNREFUSED, ENOTFOUND, ECONNRESET. */
  | { readonly type: 'error'; readonly socket: number; readonly code: string; readonly message: string }
  | { readonly type: 'data'; readonly socket: number; readonly bytes: Uint8Array }
  /** The broker closed its side. */
  | { readonly type: 'end'; readonly socket: number }
  /** SIGCONT comes first of its step: the program stood still until then, and what was due before is overdue. */
  | { readonly type: 'signal'; readonly signal: 'SIGTERM' | 'SIGCONT' }
);

export interface FromProcess {
  readonly type: 'stepped';
  /** In the order in which the program did it; times never go back. */
  readonly outbox: readonly ProcessOutput[];
  /** When its next timer is due, null when it only waits for the network. */
  readonly wakeUs: Us | null;
}

/** What a program did, and when. Socket numbers are its own, from 1. */
export type ProcessOutput = { readonly atUs: Us } & (
  | { readonly type: 'connect'; readonly socket: number; readonly host: string; readonly port: number }
  | { readonly type: 'write'; readonly socket: number; readonly bytes: Uint8Array }
  | { readonly type: 'close'; readonly socket: number }
  | {
      readonly type: 'print';
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      readonly at: SourcePlace | null;
    }
  | { readonly type: 'effect'; readonly name: string; readonly data: string }
  /** The last output. `crashed`: threw or did not compile; what is wrong was printed to stderr just before. */
  | { readonly type: 'exit'; readonly code: number; readonly crashed: boolean }
);

export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Real time after which a program that has not answered a step is ended. */
export const STEP_ANSWER_MS_MAX = 2_000;

/** What the simulation wants done to the workers of programs, before the next window. */
export type HostAction =
  | { readonly type: 'start'; readonly message: Extract<ToProcess, { readonly type: 'start' }> }
  | { readonly type: 'terminate'; readonly process: ProcessId };
