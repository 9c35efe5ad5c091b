import { defaultsOf, type Field, type Fields, type Init } from './field';
import { ProtocolError } from './protocol-error';
import type { Reader } from './reader';
import { scalarCodec } from './scalar-codec';
import type { Writer } from './writer';

/** Reads and writes one type in one version. `undefined` is never written: structs put the default in its place. */
export interface Codec {
  readonly read: (reader: Reader) => unknown;
  readonly write: (writer: Writer, value: unknown) => void;
  readonly isDefault: (value: unknown) => boolean;
}

/**
 * A request, a response, or another versioned structure: its table, and the codecs that come of it, each compiled
 * once, when its version is first used.
 */
export class Message<out T> {
  /** Only for types: there is no such property. */
  declare readonly type: T;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly flexibleFrom: number | null;
  readonly fields: Fields;
  private readonly codecs: Codec[] = [];

  constructor(name: string, versions: readonly [number, number], flexibleFrom: number | null, fields: Fields) {
    this.name = name;
    this.minVersion = versions[0];
    this.maxVersion = versions[1];
    this.flexibleFrom = flexibleFrom;
    this.fields = fields;
  }

  /** Reads from where the reader stands; what follows stays unread. */
  read(reader: Reader, version: number): T {
    try {
      return this.codec(version).read(reader) as T;
    } catch (error) {
      throw error instanceof ProtocolError ? error.within(`${this.name} v${version}`) : error;
    }
  }

  write(writer: Writer, version: number, value: Init<T>): void {
    try {
      this.codec(version).write(writer, value);
    } catch (error) {
      throw error instanceof ProtocolError ? error.within(`${this.name} v${version}`) : error;
    }
  }

  private codec(version: number): Codec {
    const known = this.codecs[version];
    if (known !== undefined) return known;
    if (!Number.isInteger(version) || version < this.minVersion || version > this.maxVersion) {
      throw new ProtocolError('unsupported-version', `versions ${this.minVersion} to ${this.maxVersion} exist`);
    }
    const flexible = this.flexibleFrom !== null && version >= this.flexibleFrom;
    const codec = structCodec(this.fields, version, flexible);
    this.codecs[version] = codec;
    return codec;
  }
}

function fieldCodec(field: Field, version: number, flexible: boolean): Codec {
  return withDefault(fieldCodecOf(field, version, flexible, field.isNullableIn(version)), field.default);
}

function fieldCodecOf(field: Field, version: number, flexible: boolean, nullable: boolean): Codec {
  if (field.kind === 'array') return arrayCodec(field.element!, version, flexible, nullable);
  if (field.kind === 'struct') {
    const codec = structCodec(field.fields!, version, flexible);
    return nullable ? nullableStruct(codec) : codec;
  }
  return scalarCodec(field.kind, flexible, nullable);
}

/** Only structs and arrays know a default that is not one value. */
function withDefault(codec: Codec, value: unknown): Codec {
  if (value !== null && typeof value === 'object') return codec;
  return { read: codec.read, write: codec.write, isDefault: (given) => given === value };
}

function arrayCodec(element: Field, version: number, flexible: boolean, nullable: boolean): Codec {
  const { read, write } = fieldCodec(element, version, flexible);
  return {
    read(reader) {
      const count = flexible ? reader.compactCount() : reader.count();
      if (count === -1) {
        if (nullable) return null;
        throw nullRefused();
      }
      const values: unknown[] = [];
      for (let i = 0; i < count; i++) values.push(read(reader));
      return values;
    },
    write(writer, value) {
      if (value === null) {
        if (!nullable) throw nullRefused();
        if (flexible) writer.uvarint(0);
        else writer.int32(-1);
        return;
      }
      if (!Array.isArray(value)) throw new ProtocolError('invalid-value', 'not an array');
      if (flexible) writer.uvarint(value.length + 1);
      else writer.int32(value.length);
      for (const one of value) write(writer, one);
    },
    isDefault: (value) => Array.isArray(value) && value.length === 0,
  };
}

