import type { IndexKind } from './index-entries';

/** A file's name in parts, so that the number in it can be read. */
export interface FileName {
  /** Zeros before the offset; empty for a file without one. */
  readonly zeros: string;
  readonly offset: string;
  readonly rest: string;
  /** Retention took it, and it waits for `file.delete.delay.ms` to pass. */
  readonly isDeleted: boolean;
}

const SEGMENT_FILE = /^(\d{20})(\..*)$/;
const DELETED = '.deleted';

/** `00000000000000000570.log` is 17 zeros, `570` and `.log`. */
export function fileNameParts(name: string): FileName {
  const [, digits, rest] = SEGMENT_FILE.exec(name) ?? [];
  const isDeleted = name.endsWith(DELETED);
  if (digits === undefined || rest === undefined) return { zeros: '', offset: '', rest: name, isDeleted };
  const offset = digits.replace(/^0+(?=\d)/, '');
  return { zeros: digits.slice(0, digits.length - offset.length), offset, rest, isDeleted };
}

/** Base offset of the segment that a file belongs to; null for other files. */
export function segmentOf(name: string): number | null {
  const { offset } = fileNameParts(name);
  return offset === '' ? null : Number(offset);
}

export const segmentFile = (baseOffset: number, suffix: string): string =>
  String(baseOffset).padStart(20, '0') + suffix;

/** What a file is read as. Those that retention took are shown as bytes: the log has no part of them any more. */
export type FileKind = 'log' | 'index' | 'bytes';

export function fileKind(name: string): FileKind {
  if (name.endsWith('.log') && segmentOf(name) !== null) return 'log';
  return indexKind(name) === null ? 'bytes' : 'index';
}

export function indexKind(name: string): IndexKind | null {
  if (name.endsWith('.timeindex')) return 'time';
  return name.endsWith('.index') ? 'offset' : null;
}

/** The text of a checkpoint or properties file; null when these bytes are no text. */
export function textOf(bytes: Uint8Array): string | null {
  // Below a space only tab, line feed and carriage return are text.
  if (bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
