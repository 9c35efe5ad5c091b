import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackTar } from '../support/browser/untar';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'untar-')), 'inside');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** One entry as POSIX ustar has it: a header of 512 bytes, then the text in blocks of 512. */
function entry(path: string, text: string, mode = '0000644'): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(mode, 100);
  header.write(text.length.toString(8).padStart(11, '0'), 124);
  header.write('0', 156);
  header.write('ustar', 257);
  return Buffer.concat([header, Buffer.alloc(Math.ceil(text.length / 512) * 512, text, 'utf8')]);
}

const archive = (...entries: Buffer[]): Buffer => Buffer.concat([...entries, Buffer.alloc(1024)]);

describe('unpackTar', () => {
  it('writes files with their folders and modes', async () => {
    const long = 'x'.repeat(600);
    await unpackTar(archive(entry('lib/a.so', long, '0000755'), entry('b.conf', 'b')), folder);
    expect(readFileSync(join(folder, 'lib/a.so'), 'utf8')).toBe(long);
    expect(statSync(join(folder, 'lib/a.so')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(folder, 'b.conf'), 'utf8')).toBe('b');
  });

  it('refuses a path that leaves its folder', async () => {
    await expect(unpackTar(archive(entry('../escaped', 'x')), folder)).rejects.toThrow('would leave its folder');
    expect(existsSync(join(folder, '../escaped'))).toBe(false);
  });
});
