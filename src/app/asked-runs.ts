import type { SimEvent } from '../contract/event';
import type { ProcessId } from '../contract/ids';

/**
 * Instances that were asked to run and of which nothing was heard yet. Between a click and the next frame the view
 * does not show what the click began: a second click must mean the next instance, not the same one again.
 */
export class AskedRuns {
  readonly #asked = new Set<ProcessId>();

  /** The first instance from this one on that is neither asked for nor, as `isTaken` says, alive. */
  take(program: string, from: number, isTaken: (process: ProcessId) => boolean): number {
    let instance = from;
    while (this.#asked.has(`${program}-${instance}`) || (instance !== from && isTaken(`${program}-${instance}`))) {
      instance += 1;
    }
    this.#asked.add(`${program}-${instance}`);
    return instance;
  }

  /** It runs, or was refused: what is asked now is asked anew. */
  told(event: SimEvent): void {
    if (event.type === 'process') this.#asked.delete(event.process);
    else if (event.type === 'command-refused') this.#asked.delete(event.subject);
  }

  clear(): void {
    this.#asked.clear();
  }
}