/** int8 before the struct: -1 is null, 1 is present. */
function nullableStruct(codec: Codec): Codec {
  return {
    read(reader) {
      const mark = reader.int8();
      if (mark === -1) return null;
      if (mark !== 1) throw new ProtocolError('invalid-value', `${mark} before a struct, neither -1 nor 1`);
      return codec.read(reader);
    },
    write(writer, value) {
      writer.int8(value === null ? -1 : 1);
      if (value !== null) codec.write(writer, value);
    },
    isDefault: (value) => value === null,
  };
}

interface Slot extends Codec {
  readonly name: string;
  readonly default: unknown;
  readonly tag: number;
}

function structCodec(fields: Fields, version: number, flexible: boolean): Codec {
  const slots: Slot[] = [];
  const tagged: Slot[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (!field.isIn(version)) continue;
    const slot = { ...fieldCodec(field, version, flexible), name, default: field.default, tag: field.tag ?? -1 };
    if (field.tag === null) slots.push(slot);
    else if (flexible) tagged.push(slot);
  }
  tagged.sort((a, b) => a.tag - b.tag);
  const all = [...slots, ...tagged];
  // Every decoded struct is a copy of this one: same fields, same order, one hidden class.
  const defaults = defaultsOf(fields);

  return {
    read(reader) {
      const struct: Record<string, unknown> = { ...defaults };
      let i = 0;
      try {
        for (; i < slots.length; i++) {
          const slot = slots[i]!;
          struct[slot.name] = slot.read(reader);
        }
      } catch (error) {
        throw error instanceof ProtocolError ? error.within(slots[i]!.name) : error;
      }
      if (flexible) readTagged(reader, tagged, struct);
      return struct;
    },
    write(writer, value) {
      if (typeof value !== 'object' || value === null) {
        throw value === null ? nullRefused() : new ProtocolError('invalid-value', `${typeof value} is not a struct`);
      }
      const struct = value as Readonly<Record<string, unknown>>;
      let i = 0;
      try {
        for (; i < slots.length; i++) {
          const slot = slots[i]!;
          const given = struct[slot.name];
          slot.write(writer, given === undefined ? slot.default : given);
        }
      } catch (error) {
        throw error instanceof ProtocolError ? error.within(slots[i]!.name) : error;
      }
      if (flexible) writeTagged(writer, tagged, struct);
    },
    isDefault(value) {
      const struct = value as Readonly<Record<string, unknown>>;
      return all.every((slot) => struct[slot.name] === undefined || slot.isDefault(struct[slot.name]));
    },
  };
}

function readTagged(reader: Reader, tagged: readonly Slot[], struct: Record<string, unknown>): void {
  const count = reader.uvarint();
  const end = reader.end;
  for (let i = 0; i < count; i++) {
    const tag = reader.uvarint();
    const size = reader.uvarint();
    const slot = tagged.find((candidate) => candidate.tag === tag);
    // Unknown tags are a newer peer's: skipped, as the protocol demands.
    if (slot === undefined || size > reader.remaining) {
      reader.skip(size);
      continue;
    }
    reader.end = reader.at + size;
    try {
      struct[slot.name] = slot.read(reader);
      reader.finish();
    } catch (error) {
      throw error instanceof ProtocolError ? error.within(slot.name) : error;
    } finally {
      reader.end = end;
    }
  }
}

function writeTagged(writer: Writer, tagged: readonly Slot[], struct: Readonly<Record<string, unknown>>): void {
  let count = 0;
  for (const slot of tagged) {
    const value = struct[slot.name];
    if (value !== undefined && !slot.isDefault(value)) count++;
  }
  writer.uvarint(count);
  if (count === 0) return;
  for (const slot of tagged) {
    const value = struct[slot.name];
    if (value === undefined || slot.isDefault(value)) continue;
    try {
      writer.uvarint(slot.tag);
      const start = writer.at;
      slot.write(writer, value);
      writer.prefixSize(start);
    } catch (error) {
      throw error instanceof ProtocolError ? error.within(slot.name) : error;
    }
  }
}

function nullRefused(): ProtocolError {
  return new ProtocolError('invalid-value', 'null, which this version does not allow');
}
