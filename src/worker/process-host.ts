import type { ProcessId } from '../contract/ids';
import type { FromProcess, ToProcess } from '../contract/process-port';

export type StartMessage = Extract<ToProcess, { readonly type: 'start' }>;
export type StepMessage = Extract<ToProcess, { readonly type: 'step' }>;

/** Where programs run: nested workers in the browser, worker threads in Node. */
export interface ProcessHost {
  /** Resolves when the program's worker has loaded its script and taken the message. Rejects when it cannot. */
  start(message: StartMessage): Promise<FromProcess>;
  /** One step at a time for each process. Rejects when the worker broke; never settles when it hangs. */
  step(process: ProcessId, message: StepMessage): Promise<unknown>;
  /** kill -9. Of a process that is not there: nothing. */
  terminate(process: ProcessId): void;
}
