import type { EndpointId, Us } from '../../contract/ids';

/** One direction of a connection: bytes keep their order, whatever the link does. */
export class Way {
  #lastArrivesUs: Us = 0;
  #held: ((healedAtUs: Us) => void)[] = [];

  constructor(
    readonly from: EndpointId,
    readonly to: EndpointId,
  ) {}

  /** Something stands in front of a cut; what follows has to wait behind it. */
  get isHeld(): boolean {
    return this.#held.length > 0;
  }

  /** When something that leaves now and travels this long arrives: never before what left earlier. */
  arrival(leavesAtUs: Us, latencyUs: Us): Us {
    this.#lastArrivesUs = Math.max(this.#lastArrivesUs, leavesAtUs + latencyUs);
    return this.#lastArrivesUs;
  }

  /** Kept by the sender's kernel, which tries again until the link is healed or the connection is given up. */
  hold(setOut: (healedAtUs: Us) => void): void {
    this.#held.push(setOut);
  }

  /** The link is whole again: what was held sets out. */
  release(nowUs: Us): void {
    for (const setOut of this.#held.splice(0)) setOut(nowUs);
  }

  drop(): void {
    this.#held = [];
  }
}
