import { decodeRequestFrame, type DecodedRequest } from '../protocol/frames';
import { ProtocolError } from '../protocol/protocol-error';

/** A request on its way: the bytes are the truth, and what they mean is worked out once, when first asked for. */
export interface RequestFrame {
  /** Without the length prefix. */
  readonly bytes: Uint8Array;
  /** Set by the journal when it writes the message down. */
  messageId: number | null;
  read(): DecodedRequest | ProtocolError;
}

export function parseRequest(bytes: Uint8Array): RequestFrame {
  let known: DecodedRequest | ProtocolError | null = null;
  return {
    bytes,
    messageId: null,
    read() {
      known ??= decode(bytes);
      return known;
    },
  };
}

/** What stands in a stream where no frame can: it has its turn as a request has, and ends the connection. */
export function brokenFrame(problem: ProtocolError): RequestFrame {
  return { bytes: new Uint8Array(0), messageId: null, read: () => problem };
}

function decode(bytes: Uint8Array): DecodedRequest | ProtocolError {
  try {
    return decodeRequestFrame(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}
