/** A file as a file system would show it. Bytes are made when they are asked for. */
export interface FileView {
  readonly name: string;
  readonly sizeBytes: number;
  /** Bytes `from` (0) to `to` (the end); `to` is not included. */
  bytes(from?: number, to?: number): Uint8Array;
}

/** The same as plain data. */
export interface FileInfo {
  readonly name: string;
  readonly sizeBytes: number;
}

/** A small file, whole in memory. */
export function smallFile(name: string, content: Uint8Array): FileView {
  return { name, sizeBytes: content.length, bytes: (from = 0, to = content.length) => content.slice(from, to) };
}

/** Order of `ls`: by name, byte by byte. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
