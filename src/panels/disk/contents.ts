import type { BatchPlace, Query, QueryAnswer } from '../../contract/query';
import type { DiskPlace, PanelProps } from '../panel';
import { fileKind, indexKind, segmentOf, textOf } from './file-name';
import { entryBytes, indexEntries, type IndexEntry, type IndexKind } from './index-entries';
import type { FileRef } from './tree';

/** A file as it is shown. */
export type FileContent =
  | { readonly type: 'log'; readonly segment: number; readonly batches: readonly BatchPlace[] }
  | {
      readonly type: 'index';
      readonly index: IndexKind;
      readonly segment: number;
      readonly entries: readonly IndexEntry[];
      readonly count: number;
    }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'gone' };

/** What is read of a file to show it; a download has all of it. */
const SHOWN_BYTES_MAX = 16 * 1024;
const CHUNK_BYTES = 1024 * 1024;

export async function asked<T extends QueryAnswer['type']>(
  ask: PanelProps['ask'],
  type: T,
  query: Query,
): Promise<Extract<QueryAnswer, { type: T }> | null> {
  const answer = await ask(query);
  return answer.type === type ? (answer as Extract<QueryAnswer, { type: T }>) : null;
}

/** Bytes of a file; null when it is not there (any more). */
async function readBytes(
  ask: PanelProps['ask'],
  broker: number,
  place: DiskPlace | null,
  file: FileRef,
  fromByte: number,
  toByte: number,
): Promise<Uint8Array | null> {
  const range = { name: file.name, fromByte, toByte };
  if (place === null) {
    return (await asked(ask, 'file', { type: 'log-dir-file', broker, ...range }))?.bytes ?? null;
  }
  const { topic, partition } = place;
  return (await asked(ask, 'file', { type: 'file', broker, topic, partition, ...range }))?.bytes ?? null;
}

/** A whole file, in pieces: null when it went meanwhile. */
export async function readWhole(
  ask: PanelProps['ask'],
  broker: number,
  place: DiskPlace | null,
  file: FileRef,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const whole = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
    const bytes = await readBytes(ask, broker, place, file, at, Math.min(sizeBytes, at + CHUNK_BYTES));
    if (bytes === null) return null;
    whole.set(bytes, at);
  }
  return whole;
}

/**
 * What is in a file. Asks for as little as can be shown.
 * @param entries of an index: how many it has; null when nobody knows
 */
export async function readContent(
  ask: PanelProps['ask'],
  broker: number,
  place: DiskPlace | null,
  file: FileRef,
  entries: number | null,
): Promise<FileContent> {
  const segment = segmentOf(file.name);
  const kind = place === null ? 'bytes' : fileKind(file.name);
  if (kind === 'log' && segment !== null && place !== null) {
    const { topic, partition } = place;
    const answer = await asked(ask, 'batches', { type: 'batches', broker, topic, partition, segment });
    if (answer !== null) return { type: 'log', segment, batches: answer.batches };
  }
  const bytes = await readBytes(ask, broker, place, file, 0, SHOWN_BYTES_MAX);
  if (bytes === null) return { type: 'gone' };
  const index = indexKind(file.name);
  if (kind === 'index' && index !== null && segment !== null && entries !== null) {
    const shown = bytes.subarray(0, Math.floor(bytes.length / entryBytes(index)) * entryBytes(index));
    return { type: 'index', index, segment, entries: indexEntries(shown, index, segment, entries), count: entries };
  }
  const text = textOf(bytes);
  return text === null ? { type: 'bytes', bytes } : { type: 'text', text };
}
