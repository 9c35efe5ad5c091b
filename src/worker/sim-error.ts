/**
 * Why there is no simulation (any more).
 * `boot-timeout`: its frame did not come up. `refused`: the browser does not let it start. `broken`: it threw, which
 * is our fault; the message is for us. `disposed`: it was ended while somebody still waited.
 */
export type SimErrorKind = 'boot-timeout' | 'refused' | 'broken' | 'disposed';

export class SimError extends Error {
  readonly kind: SimErrorKind;

  constructor(kind: SimErrorKind, message: string) {
    super(message);
    this.name = 'SimError';
    this.kind = kind;
  }
}
