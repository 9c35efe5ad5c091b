import { ProtocolError } from './protocol-error';
import { utf8Length, utf8Write } from './utf8';
import { uuidWrite } from './uuid';

const INT16_MAX = 0x7fff;

/**
 * Writes Kafka's primitive types, big-endian, into memory that grows. A value that its type cannot hold throws
 * ProtocolError.
 */
export class Writer {
  bytes: Uint8Array;
  /** Bytes written. */
  at = 0;

  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `count` bytes, moves on by them, and returns where they begin. */
  private claim(count: number): number {
    const at = this.at;
    const end = at + count;
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.bytes.length * 2));
      grown.set(this.bytes.subarray(0, at));
      this.bytes = grown;
    }
    this.at = end;
    return at;
  }

  // `claim` may move the memory: nobody may hold `this.bytes` over a call of it.
  private put8(value: number): void {
    const at = this.claim(1);
    this.bytes[at] = value;
  }

  /** What was written, as memory of its own; the writer may go on or be reset. */
  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }

  reset(): void {
    this.at = 0;
  }

  bool(value: boolean): void {
    if (typeof value !== 'boolean') throw invalid(value, 'a boolean');
    this.put8(value ? 1 : 0);
  }

  int8(value: number): void {
    if ((value << 24) >> 24 !== value) throw invalid(value, 'an int8');
    this.put8(value);
  }

  uint8(value: number): void {
    this.put8(value);
  }

  int16(value: number): void {
    if ((value << 16) >> 16 !== value) throw invalid(value, 'an int16');
    this.put16(value);
  }

  uint16(value: number): void {
    if ((value & 0xffff) !== value) throw invalid(value, 'a uint16');
    this.put16(value);
  }

  private put16(value: number): void {
    const at = this.claim(2);
    this.bytes[at] = value >> 8;
    this.bytes[at + 1] = value;
  }

  int32(value: number): void {
    if ((value | 0) !== value) throw invalid(value, 'an int32');
    this.put32(this.claim(4), value);
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) throw invalid(value, 'a uint32');
    this.put32(this.claim(4), value);
  }

  /** Overwrites four bytes at `at`, written before. */
  put32(at: number, value: number): void {
    const b = this.bytes;
    b[at] = value >>> 24;
    b[at + 1] = value >>> 16;
    b[at + 2] = value >>> 8;
    b[at + 3] = value;
  }

  int64(value: number): void {
    if (!Number.isSafeInteger(value)) throw invalid(value, 'a safe integer');
    const at = this.claim(8);
    this.put32(at, Math.floor(value / 0x1_0000_0000));
    this.put32(at + 4, value);
  }

  int64Big(value: bigint): void {
    if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw invalid(value, 'an int64');
    const at = this.claim(8);
    this.put32(at, Number(value >> 32n));
    this.put32(at + 4, Number(value & 0xffff_ffffn));
  }

  float64(value: number): void {
    if (typeof value !== 'number') throw invalid(value, 'a float64');
    const at = this.claim(8);
    new DataView(this.bytes.buffer, this.bytes.byteOffset + at, 8).setFloat64(0, value);
  }

  /** 22 characters, see uuid.ts. */
  uuid(value: string): void {
    const at = this.claim(16);
    uuidWrite(value, this.bytes, at);
  }

  /** 0 to 2^32 - 1. */
  uvarint(value: number): void {
    if (value >>> 0 !== value) throw invalid(value, 'a uint32');
    let rest = value;
    while (rest > 0x7f) {
      this.put8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.put8(rest);
  }

  /** Zig-zag, 32 bits. */
  varint(value: number): void {
    if ((value | 0) !== value) throw invalid(value, 'an int32');
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** Zig-zag, 64 bits. */
  varlong(value: number): void {
    if ((value | 0) === value) this.varint(value);
    else if (Number.isSafeInteger(value)) this.varlongBig(BigInt(value));
    else throw invalid(value, 'a safe integer');
  }

  varlongBig(value: bigint): void {
    let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    while (rest > 0x7fn) {
      this.put8(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.put8(Number(rest));
  }

  raw(bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) throw invalid(bytes, 'bytes');
    const at = this.claim(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** The bytes of `text` without a length. */
  private utf8(text: string, length: number): void {
    const at = this.claim(length);
    utf8Write(text, this.bytes, at);
  }

  string(value: string): void {
    if (typeof value !== 'string') throw invalid(value, 'a string');
    const length = textLength(value);
    this.put16(length);
    this.utf8(value, length);
  }

  compactString(value: string): void {
    if (typeof value !== 'string') throw invalid(value, 'a string');
    const length = textLength(value);
    this.uvarint(length + 1);
    this.utf8(value, length);
  }

  byteString(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw invalid(value, 'bytes');
    this.int32(value.length);
    this.raw(value);
  }

  compactByteString(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw invalid(value, 'bytes');
    this.uvarint(value.length + 1);
    this.raw(value);
  }

  /** Puts the uvarint of how many bytes were written since `start` before them. */
  prefixSize(start: number): void {
    const size = this.at - start;
    this.uvarint(size);
    const prefix = this.bytes.slice(start + size, this.at);
    this.bytes.copyWithin(start + prefix.length, start, start + size);
    this.bytes.set(prefix, start);
  }
}

function invalid(value: unknown, wanted: string): ProtocolError {
  return new ProtocolError('invalid-value', `${describe(value)} is not ${wanted}`);
}

function describe(value: unknown): string {
  return value === null || typeof value !== 'object' ? String(value) : 'an object';
}

/** Bytes of a field's text. Kafka's generated messages write no more than 32,767, whatever says how long it is. */
function textLength(text: string): number {
  const length = utf8Length(text);
  if (length <= INT16_MAX) return length;
  throw new ProtocolError('invalid-length', `a string of ${length} bytes, at most ${INT16_MAX} fit`);
}
