import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { LIBRARIES } from '../../src/editor/types';

/**
 * The same types and settings as the editor's, checked by TypeScript itself: the lessons' own files have no error in
 * them, and a learner's mistake has.
 */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
  lib: ['lib.es2023.d.ts'],
  strict: true,
  noEmit: true,
  isolatedModules: true,
  esModuleInterop: true,
  skipLibCheck: true,
  types: [],
};
/** Left out in the editor too: programs are the body of an async function. */
const IGNORED = new Set([1108, 1375, 1378]);

const libFolder = join(import.meta.dirname, '../../node_modules/typescript/lib');
const parsed = new Map<string, ts.SourceFile>();

function errorsIn(files: Readonly<Record<string, string>>): string[] {
  const all = new Map<string, string>();
  for (const [address, text] of Object.entries(LIBRARIES)) all.set(address.replace('file://', ''), text);
  for (const [name, text] of Object.entries(files)) all.set(`/${name}`, text);
  const read = (name: string): string | undefined => {
    const own = all.get(name);
    if (own !== undefined) return own;
    const lib = name.startsWith('/libs/') ? join(libFolder, name.slice(6)) : null;
    return lib === null ? undefined : readFileSync(lib, 'utf8');
  };
  const exists = (name: string): boolean => all.has(name) || name.startsWith('/libs/');
  const host: ts.CompilerHost = {
    fileExists: exists,
    readFile: read,
    directoryExists: (name) => [...all.keys()].some((file) => file.startsWith(name === '/' ? '/' : `${name}/`)),
    getDirectories: () => [],
    getSourceFile(name, version) {
      const text = read(name);
      if (text === undefined) return undefined;
      const shared = name.startsWith('/libs/') ? parsed.get(name) : undefined;
      const file = shared ?? ts.createSourceFile(name, text, version);
      if (name.startsWith('/libs/')) parsed.set(name, file);
      return file;
    },
    getDefaultLibFileName: () => '/libs/lib.es2023.d.ts',
    getDefaultLibLocation: () => '/libs',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
  const program = ts.createProgram({ rootNames: [...all.keys()], options, host });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ code }) => !IGNORED.has(code))
    .map(({ file, messageText, code }) => {
      const where = file === undefined ? '' : `${file.fileName} `;
      return `${where}${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

const producer = (body: string): Record<string, string> => ({
  'producer.ts': `import { Kafka } from 'kafkajs';
const kafka = new Kafka({ clientId: 'desk', brokers: ['broker-1:9092'] });
const producer = kafka.producer();
await producer.connect();
${body}
`,
});

const lessons = join(import.meta.dirname, '../../lessons');
const folders = readdirSync(lessons, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => ['start', 'solution'].map((folder) => join(name, folder)));

/** What a learner starts with, with the files of this folder over it. */
function programsIn(folder: string): Record<string, string> {
  const read = (path: string): [string, string][] =>
    readdirSync(path)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(path, file), 'utf8')]);
  return Object.fromEntries([...read(join(lessons, folder, '../start')), ...read(join(lessons, folder))]);
}

describe('the editor’s types', () => {
  it.each(folders)('find no error in %s', (folder) => {
    const files = programsIn(folder);
    expect(Object.keys(files).length).toBeGreaterThan(0);
    expect(errorsIn(files)).toEqual([]);
  });

  it('know KafkaJS: what send() takes and gives', () => {
    expect(
      errorsIn(
        producer(`const [first] = await producer.send({ topic: 'Topic-A', messages: [{ key: 'anna', value: 'a' }] });
const offset: string | undefined = first?.baseOffset;
console.log(offset);`),
      ),
    ).toEqual([]);
    expect(errorsIn(producer(`await producer.send({ topic: 5, messages: [] });`))).toEqual([
      "/producer.ts 2322: Type 'number' is not assignable to type 'string'.",
    ]);
    expect(errorsIn(producer(`await producer.sendd({});`))[0]).toMatch(/2551.*sendd/);
  });

  it('know what a program has of Node, and what it has not', () => {
    expect(
      errorsIn(
        producer(`import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'timers/promises';
const timer = setInterval(() => console.log(randomUUID(), process.env['HOME']), 100);
process.once('SIGTERM', () => clearInterval(timer));
await wait(5);
console.log(Buffer.from('anna').toString('hex'));`),
      ),
    ).toEqual([]);
    expect(errorsIn(producer(`document.title = 'x';`))[0]).toMatch(/2584|2304/);
    expect(errorsIn(producer(`import fs from 'fs'; console.log(fs);`))[0]).toMatch(/2307|2591/);
  });

  it('know the lessons’ module', () => {
    expect(
      errorsIn(
        producer(`import { effect, sleep } from 'shelfmark';\nawait sleep(5);\neffect('read', { key: 'anna' });`),
      ),
    ).toEqual([]);
    expect(errorsIn(producer(`import { sleep } from 'shelfmark';\nawait sleep('5');`))[0]).toMatch(/2345/);
  });
});
