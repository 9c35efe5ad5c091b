import { transform } from 'sucrase';
import type { SourcePlace } from '../contract/process-port';
import type { SourceFiles } from '../contract/scenario';
import { originalColumn } from './source-map';

/** Names that every file of a program may use without importing them, in the order of the wrapper's parameters. */
const PARAMETERS = ['require', 'module', 'exports', 'console'] as const;

/** Lines that an engine puts before the body of a function that is made from text (ECMA-262, CreateDynamicFunction). */
const LINES_BEFORE_BODY = 2;

const EXTENSIONS = ['', '.ts', '.js', '.mts', '.mjs', '/index.ts', '/index.js'];

/** A file that is no program: what is wrong, and where, as far as is known. */
export class CompileError extends SyntaxError {
  readonly file: string;
  readonly place: SourcePlace | null;
  /** The wrapped text that the engine refused, when it alone knows the place. */
  readonly refused: string | null;

  constructor(file: string, message: string, place: SourcePlace | null, refused: string | null) {
    super(message);
    this.name = 'SyntaxError';
    this.file = file;
    this.place = place;
    this.refused = refused;
  }
}

export type Body = (...values: unknown[]) => unknown;

const AsyncFunction = (async () => {}).constructor as new (...text: string[]) => Body;

/** A program's files: TypeScript in, functions out, and the way back from their lines. */
export class Sources {
  readonly #files: SourceFiles;

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  has(file: string): boolean {
    return Object.hasOwn(this.#files, file);
  }

  /** The file that `request` (`./shop`) means in `from`, or null. */
  resolve(from: string, request: string): string | null {
    const parts = from.split('/').slice(0, -1);
    for (const part of request.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.' && part !== '') parts.push(part);
    }
    const path = parts.join('/');
    // TypeScript's own way to name a file is by what it will be compiled to.
    const names = [...EXTENSIONS.map((extension) => path + extension), path.replace(/\.(m?)js$/, '.$1ts')];
    return names.find((name) => this.has(name)) ?? null;
  }

  /**
   * @param isEntry the entry file may await at its top level; what it requires may not, as in CommonJS.
   * @throws CompileError
   */
  compile(file: string, isEntry: boolean): Body {
    const text = this.#toJavaScript(file);
    const body = `${text}\n//# sourceURL=${encodeURI(file)}`;
    try {
      return isEntry ? new AsyncFunction(...PARAMETERS, body) : (new Function(...PARAMETERS, body) as Body);
    } catch (error) {
      const refused = `(${isEntry ? 'async ' : ''}function anonymous(${PARAMETERS.join(',')}\n) {\n${body}\n})`;
      throw new CompileError(file, (error as Error).message, null, refused);
    }
  }

  /** Place in the file as written, of a place that an engine names in the function made from it. */
  place(file: string, line: number, column: number): SourcePlace | null {
    const sourceLine = line - LINES_BEFORE_BODY;
    if (!this.has(file) || sourceLine < 1) return null;
    const { sourceMap } = transform(this.#files[file]!, {
      ...OPTIONS,
      filePath: file,
      sourceMapOptions: { compiledFilename: file },
    });
    const mapped = sourceMap === undefined ? null : originalColumn(sourceMap.mappings, sourceLine, column);
    return { file, line: sourceLine, column: mapped ?? column };
  }

  /** The written line, or null. */
  lineOf(place: SourcePlace): string | null {
    return this.#files[place.file]?.split(/\r?\n/)[place.line - 1] ?? null;
  }

  #toJavaScript(file: string): string {
    const source = this.#files[file]!;
    if (file.endsWith('.json')) return `module.exports = ${source}`;
    try {
      return transform(source, OPTIONS).code;
    } catch (error) {
      const { message, loc } = error as Error & { loc?: { line: number; column: number } };
      const place = loc === undefined ? null : { file, line: loc.line, column: loc.column };
      throw new CompileError(file, message.replace(/ \(\d+:\d+\)$/, ''), place, null);
    }
  }
}

const OPTIONS = {
  transforms: ['typescript' as const, 'imports' as const],
  disableESTransforms: true,
  production: true,
};
