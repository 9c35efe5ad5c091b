import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type CompiledLesson, compileLesson } from './compile';
import type { LessonFolder } from './folder';
import { LessonError, type Mistake, mistakeText, quoted } from './mistake';

/** Every lesson's folder under `lessons/`, in order. */
export function readFolders(root: string, lessons = 'lessons'): LessonFolder[] {
  const top = join(root, lessons);
  return readdirSync(top, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => readFolder(root, join(top, each.name)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function readFolder(root: string, path: string): LessonFolder {
  const slashed = (from: string, to: string): string => relative(from, to).replaceAll('\\', '/');
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  const texts = files.map((file): [string, string] => [slashed(path, file), readFileSync(file, 'utf8')]);
  return { path: slashed(root, path), files: Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Compiles all of them. @throws LessonError of the first that has mistakes, or when two have the same number. */
export function compileAll(folders: readonly LessonFolder[]): CompiledLesson[] {
  const lessons = folders.map(compileLesson).sort((a, b) => a.entry.number - b.entry.number);
  for (const [i, { entry }] of lessons.entries()) {
    const before = lessons[i - 1]?.entry;
    if (before?.number !== entry.number) continue;
    const file = `${folders[i]?.path ?? 'lessons'}/lesson.yaml`;
    const message = `found the number ${entry.number} a second time, expected another: ${quoted(before.id)} has it.`;
    throw new LessonError([{ file, line: 1, column: 1, message }]);
  }
  return lessons;
}

/** For the build: every lesson, or what is wrong; and all files, so that a change of any of them is noticed. */
export function compileFolders(root: string): {
  readonly lessons: readonly CompiledLesson[];
  readonly mistakes: readonly (Mistake & { readonly text: string })[];
  readonly files: readonly string[];
} {
  const folders = readFolders(root);
  const files = folders.flatMap(({ path, files: texts }) => Object.keys(texts).map((name) => `${path}/${name}`));
  try {
    return { lessons: compileAll(folders), mistakes: [], files };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { lessons: [], mistakes: error.mistakes.map((each) => ({ ...each, text: mistakeText(each) })), files };
  }
}
