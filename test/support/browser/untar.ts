import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';

const BLOCK = 512;
const REGULAR_FILE = ['0', '\0'];

/** One regular file of a tar archive. */
interface TarEntry {
  readonly path: string;
  /** Unix permission bits. */
  readonly mode: number;
  readonly bytes: Buffer;
}

/** Reads the regular files of a POSIX ustar archive; folders are implied by the paths. */
function readTar(archive: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    if (name === '') break; // two empty blocks end an archive
    const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
    const size = octal(header, 124, 12);
    const body = at + BLOCK;
    if (REGULAR_FILE.includes(String.fromCharCode(header[156] ?? 0))) {
      const path = prefix === '' ? name : `${prefix}/${name}`;
      entries.push({ path, mode: octal(header, 100, 8), bytes: archive.subarray(body, body + size) });
    }
    at = body + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** Writes the archive's files below `folder`; a path that would leave it is refused. */
export async function unpackTar(archive: Buffer, folder: string): Promise<void> {
  for (const entry of readTar(archive)) {
    const target = normalize(join(folder, entry.path));
    if (!target.startsWith(folder + sep)) throw new Error(`Archive entry "${entry.path}" would leave its folder.`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, entry.bytes, { mode: entry.mode });
  }
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end).trim();
}

function octal(header: Buffer, start: number, length: number): number {
  return Number.parseInt(text(header, start, length) || '0', 8);
}
