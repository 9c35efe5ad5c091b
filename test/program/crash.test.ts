import { expect, test, vi } from 'vitest';
import { errors, exitOf, printed, runOne, runText } from '../support/one-program';

// Threads start slowly where other tests have the processor.
vi.setConfig({ testTimeout: 30_000 });

const place = (outputs: Awaited<ReturnType<typeof runText>>): unknown =>
  outputs.flatMap((output) => (output.type === 'print' && output.at !== null ? [output.at] : []))[0];

test('an uncaught error: the line itself, its place as written, and only the program’s own frames', async () => {
  const outputs = await runText(
    `interface Order { readonly id: number; readonly item: string }

const ship = (order: Order): never => {
  const shelf: string = order.item; throw new Error('no shelf for ' + shelf);
};
function main(count: number): void {
  for (let i = 0; i < count; i++) ship({ id: i, item: 'tea' });
}
main(3);
`,
  );
  expect(errors(outputs)).toEqual([
    `main.ts:4
  const shelf: string = order.item; throw new Error('no shelf for ' + shelf);
                                          ^

Error: no shelf for tea
    at ship (main.ts:4:43)
    at main (main.ts:7:35)
    at main.ts:9:1`,
  ]);
  expect(place(outputs)).toEqual({ file: 'main.ts', line: 4, column: 43 });
  expect(exitOf(outputs)).toEqual({ code: 1, crashed: true, atUs: 0 });
});

test('an error in another file, thrown by a timer', async () => {
  const outputs = await runText(
    `import { later } from './shop';\nlater();\nsetTimeout(() => console.log('never'), 100);`,
    {
      'shop.ts': `
export function later(): void {
  setTimeout(() => {
    null!.x;
  }, 50);
}`,
    },
  );
  expect(place(outputs)).toEqual({ file: 'shop.ts', line: 4, column: 11 });
  expect(exitOf(outputs)).toEqual({ code: 1, crashed: true, atUs: 50_000 });
  expect(printed(outputs)).toHaveLength(1);
});

test('a rejection that nobody handles ends the program at its own moment', async () => {
  const outputs = await runText(`
setTimeout(() => console.log('one'), 10);
setTimeout(async () => {
  await null;
  throw new TypeError('lost');
}, 20);
setTimeout(() => console.log('never'), 21);
`);
  expect(printed(outputs)).toEqual(['one', expect.stringContaining('TypeError: lost\n    at')]);
  expect(place(outputs)).toMatchObject({ line: 5 });
  expect(exitOf(outputs)).toEqual({ code: 1, crashed: true, atUs: 20_000 });
});

test('what is thrown need not be an error', async () => {
  expect(errors(await runText(`throw { shelf: 4 };`))).toEqual(['Uncaught { shelf: 4 }']);
  expect(errors(await runText(`void Promise.reject('lost');`))).toEqual(["Uncaught (in promise) 'lost'"]);
});

test('text that is no TypeScript: file, line, column and the line', async () => {
  const outputs = await runText(`const a = 1;\nconst b = (a +;\nconsole.log(b);`);
  expect(errors(outputs)).toEqual([`main.ts:2\nconst b = (a +;\n              ^\n\nSyntaxError: Unexpected token`]);
  expect(place(outputs)).toEqual({ file: 'main.ts', line: 2, column: 15 });
  expect(exitOf(outputs)).toEqual({ code: 1, crashed: true, atUs: 0 });
});

test('text that only the engine refuses: the same', async () => {
  const outputs = await runText(`const a: number = 1;\nlet shelf: string = 'x';\nlet shelf = 2;`);
  expect(errors(outputs)).toEqual([
    `main.ts:3\nlet shelf = 2;\n    ^\n\nSyntaxError: Identifier 'shelf' has already been declared`,
  ]);
  expect(place(outputs)).toEqual({ file: 'main.ts', line: 3, column: 5 });
});

test('a file that does not compile is named, not the one that imports it', async () => {
  const outputs = await runText(`import { x } from './shop';\nconsole.log(x);`, { 'shop.ts': `export const x = ;` });
  expect(place(outputs)).toEqual({ file: 'shop.ts', line: 1, column: 18 });
});

test('a module that is not there: what there is', async () => {
  const outputs = await runText(`import express from 'express';\nexpress();`);
  expect(errors(outputs)[0]).toContain(
    "Error: Cannot find module 'express'\nRequired in main.ts. A program here can import its own files and kafkajs, shelfmark,",
  );
  expect(place(outputs)).toMatchObject({ file: 'main.ts', line: 1 });
  expect(exitOf(outputs)).toMatchObject({ code: 1, crashed: true });
});

test('process.on("uncaughtException") and ("unhandledRejection") take what would have ended it', async () => {
  const outputs = await runText(`
process.on('uncaughtException', (error: Error) => console.log('caught', error.message));
process.on('unhandledRejection', (reason: string) => console.log('rejected', reason));
setTimeout(() => { throw new Error('a') }, 1);
setTimeout(() => { void Promise.reject('b') }, 2);
setTimeout(() => console.log('goes on'), 3);
`);
  expect(printed(outputs)).toEqual(['caught a', 'rejected b', 'goes on']);
  expect(exitOf(outputs)).toMatchObject({ code: 0, crashed: false });
});

test('nothing that a program does after its end is heard', async () => {
  const outputs = await runOne({
    files: {
      'main.ts': `try { process.exit(3) } catch { console.log('a') } finally { console.log('b') }\nawait 1; console.log('c');`,
    },
  });
  expect(outputs).toEqual([{ atUs: 0, type: 'exit', code: 3, crashed: false }]);
});
