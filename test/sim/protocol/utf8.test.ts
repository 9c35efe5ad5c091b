import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8Decode, utf8Encode, utf8Length } from '../../../src/sim/protocol/utf8';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

test('encodes as the platform does, lone surrogates too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const bytes = utf8Encode(text);
      expect(bytes).toEqual(encoder.encode(text));
      expect(utf8Length(text)).toBe(bytes.length);
    }),
  );
  for (const text of ['\ud800', '\udc00', '\ud800x', 'a\udbff', '\ud83d\ude00', '\ud83d\ud83d\ude00', '\uffff']) {
    expect(utf8Encode(text)).toEqual(encoder.encode(text));
  }
});

test('decodes as the platform does, malformed bytes too', () => {
  const likely = fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, 0xff);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(utf8Decode(bytes)).toBe(decoder.decode(bytes));
    }),
  );
  fc.assert(
    fc.property(fc.array(likely, { maxLength: 12 }), (values) => {
      const bytes = Uint8Array.from(values);
      expect(utf8Decode(bytes)).toBe(decoder.decode(bytes));
    }),
    { numRuns: 2000 },
  );
});

test('long text, and parts of bytes', () => {
  const text = 'a'.repeat(70) + 'книга 📚 '.repeat(3000);
  const bytes = utf8Encode(text);
  expect(bytes).toEqual(encoder.encode(text));
  expect(utf8Decode(bytes)).toBe(text);
  expect(utf8Decode(utf8Encode('xxкyy'), 2, 4)).toBe('к');
});
