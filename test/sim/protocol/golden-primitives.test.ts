import { describe, expect, test } from 'vitest';
import { crc32c } from '../../../src/sim/protocol/crc32c';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { Reader } from '../../../src/sim/protocol/reader';
import { uuidFromText, uuidToText, ZERO_UUID } from '../../../src/sim/protocol/uuid';
import { Writer } from '../../../src/sim/protocol/writer';
import { bytesOf, hexOf, textBytes } from './hex';

// Values that the serializers of Apache Kafka 4.2.1 wrote.
const UVARINTS: [number, string][] = [
  [0, '00'],
  [127, '7f'],
  [128, '8001'],
  [300, 'ac02'],
  [16383, 'ff7f'],
  [16384, '808001'],
];
const VARINTS: [number, string][] = [
  [0, '00'],
  [-1, '01'],
  [1, '02'],
  [-2, '03'],
  [63, '7e'],
  [64, '8001'],
  [-64, '7f'],
  [-65, '8101'],
  [300, 'd804'],
  [8192, '808001'],
  [0x7fffffff, 'feffffff0f'],
  [-0x80000000, 'ffffffff0f'],
];
const LONG_MAX = 'feffffffffffffffff01';

function written(write: (writer: Writer) => void): string {
  const writer = new Writer(1);
  write(writer);
  return hexOf(writer.toBytes());
}

describe('variable length integers', () => {
  test.each(UVARINTS)('uvarint %i is %s', (value, hex) => {
    expect(written((w) => w.uvarint(value))).toBe(hex);
    expect(new Reader(bytesOf(hex)).uvarint()).toBe(value);
  });

  test.each(VARINTS)('varint %i is %s, and so is the varlong', (value, hex) => {
    expect(written((w) => w.varint(value))).toBe(hex);
    expect(written((w) => w.varlong(value))).toBe(hex);
    expect(new Reader(bytesOf(hex)).varint()).toBe(value);
    expect(new Reader(bytesOf(hex)).varlong()).toBe(value);
  });

  test('varlong 2^40', () => {
    expect(written((w) => w.varlong(2 ** 40))).toBe('808080808040');
    expect(new Reader(bytesOf('808080808040')).varlong()).toBe(2 ** 40);
  });

  test('varlong Long.MAX is a bigint: a number refuses it', () => {
    const max = 2n ** 63n - 1n;
    expect(written((w) => w.varlongBig(max))).toBe(LONG_MAX);
    expect(new Reader(bytesOf(LONG_MAX)).varlongBig()).toBe(max);
    expect(() => new Reader(bytesOf(LONG_MAX)).varlong()).toThrow(ProtocolError);
  });

  test.each([
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 48,
    -(2 ** 48),
    2 ** 48 - 1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ])('varlong %i comes back', (value) => {
    const bytes = bytesOf(written((w) => w.varlong(value)));
    expect(bytes).toEqual(bytesOf(written((w) => w.varlongBig(BigInt(value)))));
    expect(new Reader(bytes).varlong()).toBe(value);
  });

  test.each(['ffffffffff01', 'ffffffff10'])('a uvarint of more than 32 bits is refused: %s', (hex) => {
    expect(() => new Reader(bytesOf(hex)).uvarint()).toThrow(ProtocolError);
  });

  test('a varlong of more than 64 bits is refused', () => {
    expect(() => new Reader(bytesOf('ffffffffffffffffff02')).varlong()).toThrow(ProtocolError);
    expect(() => new Reader(bytesOf('ffffffffffffffffffff01')).varlongBig()).toThrow(ProtocolError);
  });
});

describe('fixed width', () => {
  test('big-endian, and back', () => {
    const hex = written((w) => {
      w.bool(true);
      w.int8(-2);
      w.int16(-3);
      w.uint16(0xfffe);
      w.int32(-4);
      w.uint32(0xfffffffd);
      w.int64(-5);
      w.int64(Number.MAX_SAFE_INTEGER);
      w.int64Big(-(2n ** 63n));
      w.float64(1.5);
    });
    expect(hex).toBe('01fefffdfffefffffffcfffffffdfffffffffffffffb001fffffffffffff80000000000000003ff8000000000000');
    const r = new Reader(bytesOf(hex));
    expect([r.bool(), r.int8(), r.int16(), r.uint16(), r.int32(), r.uint32()]).toEqual([
      true,
      -2,
      -3,
      0xfffe,
      -4,
      0xfffffffd,
    ]);
    expect([r.int64(), r.int64(), r.int64Big(), r.float64()]).toEqual([-5, Number.MAX_SAFE_INTEGER, -(2n ** 63n), 1.5]);
    r.finish();
  });

  test('an int64 that a number cannot hold is refused, not rounded', () => {
    for (const hex of ['0020000000000000', 'ffe0000000000000', '7fffffffffffffff', '8000000000000000']) {
      expect(() => new Reader(bytesOf(hex)).int64()).toThrow(ProtocolError);
    }
    expect(new Reader(bytesOf('ffe0000000000001')).int64()).toBe(Number.MIN_SAFE_INTEGER);
  });

  test('what a type cannot hold is not written', () => {
    const w = new Writer();
    const wrong: (() => void)[] = [
      () => w.int8(128),
      () => w.int16(0x8000),
      () => w.uint16(-1),
      () => w.int32(2 ** 31),
      () => w.int32(1.5),
      () => w.int32(NaN),
      () => w.uint32(-1),
      () => w.int64(2 ** 53),
      () => w.int64Big(2n ** 63n),
      () => w.string('x'.repeat(0x8000)),
      () => w.uuid('short'),
      () => w.uvarint(-1),
    ];
    for (const write of wrong) expect(write).toThrow(ProtocolError);
  });
});

