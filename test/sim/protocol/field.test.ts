import { describe, expect, expectTypeOf, test } from 'vitest';
import { defineApi, type RequestInit, type RequestOf } from '../../../src/sim/protocol/api';
import { Message } from '../../../src/sim/protocol/codec';
import {
  array,
  bool,
  bytes,
  float64,
  int16,
  int32,
  int64,
  int64Big,
  int8,
  records,
  string,
  struct,
  uint16,
  uint32,
  uuid,
  type Fields,
  type Values,
} from '../../../src/sim/protocol/field';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { Reader } from '../../../src/sim/protocol/reader';
import { ZERO_UUID } from '../../../src/sim/protocol/uuid';
import { Writer } from '../../../src/sim/protocol/writer';
import { bytesOf, hexOf } from './hex';

/** A message of versions 0 to 9 that is flexible from 5. */
function message<F extends Fields>(fields: F): Message<Values<F>> {
  return new Message<Values<F>>('test', [0, 9], 5, fields);
}

function written(of: Message<unknown>, version: number, value: object): string {
  const writer = new Writer(1);
  of.write(writer, version, value);
  return hexOf(writer.toBytes());
}

function read<T>(of: Message<T>, version: number, hex: string): T {
  const reader = new Reader(bytesOf(hex));
  const value = of.read(reader, version);
  reader.finish();
  return value;
}

describe('every type', () => {
  const all = message({
    bool: bool(),
    int8: int8(),
    int16: int16(),
    uint16: uint16(),
    int32: int32(),
    uint32: uint32(),
    int64: int64(),
    int64Big: int64Big(),
    float64: float64(),
    uuid: uuid(),
    string: string(),
    nullString: string({ nullable: true }),
    bytes: bytes(),
    nullBytes: bytes({ nullable: true }),
    records: records(),
    ints: array(int32()),
    nullStructs: array({ a: int8() }, { nullable: true }),
    struct: struct({ b: int8() }),
    nullStruct: struct({ c: int8() }, { nullable: true }),
  });
  const value = {
    bool: true,
    int8: -1,
    int16: -2,
    uint16: 0xffff,
    int32: -3,
    uint32: 0xffffffff,
    int64: -4,
    int64Big: 2n ** 63n - 1n,
    float64: -0.5,
    uuid: '_____________________w',
    string: 'é',
    nullString: null,
    bytes: bytesOf('01'),
    nullBytes: null,
    records: bytesOf('0203'),
    ints: [1, 2],
    nullStructs: null,
    struct: { b: 5 },
    nullStruct: { c: 6 },
  };
  const fixed =
    '01fffffeffff' + 'fffffffdffffffff' + 'fffffffffffffffc7fffffffffffffffbfe0000000000000' + 'ff'.repeat(16);

  test('as in a version that is not flexible', () => {
    const hex = `${fixed}0002c3a9ffff0000000101ffffffff00000002020300000002${'00000001'}00000002ffffffff050106`;
    expect(written(all, 4, value)).toBe(hex);
    expect(read(all, 4, hex)).toEqual(value);
  });

  test('as in a flexible version', () => {
    const hex = `${fixed}03c3a90002010003020303${'00000001'}0000000200050001060000`;
    expect(written(all, 5, value)).toBe(hex);
    expect(read(all, 5, hex)).toEqual(value);
  });

  test('zeros where nothing is given', () => {
    expect(read(all, 9, written(all, 9, {}))).toEqual({
      bool: false,
      int8: 0,
      int16: 0,
      uint16: 0,
      int32: 0,
      uint32: 0,
      int64: 0,
      int64Big: 0n,
      float64: 0,
      uuid: ZERO_UUID,
      string: '',
      nullString: '',
      bytes: new Uint8Array(0),
      nullBytes: new Uint8Array(0),
      records: null,
      ints: [],
      nullStructs: [],
      struct: { b: 0 },
      nullStruct: null,
    });
  });
});

