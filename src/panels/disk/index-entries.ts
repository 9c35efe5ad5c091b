/** One entry of an index file, with the bytes that it takes. Kafka: OffsetIndex, TimeIndex. */
export interface IndexEntry {
  readonly slot: number;
  /** What stands in the file, as hexadecimal digits: key and what it leads to. */
  readonly hex: readonly [string, string];
  /** Of an offset index: the offset. Of a time index: the timestamp, epoch ms. */
  readonly key: number;
  /** Of an offset index: the byte of the .log. Of a time index: the offset. */
  readonly leadsTo: number;
}

export type IndexKind = 'offset' | 'time';

const BYTES = { offset: [4, 4], time: [8, 4] } as const;

/** Bytes of one entry. */
export const entryBytes = (kind: IndexKind): number => BYTES[kind][0] + BYTES[kind][1];

/**
 * Entries of an index file. Offsets in it are relative to the base offset of the segment. The index of the active
 * segment is as large as it may become, and zeros are not entries: `count` says how many are.
 */
export function indexEntries(bytes: Uint8Array, kind: IndexKind, baseOffset: number, count: number): IndexEntry[] {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = entryBytes(kind);
  const [keyBytes] = BYTES[kind];
  return Array.from({ length: Math.min(count, Math.floor(bytes.length / size)) }, (_, slot): IndexEntry => {
    const at = slot * size;
    const second = data.getInt32(at + keyBytes);
    const hex = [hexOf(bytes, at, at + keyBytes), hexOf(bytes, at + keyBytes, at + size)] as const;
    return kind === 'offset'
      ? { slot, hex, key: baseOffset + data.getInt32(at), leadsTo: second }
      : { slot, hex, key: Number(data.getBigInt64(at)), leadsTo: baseOffset + second };
  });
}

/** `0000017e`. */
export const hexOf = (bytes: Uint8Array, from: number, to: number): string =>
  Array.from(bytes.subarray(from, to), (byte) => byte.toString(16).padStart(2, '0')).join('');
