/**
 * The table language: what a message consists of. One table gives encoder, decoder (codec.ts) and TypeScript types.
 *
 *   { groupId: string(), rebalanceTimeoutMs: int32({ since: 1, default: -1 }), topics: array({ name: string() }) }
 *
 * Versions are inclusive. Without `since` and `until` a field is in every version of its message.
 */
import { ZERO_UUID } from './uuid';

export type ScalarKind =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'int64Big'
  | 'float64'
  | 'uuid'
  | 'string'
  | 'bytes'
  | 'records';

export type Kind = ScalarKind | 'array' | 'struct';

/** Versions in which null is allowed: all, from one on, or from one to another. */
export type Nullable = true | number | readonly [from: number, to: number];

export interface Options<T> {
  /** First version that has the field. */
  readonly since?: number;
  /** Last version that has the field. */
  readonly until?: number;
  /** Tagged field (flexible versions only): left out when it has its default. */
  readonly tag?: number;
  /** What a decoded value holds when the version lacks the field. Without it: the zero of the type. */
  readonly default?: T;
}

export interface NullableOptions<T> extends Options<T | null> {
  readonly nullable: Nullable;
}

/** One field. `T` is the decoded type. */
export class Field<out T = unknown> {
  /** Only for types: there is no such property. */
  declare readonly type: T;
  readonly kind: Kind;
  readonly since: number;
  readonly until: number;
  /** First and last version in which null is allowed. */
  readonly nullable: readonly [number, number] | null;
  readonly tag: number | null;
  readonly default: T;
  /** The element of an array. */
  readonly element: Field | null;
  /** The fields of a struct. */
  readonly fields: Fields | null;

  constructor(kind: Kind, zero: T, options: Options<T> & { readonly nullable?: Nullable }, parts: FieldParts = {}) {
    this.kind = kind;
    this.since = options.since ?? 0;
    this.until = options.until ?? Infinity;
    this.nullable = nullableRange(options.nullable);
    this.tag = options.tag ?? null;
    this.default = options.default === undefined ? zero : options.default;
    this.element = parts.element ?? null;
    this.fields = parts.fields ?? null;
  }

  isIn(version: number): boolean {
    return version >= this.since && version <= this.until;
  }

  isNullableIn(version: number): boolean {
    return this.nullable !== null && version >= this.nullable[0] && version <= this.nullable[1];
  }
}

interface FieldParts {
  readonly element?: Field;
  readonly fields?: Fields;
}

export type Fields = Readonly<Record<string, Field>>;

/** The decoded value of a table: every field is there. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K]['type'] };

/** What encoding takes: any field may be left out, at any depth, and then has its default. */
export type Init<T> = T extends Uint8Array | string | number | bigint | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Init<E>[]
    : { readonly [K in keyof T]?: Init<T[K]> | undefined };

function nullableRange(nullable: Nullable | undefined): readonly [number, number] | null {
  if (nullable === undefined) return null;
  if (nullable === true) return [0, Infinity];
  return typeof nullable === 'number' ? [nullable, Infinity] : nullable;
}

export function bool(options: Options<boolean> = {}): Field<boolean> {
  return new Field('bool', false, options);
}

export function int8(options: Options<number> = {}): Field<number> {
  return new Field('int8', 0, options);
}

export function int16(options: Options<number> = {}): Field<number> {
  return new Field('int16', 0, options);
}

export function uint16(options: Options<number> = {}): Field<number> {
  return new Field('uint16', 0, options);
}

export function int32(options: Options<number> = {}): Field<number> {
  return new Field('int32', 0, options);
}

export function uint32(options: Options<number> = {}): Field<number> {
  return new Field('uint32', 0, options);
}

/** A number; beyond ±(2^53 - 1) neither read nor written. */
export function int64(options: Options<number> = {}): Field<number> {
  return new Field('int64', 0, options);
}

/** For the few fields whose legal values a number cannot hold. */
export function int64Big(options: Options<bigint> = {}): Field<bigint> {
  return new Field('int64Big', 0n, options);
}

export function float64(options: Options<number> = {}): Field<number> {
  return new Field('float64', 0, options);
}

/** 22 characters of base64url. */
export function uuid(options: Options<string> = {}): Field<string> {
  return new Field('uuid', ZERO_UUID, options);
}

export function string(options: NullableOptions<string>): Field<string | null>;
export function string(options?: Options<string>): Field<string>;
export function string(options: Options<string> | NullableOptions<string> = {}): Field<string | null> {
  return new Field<string | null>('string', '', options);
}

const NO_BYTES = new Uint8Array(0);

export function bytes(options: NullableOptions<Uint8Array>): Field<Uint8Array | null>;
export function bytes(options?: Options<Uint8Array>): Field<Uint8Array>;
export function bytes(options: Options<Uint8Array> | NullableOptions<Uint8Array> = {}): Field<Uint8Array | null> {
  return new Field<Uint8Array | null>('bytes', NO_BYTES, options);
}

/** Record batches, back to back: a view of the frame's memory. Null in every version, and by default. */
export function records(): Field<Uint8Array | null> {
  return new Field<Uint8Array | null>('records', null, { nullable: true });
}

const NO_ELEMENTS: readonly never[] = Object.freeze([]);

/** Of one field (`array(int32())`) or of structs (`array({ name: string() })`). */
export function array<T>(element: Field<T>, options: NullableOptions<readonly T[]>): Field<readonly T[] | null>;
export function array<T>(element: Field<T>, options?: Options<readonly T[]>): Field<readonly T[]>;
export function array<const F extends Fields>(
  element: F,
  options: NullableOptions<readonly Values<F>[]>,
): Field<readonly Values<F>[] | null>;
export function array<const F extends Fields>(
  element: F,
  options?: Options<readonly Values<F>[]>,
): Field<readonly Values<F>[]>;
export function array(
  element: Field | Fields,
  options: Options<readonly unknown[]> | NullableOptions<readonly unknown[]> = {},
): Field<readonly unknown[] | null> {
  const one = element instanceof Field ? element : struct(element);
  return new Field<readonly unknown[] | null>('array', NO_ELEMENTS, options, { element: one });
}

type StructOptions = Omit<Options<never>, 'default'>;

export function struct<const F extends Fields>(
  fields: F,
  options: StructOptions & { readonly nullable: Nullable },
): Field<Values<F> | null>;
export function struct<const F extends Fields>(fields: F, options?: StructOptions): Field<Values<F>>;
/** The default of a struct is its fields' defaults; of a nullable struct it is null. */
export function struct(
  fields: Fields,
  options: StructOptions & { readonly nullable?: Nullable } = {},
): Field<object | null> {
  const zero = options.nullable === undefined ? defaultsOf(fields) : null;
  return new Field<object | null>('struct', zero, options, { fields });
}

/** A struct in which every field has its default. */
export function defaultsOf(fields: Fields): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) values[name] = field.default;
  return Object.freeze(values);
}
