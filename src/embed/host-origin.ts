/** What every page may send to: for pages whose origin is opaque, which have no name to send to. */
const ANY = '*';

/**
 * Which page is listened to. Only the window around the frame speaks at all; of that, the origin that the address names,
 * or else the one that said the first proper word, for as long as the page lives.
 */
export class HostOrigin {
  #origin: string | null;

  /** @param named what the address names; null: whoever speaks first. */
  constructor(named: string | null) {
    this.#origin = named;
  }

  /** Whether a message from there would be heard. */
  hears(origin: string): boolean {
    return this.#origin === null || this.#origin === origin;
  }

  /** A proper message has come from there. */
  met(origin: string): void {
    this.#origin ??= origin;
  }

  /** The `targetOrigin` of what is sent. */
  get target(): string {
    return this.#origin === null || this.#origin === 'null' ? ANY : this.#origin;
  }
}
