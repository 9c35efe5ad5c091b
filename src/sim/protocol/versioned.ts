import type { Message } from './codec';
import type { Init } from './field';
import { ProtocolError } from './protocol-error';
import { Reader } from './reader';
import { Writer } from './writer';

/** An int16 version, then the structure in that version: how Kafka keeps what is not a request or a response. */
export function encodeVersioned<T>(message: Message<T>, version: number, value: Init<T>): Uint8Array {
  const writer = new Writer(128);
  writer.int16(version);
  message.write(writer, version, value);
  return writer.toBytes();
}

/** Throws ProtocolError on a version outside the message's, and on bytes left over. */
export function decodeVersioned<T>(message: Message<T>, bytes: Uint8Array): T & { readonly version: number } {
  const reader = new Reader(bytes);
  const version = reader.int16();
  const value = message.read(reader, version);
  reader.finish();
  return { version, ...value };
}

/**
 * As `decodeVersioned`, but a newer version is read as the newest that is known, and what it appends is left unread.
 */
export function decodeVersionedOrNewer<T>(message: Message<T>, bytes: Uint8Array): T & { readonly version: number } {
  const reader = new Reader(bytes);
  const version = reader.int16();
  if (version < message.minVersion) throw new ProtocolError('unsupported-version', `${message.name} v${version}`);
  return { version, ...message.read(reader, Math.min(version, message.maxVersion)) };
}
