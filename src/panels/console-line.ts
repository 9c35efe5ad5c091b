import type { ConsoleEvent } from '../contract/event';
import type { ProcessId, Us } from '../contract/ids';

/** A line of the console: what a program printed, or how it ended. */
export interface ConsoleLine {
  /** The journal's sequence number: unique, ordered. */
  readonly seq: number;
  readonly atUs: Us;
  readonly process: ProcessId;
  readonly program: string;
  readonly instance: number;
  readonly what:
    | {
        readonly type: 'print';
        readonly stream: 'stdout' | 'stderr';
        readonly text: string;
        readonly at: ConsoleEvent['at'];
      }
    | { readonly type: 'ended'; readonly state: 'exited' | 'crashed' | 'killed'; readonly reason: string | null };
}
