import { ProtocolError } from './protocol-error';
import { utf8Decode, utf8Length } from './utf8';
import { uuidToText } from './uuid';

const INT16_MAX = 0x7fff;

/**
 * Reads Kafka's primitive types, big-endian, from `bytes`. Every method throws ProtocolError rather than read past
 * the end. Byte strings come back as views of the same memory.
 */
export class Reader {
  readonly bytes: Uint8Array;
  at: number;
  /** First index that may not be read. */
  end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.at;
  }

  /** Moves on by `count` bytes and returns where they begin. */
  private take(count: number): number {
    const at = this.at;
    if (count > this.end - at) {
      throw new ProtocolError('truncated', `${count} bytes needed, ${this.end - at} left`);
    }
    this.at = at + count;
    return at;
  }

  bool(): boolean {
    return this.bytes[this.take(1)] !== 0;
  }

  int8(): number {
    return (this.bytes[this.take(1)]! << 24) >> 24;
  }

  uint8(): number {
    return this.bytes[this.take(1)]!;
  }

  int16(): number {
    const at = this.take(2);
    return (((this.bytes[at]! << 8) | this.bytes[at + 1]!) << 16) >> 16;
  }

  uint16(): number {
    const at = this.take(2);
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  int32(): number {
    const at = this.take(4);
    const b = this.bytes;
    return (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!;
  }

  uint32(): number {
    return this.int32() >>> 0;
  }

  /** An int64 that a number holds exactly; throws beyond ±(2^53 - 1). */
  int64(): number {
    const high = this.int32();
    const value = high * 0x1_0000_0000 + (this.int32() >>> 0);
    if (!Number.isSafeInteger(value)) {
      throw new ProtocolError('invalid-value', 'an int64 beyond ±(2^53 - 1)');
    }
    return value;
  }

  int64Big(): bigint {
    const high = this.int32();
    return (BigInt(high) << 32n) | BigInt(this.uint32());
  }

  float64(): number {
    const at = this.take(8);
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + at, 8).getFloat64(0);
  }

  /** 22 characters, see uuid.ts. */
  uuid(): string {
    return uuidToText(this.bytes, this.take(16));
  }

  /** 0 to 2^32 - 1. */
  uvarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.uint8();
      if (shift === 28 && byte > 0x0f) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new ProtocolError('invalid-value', 'a varint of more than 32 bits');
  }

  /** Zig-zag, 32 bits. */
  varint(): number {
    const value = this.uvarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Zig-zag, 64 bits; throws beyond ±(2^53 - 1). */
  varlong(): number {
    const start = this.at;
    let value = 0;
    // Seven groups are 49 bits, which a number still adds without loss.
    for (let shift = 0, unit = 1; shift < 49; shift += 7, unit *= 128) {
      const byte = this.uint8();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    this.at = start;
    const big = Number(this.varlongBig());
    if (!Number.isSafeInteger(big)) throw new ProtocolError('invalid-value', 'a varlong beyond ±(2^53 - 1)');
    return big;
  }

  varlongBig(): bigint {
    let value = 0n;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.uint8();
      if (shift === 63 && byte > 1) break;
      value |= BigInt(byte & 0x7f) << BigInt(shift);
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new ProtocolError('invalid-value', 'a varlong of more than 64 bits');
  }

  /** A view of the next `length` bytes. */
  raw(length: number): Uint8Array {
    if (length < 0) throw new ProtocolError('invalid-length', `a length of ${length}`);
    const at = this.take(length);
    return this.bytes.subarray(at, at + length);
  }

  /** The next `length` bytes as UTF-8. */
  utf8(length: number): string {
    if (length < 0) throw new ProtocolError('invalid-length', `a length of ${length}`);
    const at = this.take(length);
    return utf8Decode(this.bytes, at, at + length);
  }

  /**
   * A field's text: at most 32,767 bytes in Kafka, whatever says how long it is. Malformed bytes are read as U+FFFD,
   * which takes three: what could not be written again, into an answer or a log, is not taken in either.
   */
  private text(length: number): string {
    if (length > INT16_MAX) throw new ProtocolError('invalid-length', `a string of ${length} bytes`);
    const text = this.utf8(length);
    if (length * 3 > INT16_MAX && utf8Length(text) > INT16_MAX) {
      throw new ProtocolError('invalid-value', `a string of ${length} bytes that are no UTF-8`);
    }
    return text;
  }

  skip(length: number): void {
    if (length < 0) throw new ProtocolError('invalid-length', `a length of ${length}`);
    this.take(length);
  }

  /** int16 length; as Kafka reads it, any negative one is null. */
  nullableString(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.text(length);
  }

  /** uvarint of length + 1, 0 is null. */
  compactNullableString(): string | null {
    const length = this.uvarint() - 1;
    return length === -1 ? null : this.text(length);
  }

  /** int32 length; any negative one is null. */
  nullableBytes(): Uint8Array | null {
    const length = this.int32();
    return length < 0 ? null : this.raw(length);
  }

  compactNullableBytes(): Uint8Array | null {
    const length = this.uvarint() - 1;
    return length === -1 ? null : this.raw(length);
  }

  string(): string {
    return present(this.nullableString());
  }

  compactString(): string {
    return present(this.compactNullableString());
  }

  byteString(): Uint8Array {
    return present(this.nullableBytes());
  }

  compactByteString(): Uint8Array {
    return present(this.compactNullableBytes());
  }

  /** Number of elements; any negative one is null, -1. An element takes a byte at least, so a count beyond what is left is refused. */
  count(): number {
    return this.checkCount(this.int32());
  }

  compactCount(): number {
    return this.checkCount(this.uvarint() - 1);
  }

  private checkCount(count: number): number {
    if (count > this.end - this.at) {
      throw new ProtocolError('invalid-length', `a count of ${count} elements, ${this.end - this.at} bytes left`);
    }
    return Math.max(count, -1);
  }

  /** Throws if anything is left. */
  finish(): void {
    if (this.at !== this.end) throw new ProtocolError('trailing-bytes', `${this.end - this.at} bytes left over`);
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new ProtocolError('invalid-value', 'null where the protocol allows none');
  return value;
}
