import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(import.meta.dirname, 'fixtures/types');

/**
 * Errors of the file when it is compiled with the whole of a part of src and its settings: a package that brings the
 * DOM's names along (`/// <reference lib="dom" />`) would be noticed too.
 */
function errorsOf(file: string, part: string): string[] {
  const folder = join(ROOT, part);
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile) as { config: unknown };
  const settings = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram([...settings.fileNames, file], settings.options);
  const diagnostics = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('names that src/sim does not have', () => {
  it('compiles plain computation', { timeout: 60_000 }, () => {
    expect(errorsOf(join(FIXTURES, 'clean.ts'), 'src/sim')).toEqual([]);
  });

  it('knows no DOM, no Node and no timers', { timeout: 60_000 }, () => {
    const file = join(FIXTURES, 'dom.ts');
    const names = readFileSync(file, 'utf8').matchAll(/= (?:new )?(\w+)/g);
    const errors = errorsOf(file, 'src/sim');
    const expected = [...names].map(([, name]) => expect.stringContaining(`Cannot find name '${name}'`));
    expect(expected).toHaveLength(13);
    expect(errors).toEqual(expected);
  });
});
