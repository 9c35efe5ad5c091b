import type { SourceFiles } from '../../contract/scenario';
import { LessonError } from './mistake';

/** A lesson's folder: its path in the repository, and the text of each file by its path in the folder. */
export interface LessonFolder {
  /** `lessons/01-partitions-and-readers` */
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

export function fileOf(folder: LessonFolder, name: string): string {
  const text = folder.files[name];
  if (text !== undefined) return text;
  throw new LessonError([
    { file: `${folder.path}/${name}`, line: 1, column: 1, message: 'found no such file, expected it in every lesson.' },
  ]);
}

/** The TypeScript files below a folder, by their paths in it. */
export function under(folder: LessonFolder, prefix: string): SourceFiles {
  const inside = Object.entries(folder.files).filter(([name]) => name.startsWith(prefix) && name.endsWith('.ts'));
  return Object.fromEntries(inside.map(([name, text]) => [name.slice(prefix.length), text]));
}
