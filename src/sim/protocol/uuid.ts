import { ProtocolError } from './protocol-error';

/**
 * A UUID as Kafka prints it: URL-safe base64 of its 16 bytes, most significant first, without padding: 22 characters
 * (`org.apache.kafka.common.Uuid`).
 */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LENGTH = 22;
const BYTES = 16;

/** Character code to its six bits; 255 is no digit. */
const DIGITS = new Uint8Array(128).fill(255);
for (let i = 0; i < ALPHABET.length; i++) DIGITS[ALPHABET.charCodeAt(i)] = i;

/** Text of the 16 bytes from `at`, which must be there. */
export function uuidToText(bytes: Uint8Array, at = 0): string {
  let text = '';
  for (let i = 0; i < 15; i += 3) {
    const three = (bytes[at + i]! << 16) | (bytes[at + i + 1]! << 8) | bytes[at + i + 2]!;
    text +=
      ALPHABET[three >> 18]! + ALPHABET[(three >> 12) & 63]! + ALPHABET[(three >> 6) & 63]! + ALPHABET[three & 63]!;
  }
  const last = bytes[at + 15]!;
  return text + ALPHABET[last >> 2]! + ALPHABET[(last & 3) << 4]!;
}

/** Writes the 16 bytes of `text` into `into` from `at`. Throws ProtocolError if it is no UUID. */
export function uuidWrite(text: string, into: Uint8Array, at: number): void {
  if (typeof text !== 'string' || text.length !== LENGTH) throw notUuid(text);
  let bits = 0;
  let count = 0;
  let p = at;
  for (let i = 0; i < LENGTH; i++) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? DIGITS[code]! : 255;
    if (digit === 255) throw notUuid(text);
    bits = ((bits << 6) | digit) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      into[p++] = bits >> count;
    }
  }
  // 22 digits carry four bits more than 16 bytes need.
  if ((bits & 15) !== 0) throw notUuid(text);
}

export function uuidFromText(text: string): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  uuidWrite(text, bytes, 0);
  return bytes;
}

function notUuid(text: unknown): ProtocolError {
  return new ProtocolError('invalid-value', `"${String(text)}" is not a UUID of 22 base64url characters`);
}
