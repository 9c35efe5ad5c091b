import type { ProcessId } from '../contract/ids';
import type { FromProcess } from '../contract/process-port';
import type { ProcessHost, StartMessage, StepMessage } from './process-host';

interface Program {
  readonly worker: Worker;
  answered: (answer: unknown) => void;
  broke: (error: Error) => void;
}

/** Runs programs in nested workers. One that has loaded its script stands ready for the next start. */
export class WorkerProcessHost implements ProcessHost {
  readonly #createWorker: () => Worker;
  readonly #programs = new Map<ProcessId, Program>();
  #spare: Worker | null = null;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
    this.#spare = createWorker();
  }

  async start(message: StartMessage): Promise<FromProcess> {
    const worker = this.#spare ?? this.#createWorker();
    this.#spare = null;
    const program: Program = { worker, answered: () => {}, broke: () => {} };
    worker.onmessage = (event: MessageEvent<unknown>) => program.answered(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      program.broke(new Error(event.message));
    };
    this.#programs.set(message.process, program);
    const answer = await ask(program, message);
    this.#spare ??= this.#createWorker();
    return answer as FromProcess;
  }

  step(process: ProcessId, message: StepMessage): Promise<unknown> {
    return ask(this.#programs.get(process)!, message);
  }

  terminate(process: ProcessId): void {
    this.#programs.get(process)?.worker.terminate();
    this.#programs.delete(process);
  }
}

function ask(program: Program, message: StartMessage | StepMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    program.answered = resolve;
    program.broke = reject;
    program.worker.postMessage(message);
  });
}
