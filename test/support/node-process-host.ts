import { Worker } from 'node:worker_threads';
import processScript from 'virtual:process-script';
import type { ProcessId } from '../../src/contract/ids';
import type { FromProcess } from '../../src/contract/process-port';
import type { ProcessHost, StartMessage, StepMessage } from '../../src/worker/process-host';

/**
 * What a browser's worker has and a thread of Node has not, as far as the process script takes it: the script then
 * hides all of it, and all of Node, from the program.
 */
const PRELUDE = `
'use strict';
{
  const { parentPort } = require('node:worker_threads');
  const { Script } = require('node:vm');
  const node = process;
  const listeners = { message: [], error: [], unhandledrejection: [] };
  const dispatch = (type, event) => {
    let stopped = false;
    const full = { preventDefault() {}, stopImmediatePropagation() { stopped = true; }, ...event };
    for (const listener of listeners[type]) if (!stopped) listener(full);
  };
  parentPort.on('message', (data) => dispatch('message', { data }));
  node.on('uncaughtException', (error) => dispatch('error', { error }));
  node.on('unhandledRejection', (reason, promise) => dispatch('unhandledrejection', { reason, promise }));
  globalThis.addEventListener = (type, listener) => listeners[type].push(listener);
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  // Node reports no line with an uncaught syntax error, but with that of a script.
  globalThis.locateSyntaxError = (text) => {
    try {
      new Script(text, { filename: 'program' });
      return null;
    } catch (error) {
      const match = /^program:(\\d+)\\n.*\\n( *)\\^/.exec(error.stack);
      return match === null ? null : { line: Number(match[1]), column: match[2].length + 1 };
    }
  };
}
`;

interface Thread {
  readonly worker: Worker;
  answered: ((answer: unknown) => void) | null;
  broke: ((error: Error) => void) | null;
}

/** Runs programs in threads of Node, with the same script as in the browser. */
export class NodeProcessHost implements ProcessHost {
  readonly #threads = new Map<ProcessId, Thread>();

  async start(message: StartMessage): Promise<FromProcess> {
    const worker = new Worker(PRELUDE + processScript, { eval: true, stdout: false, stderr: false });
    const thread: Thread = { worker, answered: null, broke: null };
    worker.on('message', (answer: unknown) => thread.answered?.(answer));
    worker.on('error', (error: Error) => thread.broke?.(error));
    this.#threads.set(message.process, thread);
    return (await ask(thread, message)) as FromProcess;
  }

  step(process: ProcessId, message: StepMessage): Promise<unknown> {
    return ask(this.#threads.get(process)!, message);
  }

  terminate(process: ProcessId): void {
    const thread = this.#threads.get(process);
    this.#threads.delete(process);
    void thread?.worker.terminate();
  }

  /** Ends all threads; resolves when they are gone. */
  async close(): Promise<void> {
    const threads = [...this.#threads.values()];
    this.#threads.clear();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }
}

function ask(thread: Thread, message: StartMessage | StepMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    thread.answered = resolve;
    thread.broke = reject;
    thread.worker.postMessage(message);
  });
}
