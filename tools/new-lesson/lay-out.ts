import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileLesson } from '../../src/lesson/build/compile';
import { readFolder } from '../../src/lesson/build/read-folders';

const TEMPLATE = join(import.meta.dirname, 'template');
/** Programs are kept as text, so that they are nobody's code before they are somebody's. */
const TEXT = /\.txt$/;

/**
 * Lays out `lessons/<next number>-<id>` from the template.
 * @throws RangeError when the id is not made of lower-case words and dashes, or is taken.
 */
export function layOut(root: string, id: string): { readonly path: string; readonly files: readonly string[] } {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw new RangeError(`found the id "${id}", expected lower-case words joined by dashes: keys-and-order.`);
  }
  const lessons = join(root, 'lessons');
  const taken = existsSync(lessons) ? readdirSync(lessons) : [];
  if (taken.some((name) => name.replace(/^\d+-/, '') === id)) {
    throw new RangeError(`there is a lesson "${id}" already, expected another id: npm run new-lesson -- another-id.`);
  }
  const number = Math.max(0, ...taken.map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? 0))) + 1;
  const path = `lessons/${String(number).padStart(2, '0')}-${id}`;
  const names = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(TEMPLATE.length + 1));
  for (const name of names) {
    const target = join(root, path, name.replace(TEXT, ''));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(join(TEMPLATE, name), 'utf8').replaceAll('my-lesson', id));
  }
  compileLesson(readFolder(root, join(root, path)));
  return { path, files: names.map((name) => name.replace(TEXT, '')).sort() };
}
