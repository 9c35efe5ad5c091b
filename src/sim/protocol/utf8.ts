/**
 * UTF-8 by hand: TextEncoder and TextDecoder belong to the DOM, which the simulation does not have.
 * Malformed input becomes U+FFFD, one for each maximal invalid part, as Java and browsers do.
 */

const REPLACEMENT = 0xfffd;
/** Arguments for one `String.fromCharCode` call: below every engine's limit. */
const CHUNK = 4096;

/** Bytes that `text` takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(i + 1))) {
      // Two units, four bytes.
      length += 2;
      i++;
    } else length += 2;
  }
  return length;
}

/** Writes `text` into `into` from `at`, which must have room for `utf8Length(text)`; returns the end. */
export function utf8Write(text: string, into: Uint8Array, at: number): number {
  let p = at;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit < 0x80) {
      into[p++] = unit;
      continue;
    }
    if (unit < 0x800) {
      into[p++] = 0xc0 | (unit >> 6);
      into[p++] = 0x80 | (unit & 0x3f);
      continue;
    }
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = text.charCodeAt(i + 1);
      if (unit <= 0xdbff && isLowSurrogate(next)) {
        const point = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
        into[p++] = 0xf0 | (point >> 18);
        into[p++] = 0x80 | ((point >> 12) & 0x3f);
        into[p++] = 0x80 | ((point >> 6) & 0x3f);
        into[p++] = 0x80 | (point & 0x3f);
        i++;
        continue;
      }
      unit = REPLACEMENT;
    }
    into[p++] = 0xe0 | (unit >> 12);
    into[p++] = 0x80 | ((unit >> 6) & 0x3f);
    into[p++] = 0x80 | (unit & 0x3f);
  }
  return p;
}

export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  utf8Write(text, bytes, 0);
  return bytes;
}

export function utf8Decode(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = '';
  let i = from;
  // Names, ids and most keys are short ASCII.
  for (const limit = Math.min(to, from + 64); i < limit; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) break;
    text += String.fromCharCode(byte);
  }
  return i === to ? text : text + decodeAny(bytes, i, to);
}

function decodeAny(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  let units: number[] = [];
  let i = from;
  while (i < to) {
    const byte = bytes[i++]!;
    if (byte < 0x80) units.push(byte);
    else {
      // A lead byte says how many follow, and within which bounds the first of them must be.
      let more = 0;
      let low = 0x80;
      let high = 0xbf;
      let point = REPLACEMENT;
      if (byte >= 0xc2 && byte <= 0xdf) {
        more = 1;
        point = byte & 0x1f;
      } else if (byte >= 0xe0 && byte <= 0xef) {
        more = 2;
        point = byte & 0x0f;
        if (byte === 0xe0) low = 0xa0;
        if (byte === 0xed) high = 0x9f;
      } else if (byte >= 0xf0 && byte <= 0xf4) {
        more = 3;
        point = byte & 0x07;
        if (byte === 0xf0) low = 0x90;
        if (byte === 0xf4) high = 0x8f;
      }
      for (; more > 0; more--) {
        const next = i < to ? bytes[i]! : -1;
        if (next < low || next > high) {
          point = REPLACEMENT;
          break;
        }
        point = (point << 6) | (next & 0x3f);
        low = 0x80;
        high = 0xbf;
        i++;
      }
      if (point >= 0x10000) {
        units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
      } else units.push(point);
    }
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
