import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The repository's own folder. */
export const ROOT = join(import.meta.dirname, '../..');

const NOT_OURS = ['node_modules', '.git', 'dist', 'coverage', 'test-results', '.cache'];

/** Every file of the repository that a person wrote, as paths from its root. */
export function repositoryFiles(folder: string = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? repositoryFiles(path) : [relative(ROOT, path)];
  });
}
