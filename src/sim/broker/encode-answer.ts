import { encodeResponseFrame } from '../protocol/frames';
import { ProtocolError } from '../protocol/protocol-error';

/**
 * The frame of an answer. Null when it has a text of more than 32,767 bytes, such as a sentence about a name that has
 * nearly as many. Kafka: "field is too long to be serialized".
 */
export function encodeAnswer(...args: Parameters<typeof encodeResponseFrame>): Uint8Array | null {
  try {
    return encodeResponseFrame(...args);
  } catch (error) {
    if (error instanceof ProtocolError && error.reason === 'invalid-length') return null;
    throw error;
  }
}
