import ts from 'typescript';
import { LIBRARIES } from '../../src/editor/types';

const LIBS = ['lib.es2023.d.ts'];

/** The libraries are the same for all, and most of the work. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the editor would underline in these files: the same libraries, and as strict as it is. */
export function mistakesIn(files: Readonly<Record<string, string>>): string[] {
  const texts = new Map(Object.entries(LIBRARIES).map(([address, text]) => [address.replace('file://', ''), text]));
  for (const [name, text] of Object.entries(files)) texts.set(`/${name}`, text);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    strict: true,
    noEmit: true,
    lib: LIBS,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const onDisk = {
    read: host.readFile.bind(host),
    has: host.fileExists.bind(host),
    source: host.getSourceFile.bind(host),
  };
  host.fileExists = (name) => texts.has(name) || (name.includes('/typescript/') && onDisk.has(name));
  host.readFile = (name) => texts.get(name) ?? onDisk.read(name);
  host.getSourceFile = (name, version) => {
    const text = texts.get(name);
    if (text !== undefined && Object.hasOwn(files, name.slice(1))) return ts.createSourceFile(name, text, version);
    if (!parsed.has(name)) {
      parsed.set(name, text === undefined ? onDisk.source(name, version) : ts.createSourceFile(name, text, version));
    }
    return parsed.get(name);
  };
  host.directoryExists = () => true;
  host.getDirectories = () => [];
  host.getCurrentDirectory = () => '/';
  const program = ts.createProgram(
    [...texts.keys()].filter((name) => !name.startsWith('/node_modules')),
    options,
    host,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .filter((each) => each.file !== undefined && Object.hasOwn(files, each.file.fileName.slice(1)))
    .map((each) => `${each.file?.fileName}: ${ts.flattenDiagnosticMessageText(each.messageText, ' ')}`);
}
