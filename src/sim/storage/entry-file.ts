/**
 * Bytes `from` to `to` of a file of fixed-size entries, zeros behind the last of them: an active index is as long as
 * its preallocated size, and only what is asked for is ever made.
 */
export function entryFileBytes(
  entryBytes: number,
  entries: number,
  from: number,
  to: number,
  write: (view: DataView, at: number, slot: number) => void,
): Uint8Array {
  const first = Math.floor(from / entryBytes);
  const end = Math.ceil(to / entryBytes);
  const bytes = new Uint8Array(Math.max(0, end - first) * entryBytes);
  const view = new DataView(bytes.buffer);
  for (let slot = first; slot < Math.min(end, entries); slot++) write(view, (slot - first) * entryBytes, slot);
  return bytes.subarray(from - first * entryBytes, to - first * entryBytes);
}

/** The largest multiple of `entryBytes` that is not above `sizeBytes`. */
export const roundDown = (sizeBytes: number, entryBytes: number): number => sizeBytes - (sizeBytes % entryBytes);
