import type { Us } from '../../contract/ids';

interface Barrier {
  readonly atUs: Us;
  readonly act: () => void;
}

/**
 * What the simulation does at a set moment to programs, or to what they see: no window of theirs may reach across it,
 * or the run would depend on how the page cut its grants.
 */
export class Barriers {
  /** By time, and in the order in which they were set. */
  #pending: Barrier[] = [];

  get nextUs(): Us | null {
    return this.#pending[0]?.atUs ?? null;
  }

  at(atUs: Us, act: () => void): void {
    this.#pending.push({ atUs, act });
    this.#pending.sort((a, b) => a.atUs - b.atUs);
  }

  /** Does all that is due, and what comes of it at once. */
  runDue(nowUs: Us): void {
    for (let first = this.#pending[0]; first !== undefined && first.atUs <= nowUs; first = this.#pending[0]) {
      this.#pending.shift();
      first.act();
    }
  }
}
