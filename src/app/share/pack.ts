import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { checkShared } from './run-schema';
import { LIMITS, SHARE_VERSION, type SharedRun, type Unpacked, type Unreadable } from './shared-run';

/** The run as the part of a link behind `#/run/1/`: JSON, deflated, in base64url. */
export function packLink(run: SharedRun): string {
  return toBase64Url(deflateSync(strToU8(JSON.stringify(run)), { level: 9 }));
}

/** What a link holds behind `#/run/`: its version and its data. Never throws. */
export function unpackLink(version: string, data: string): Unpacked {
  if (version !== String(SHARE_VERSION)) return otherVersion(version);
  if (data.length > LIMITS.linkChars) return refused({ why: 'too-large' });
  const bytes = fromBase64Url(data);
  const text = bytes === null ? null : inflated(bytes);
  return typeof text === 'string' ? parsed(text) : refused({ why: text === TOO_LARGE ? 'too-large' : 'torn' });
}

/** The run as a file that one can read: `{ "shelfmark": 1, … }`. */
export const packFile = (run: SharedRun): string =>
  `${JSON.stringify({ shelfmark: SHARE_VERSION, ...run }, null, 2)}\n`;

/** What such a file holds. Never throws. */
export function unpackFile(text: string): Unpacked {
  if (text.length > LIMITS.fileBytes) return refused({ why: 'too-large' });
  const value = json(text);
  if (typeof value !== 'object' || value === null || !('shelfmark' in value)) return refused({ why: 'torn' });
  const { shelfmark, ...run } = value;
  return shelfmark === SHARE_VERSION ? checked(run) : otherVersion(String(shelfmark));
}

const refused = (unreadable: Unreadable): Unpacked => ({ ok: false, unreadable });

/** Of a version that has never been, nothing is known; a newer one may hold what is not known here. */
function otherVersion(version: string): Unpacked {
  const isNewer = /^\d{1,6}$/.test(version) && Number(version) > SHARE_VERSION;
  return refused(isNewer ? { why: 'newer', version } : { why: 'torn' });
}

function parsed(text: string): Unpacked {
  const value = json(text);
  return value === undefined ? refused({ why: 'torn' }) : checked(value);
}

function checked(value: unknown): Unpacked {
  const run = checkShared(value);
  return typeof run === 'string' ? refused({ why: 'strange', where: run }) : { ok: true, run };
}

/** Undefined when it is none. */
function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const TOO_LARGE = Symbol('too large');

/** The text, null when it is none. A small text may unpack to a huge one: it is unpacked piece by piece, up to a limit. */
function inflated(bytes: Uint8Array): string | null | typeof TOO_LARGE {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  const inflate = new Inflate((piece, final) => {
    length += piece.length;
    pieces.push(piece);
    whole = final;
  });
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      inflate.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
      if (length > LIMITS.unpackedBytes) return TOO_LARGE;
    }
    return whole ? strFromU8(joined(pieces, length)) : null;
  } catch {
    return null;
  }
}

/** Deflate makes at most about a thousand bytes of one. */
const PIECE_BYTES = 4_096;

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const CHUNK = 8_192;

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null when it is none. */
function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
