import { expect, test } from 'vitest';
import { CompileError, Sources } from '../../src/program/sources';
import { framesOf, stackOf } from '../../src/program/stack';

const sources = new Sources({
  'main.ts': `\nconst x: number = 1; throwAt(x as unknown as string);\n\nfunction throwAt(s: string) {}`,
  'bad.ts': 'const = 1;',
});

test('a place in the compiled text is a place in the written one', () => {
  // What is compiled: `const x = 1; throwAt(x );` two lines further down.
  expect(sources.place('main.ts', 4, 14)).toEqual({ file: 'main.ts', line: 2, column: 22 });
  expect(sources.place('main.ts', 6, 10)).toMatchObject({ line: 4, column: 10 });
  expect(sources.place('main.ts', 2, 1)).toBe(null);
  expect(sources.place('kafkajs.js', 10, 1)).toBe(null);
});

test('frames of every engine’s stacks are read', () => {
  const named = (stack: string): unknown => {
    const error = new Error('x');
    error.stack = stack;
    return framesOf(error, sources).map(({ name, place }) => `${name}@${place.line}`);
  };
  const chromium = `Error: x
    at throwAt (main.ts:5:3)
    at Object.run (blob:null/8da6de5a-d904-41a2-b105-027df03f142f:12:3456)
    at async Runner.each (main.ts:4:1)
    at async eval (main.ts:3:14)`;
  expect(named(chromium)).toEqual(['throwAt@3', 'async Runner.each@2', '@1']);
  const firefox = `throwAt@main.ts:5:3
run@blob:null/8da6de5a:12:3456
async*anonymous@main.ts:3:14
@main.ts:4:1`;
  expect(named(firefox)).toEqual(['throwAt@3', 'async*anonymous@1', '@2']);
});

test('the text of a stack has the message whole, and no foreign frames', () => {
  const error = new Error('two\nlines');
  error.stack = 'Error: two\nlines\n    at throwAt (main.ts:5:1)\n    at x (node:internal:1:1)';
  expect(stackOf(error, sources)).toBe('Error: two\nlines\n    at throwAt (main.ts:3:1)');
  error.stack = 'throwAt@main.ts:5:1';
  expect(stackOf(error, sources)).toBe('Error: two\nlines\n    at throwAt (main.ts:3:1)');
});

test('files are found as TypeScript and Node find them', () => {
  const files = new Sources({ 'a.ts': '', 'lib/b.ts': '', 'lib/index.ts': '', 'c.json': '{}' });
  expect(files.resolve('a.ts', './lib/b')).toBe('lib/b.ts');
  expect(files.resolve('a.ts', './lib/b.js')).toBe('lib/b.ts');
  expect(files.resolve('lib/b.ts', '../a')).toBe('a.ts');
  expect(files.resolve('lib/b.ts', './')).toBe('lib/index.ts');
  expect(files.resolve('a.ts', './lib')).toBe('lib/index.ts');
  expect(files.resolve('a.ts', './c.json')).toBe('c.json');
  expect(files.resolve('a.ts', './d')).toBe(null);
});

test('what does not compile says where', () => {
  let caught: unknown;
  try {
    sources.compile('bad.ts', true);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(CompileError);
  expect(caught).toMatchObject({ file: 'bad.ts', place: { file: 'bad.ts', line: 1, column: 7 } });
});