describe('strings, bytes, arrays', () => {
  test('lengths, and null', () => {
    expect(written((w) => w.string('žluť'))).toBe('0006c5be6c75c5a5');
    expect(written((w) => w.compactString('žluť'))).toBe('07c5be6c75c5a5');
    expect(written((w) => w.byteString(bytesOf('0102')))).toBe('000000020102');
    expect(written((w) => w.compactByteString(bytesOf('0102')))).toBe('030102');
    expect(new Reader(bytesOf('ffff')).nullableString()).toBeNull();
    expect(new Reader(bytesOf('00')).compactNullableString()).toBeNull();
    expect(new Reader(bytesOf('ffffffff')).nullableBytes()).toBeNull();
    expect(new Reader(bytesOf('00')).compactNullableBytes()).toBeNull();
  });

  test('bytes are a view of what was read', () => {
    const source = bytesOf('000000020102');
    const view = new Reader(source).byteString();
    source[4] = 9;
    expect(view).toEqual(bytesOf('0902'));
  });

  test.each<[string, (r: Reader) => unknown, string]>([
    ['null where none is allowed', (r) => r.string(), 'ffff'],
    ['a length beyond the end', (r) => r.string(), '000261'],
    ['a compact length beyond the end', (r) => r.compactString(), '0361'],
    ['a count beyond what is left', (r) => r.count(), '7fffffff00000000'],
    ['a compact count beyond what is left', (r) => r.compactCount(), 'ffffffff0f0000'],
    ['no byte left', (r) => r.int8(), ''],
    ['three bytes for an int32', (r) => r.int32(), '000000'],
    ['fifteen bytes for a uuid', (r) => r.uuid(), '00'.repeat(15)],
  ])('%s is refused', (_what, read, hex) => {
    expect(() => read(new Reader(bytesOf(hex)))).toThrow(ProtocolError);
  });

  // As a real broker reads them: test/conformance/transcripts/malformed.txt.
  test('any negative length or count is null', () => {
    expect(new Reader(bytesOf('fffe')).nullableString()).toBeNull();
    expect(new Reader(bytesOf('fffffffe')).nullableBytes()).toBeNull();
    expect(new Reader(bytesOf('80000000')).count()).toBe(-1);
    expect(() => new Reader(bytesOf('fffe')).string()).toThrow('null where the protocol allows none');
  });

  test('what is left over is said', () => {
    const reader = new Reader(bytesOf('0102'));
    reader.int8();
    expect(() => reader.finish()).toThrow('1 bytes left over');
  });
});

describe('uuid', () => {
  test.each([
    ['00000000000000000000000000000000', ZERO_UUID],
    ['00000000000000000000000000000001', 'AAAAAAAAAAAAAAAAAAAAAQ'],
    ['0123456789abcdef1122334455667788', 'ASNFZ4mrze8RIjNEVWZ3iA'],
    ['ffffffffffffffffffffffffffffffff', '_____________________w'],
  ])('%s is %s', (hex, text) => {
    expect(uuidToText(bytesOf(hex))).toBe(text);
    expect(uuidFromText(text)).toEqual(bytesOf(hex));
  });

  test.each([
    '',
    'AAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAB',
    'AAAAAAAAAAAAAAAAAAAA+A',
    'AAAAAAAAAAAAAAAAAAAAžA',
  ])('"%s" is none', (text) => {
    expect(() => uuidFromText(text)).toThrow(ProtocolError);
  });
});

describe('crc32c', () => {
  test('of the check string', () => {
    expect(crc32c(textBytes('123456789'))).toBe(0xe3069283);
  });

  test('of nothing, of parts, and of every length around the step', () => {
    expect(crc32c(new Uint8Array(0))).toBe(0);
    expect(crc32c(textBytes('xx123456789y'), 2, 11)).toBe(0xe3069283);
    for (let length = 0; length < 40; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + 200) & 0xff);
      expect(crc32c(bytes)).toBe(bitwise(bytes));
    }
  });
});

/** The definition, a bit at a time. */
function bitwise(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}
