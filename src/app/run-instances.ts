import type { Command } from '../contract/command';
import type { SimEvent } from '../contract/event';
import type { ProcessId } from '../contract/ids';
import { INSTANCES_MAX } from '../panels/instances';
import { isAlive } from '../view/selectors';
import type { ProcessView, View } from '../view/view';
import { AskedRuns } from './asked-runs';

/** Starting and restarting instances of programs: what takes more than one command, or more than a frame. */
export class RunInstances {
  readonly #view: () => View;
  readonly #command: (command: Command) => void;
  readonly #asked = new AskedRuns();
  /** They run again once they have left. */
  readonly #restarting = new Set<ProcessId>();

  constructor(view: () => View, command: (command: Command) => void) {
    this.#view = view;
    this.#command = command;
  }

  /** Starts the instance, or the next free one if that is on its way already. */
  start(program: string, wanted: number): void {
    const isTaken = (process: ProcessId): boolean => this.#lives(process);
    const instance = this.#asked.take(program, wanted, isTaken);
    if (instance <= INSTANCES_MAX) this.#command({ type: 'run', program, instance });
  }

  /** SIGTERM now if it runs, and the same instance again once it has left. */
  restart(process: ProcessId): void {
    const view = this.#view().processes.get(process);
    if (view === undefined) return;
    if (!isAlive(view)) return this.#runAgain(view);
    this.#restarting.add(process);
    if (view.state !== 'stopping') this.#command({ type: 'stop', process });
  }

  told(event: SimEvent): void {
    this.#asked.told(event);
  }

  /** After events: who was to run again and has left does so. */
  settle(): void {
    for (const process of this.#restarting) {
      if (this.#lives(process)) continue;
      const view = this.#view().processes.get(process);
      this.#restarting.delete(process);
      if (view !== undefined) this.#runAgain(view);
    }
  }

  /** Another run begins. */
  clear(): void {
    this.#asked.clear();
    this.#restarting.clear();
  }

  #lives(process: ProcessId): boolean {
    const view = this.#view().processes.get(process);
    return view !== undefined && isAlive(view);
  }

  #runAgain({ program, instance }: ProcessView): void {
    this.#command({ type: 'run', program, instance });
  }
}