describe('versions', () => {
  const some = message({
    a: int8({ since: 2, default: -1 }),
    b: int8({ until: 1, default: 7 }),
    c: int8({ since: 1, until: 1 }),
  });

  test('a field is written in its versions, and has its default in others', () => {
    const value = { a: 1, b: 2, c: 3 };
    expect([0, 1, 2, 9].map((version) => written(some, version, value))).toEqual(['02', '0203', '01', '0100']);
    expect(read(some, 0, '02')).toEqual({ a: -1, b: 2, c: 0 });
    expect(read(some, 1, '0203')).toEqual({ a: -1, b: 2, c: 3 });
    expect(read(some, 2, '01')).toEqual({ a: 1, b: 7, c: 0 });
  });

  test('null is allowed in its versions only', () => {
    const one = message({ a: string({ nullable: 3 }), b: string({ nullable: [1, 2] }) });
    expect(written(one, 3, { a: null })).toBe('ffff0000');
    expect(written(one, 2, { b: null })).toBe('0000ffff');
    for (const [version, value] of [
      [2, { a: null }],
      [0, { b: null }],
      [3, { b: null }],
    ] as const) {
      expect(() => written(one, version, value)).toThrow(ProtocolError);
    }
    expect(() => read(one, 2, 'ffff0000')).toThrow('test v2.a: null where the protocol allows none');
    expect(() => read(message({ a: array(int8(), { nullable: 6 }) }), 5, '0000')).toThrow(ProtocolError);
  });

  test('a version that does not exist is refused', () => {
    for (const version of [-1, 10, 1.5]) expect(() => read(some, version, '')).toThrow(ProtocolError);
  });
});

describe('tagged fields', () => {
  const tagged = message({
    plain: int8(),
    last: array(int8(), { since: 5, tag: 200 }),
    first: string({ since: 5, tag: 0, nullable: true, default: null }),
    inner: struct({ x: int32({ default: -1 }), y: int8({ since: 6, tag: 3 }) }, { since: 5, tag: 1 }),
  });

  test('are left out when they have their default', () => {
    expect(written(tagged, 6, { plain: 1, last: [], first: null, inner: { x: -1, y: 0 } })).toBe('0100');
    expect(written(tagged, 6, { plain: 1, inner: {} })).toBe('0100');
    expect(read(tagged, 6, '0100')).toEqual({ plain: 1, last: [], first: null, inner: { x: -1, y: 0 } });
  });

  test('are written with size, in the order of their tags', () => {
    const value = { plain: 1, last: [9, 8], first: 'a', inner: { x: 2, y: 4 } };
    const hex = '01 03 00 02 02 61 01 08 00000002 01 03 01 04 c801 03 03 09 08'.replaceAll(' ', '');
    expect(written(tagged, 6, value)).toBe(hex);
    expect(read(tagged, 6, hex)).toEqual(value);
  });

  test('may be larger than a byte can say', () => {
    const value = { plain: 0, last: Array.from({ length: 300 }, () => 1), first: null, inner: { x: -1, y: 0 } };
    const hex = written(tagged, 6, value);
    expect(hex.slice(0, 16)).toBe('0001c801ae02ad02');
    expect(read(tagged, 6, hex)).toEqual(value);
  });

  test('do not exist before the flexible versions', () => {
    const early = message({ plain: int8(), tag: int8({ tag: 0 }) });
    expect(written(early, 4, { plain: 1, tag: 5 })).toBe('01');
    expect(written(early, 5, { plain: 1, tag: 5 })).toBe('0101000105');
  });
});

describe('refusals', () => {
  test('a mark before a struct that is neither', () => {
    expect(() => read(message({ a: struct({ b: int8() }, { nullable: true }) }), 0, '0001')).toThrow(ProtocolError);
  });

  test('values of other types', () => {
    const one = message({ a: array({ b: int8() }), c: struct({ d: bool() }), e: bytes(), f: string() });
    for (const wrong of [{ a: 5 }, { a: [5] }, { a: [null] }, { c: null }, { c: { d: 1 } }, { e: [1] }, { f: 5 }]) {
      expect(() => written(one, 0, wrong)).toThrow(ProtocolError);
      expect(() => written(one, 5, wrong)).toThrow(ProtocolError);
    }
  });

  test('a nullable type that the protocol does not have', () => {
    const impossible = message({ a: array(int8({ nullable: true } as object)) });
    expect(() => written(impossible, 0, {})).toThrow('nullable int8');
  });
});

test('types follow the table', () => {
  const api = defineApi({
    key: 1,
    name: 'Sample',
    versions: [0, 1],
    flexibleFrom: null,
    request: {
      id: string(),
      tag: string({ nullable: true }),
      big: int64Big(),
      set: records(),
      list: array({ at: int32(), more: array(string(), { nullable: 1 }) }),
      cursor: struct({ at: int64() }, { nullable: true }),
    },
    response: {},
  });
  expectTypeOf<RequestOf<typeof api>>().toEqualTypeOf<{
    readonly id: string;
    readonly tag: string | null;
    readonly big: bigint;
    readonly set: Uint8Array | null;
    readonly list: readonly { readonly at: number; readonly more: readonly string[] | null }[];
    readonly cursor: { readonly at: number } | null;
  }>();
  expectTypeOf<{ list: { at: number }[]; cursor: null }>().toExtend<RequestInit<typeof api>>();
  expectTypeOf<{ list: { at: string }[] }>().not.toExtend<RequestInit<typeof api>>();
  expect(api.name).toBe('Sample');
});
