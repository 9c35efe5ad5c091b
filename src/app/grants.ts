import type { Ran } from './simulation';

/** Grants of time to the simulation, one at a time: a second one waits for the first. */
export class Grants {
  /** A run is being opened: nothing can be granted yet. */
  isOpening = false;
  #out: Promise<void> | null = null;

  get isOut(): boolean {
    return this.isOpening || this.#out !== null;
  }

  /** Another run begins: nobody waits any more for what the one before was granted. */
  forget(): void {
    this.isOpening = false;
    this.#out = null;
  }

  /**
   * @param ask grants, when its turn has come; null: there is nobody to grant to any more.
   * @param take is told the answer before the next grant is asked for.
   */
  async next(ask: () => Promise<Ran> | null, take: (ran: Ran) => void): Promise<void> {
    while (this.#out !== null) await this.#out;
    const asked = ask();
    if (asked === null) return;
    let done = (): void => undefined;
    const out = new Promise<void>((resolve) => (done = resolve));
    this.#out = out;
    const isOver = (): void => {
      if (this.#out === out) this.#out = null;
    };
    try {
      const ran = await asked;
      isOver();
      take(ran);
    } finally {
      isOver();
      done();
    }
  }

  /** Resolves once no grant is out. */
  async idle(): Promise<void> {
    while (this.isOut) await new Promise((done) => setTimeout(done, 1));
  }
}
