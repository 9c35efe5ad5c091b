/** Why bytes could not be read, or a value could not be written. */
export type ProtocolErrorReason =
  /** The bytes end before the value does. */
  | 'truncated'
  /** A length or count that is negative, or larger than what is left. */
  | 'invalid-length'
  /** A null, a number out of range, a malformed varint … */
  | 'invalid-value'
  /** Bytes left over after the last field. */
  | 'trailing-bytes'
  | 'frame-too-large'
  | 'unknown-api-key'
  | 'unsupported-version'
  | 'unsupported-compression'
  /** Compressed records that do not unpack. */
  | 'corrupt';

/** The first four fields of every request. */
export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

/**
 * Bytes that are not Kafka's protocol, or a value that the protocol cannot carry.
 * A broker closes the connection on it.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly reason: ProtocolErrorReason;
  /** The request's header, when the header itself could be read. */
  header: RequestHeader | null = null;
  private readonly detail: string;
  private path = '';

  constructor(reason: ProtocolErrorReason, detail: string) {
    super(detail);
    this.reason = reason;
    this.detail = detail;
  }

  /** Says in which field (or message) it happened; called from the inside out. */
  within(name: string): this {
    this.path = this.path === '' ? name : `${name}.${this.path}`;
    this.message = `${this.path}: ${this.detail}`;
    return this;
  }
}
