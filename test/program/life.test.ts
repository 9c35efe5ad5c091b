import { expect, test, vi } from 'vitest';
import type { FromProcess } from '../../src/contract/process-port';
import { NodeProcessHost } from '../support/node-process-host';
import { errors, exitOf, printed, runOne, runText } from '../support/one-program';

// Threads start slowly where other tests have the processor.
vi.setConfig({ testTimeout: 30_000 });

test('a program ends by itself when nothing is left that could run', async () => {
  const outputs = await runText(`
console.log('now', Date.now());
setTimeout(() => console.log('later', Date.now()), 1500);
setTimeout(() => console.log('not waited for'), 9000).unref();
`);
  expect(printed(outputs)).toEqual(['now 1700000000000', 'later 1700000001500']);
  expect(exitOf(outputs)).toEqual({ code: 0, crashed: false, atUs: 1_500_000 });
});

test('an open socket keeps it alive, a closed one does not', async () => {
  const text = `
import { Kafka } from 'kafkajs';
await new Kafka({ brokers: ['nowhere:1'], retry: { retries: 0 }, logLevel: 0 }).producer().connect().catch((e: Error) => console.log(e.name));
`;
  const refused = await runOne({
    files: { 'main.ts': text },
    answer: (output) =>
      output.type === 'connect'
        ? [
            {
              atUs: output.atUs + 1000,
              type: 'error',
              socket: output.socket,
              code: 'ENOTFOUND',
              message: 'getaddrinfo ENOTFOUND nowhere',
            },
          ]
        : [],
  });
  expect(printed(refused)).toEqual(['KafkaJSNumberOfRetriesExceeded']);
  expect(exitOf(refused)).toMatchObject({ code: 0, crashed: false });
});

test('a top-level await that nothing can settle ends as in Node, with code 13', async () => {
  const outputs = await runText(`await new Promise(() => {});`);
  expect(errors(outputs)[0]).toContain('unsettled top-level await');
  expect(exitOf(outputs)).toEqual({ code: 13, crashed: false, atUs: 0 });
});

test('process.exitCode, process.on("exit") and process.exit', async () => {
  const outputs = await runText(
    `process.on('exit', (code: number) => console.log('bye', code)); process.exitCode = 4;`,
  );
  expect(printed(outputs)).toEqual(['bye 4']);
  expect(exitOf(outputs)).toMatchObject({ code: 4, crashed: false });
});

const sigterm = { atUs: 2_000_000, type: 'signal', signal: 'SIGTERM' } as const;

test('SIGTERM goes to the program’s own handler, which may take its time or stay', async () => {
  const files = {
    'main.ts': `
setInterval(() => {}, 1000);
process.once('SIGTERM', (signal: string) => {
  console.log('got', signal);
  setTimeout(() => process.exit(0), 500);
});`,
  };
  const outputs = await runOne({ files, inbox: [sigterm] });
  expect(printed(outputs)).toEqual(['got SIGTERM']);
  expect(exitOf(outputs)).toEqual({ code: 0, crashed: false, atUs: 2_500_000 });
  const stays = await runOne({
    files: { 'main.ts': `setInterval(() => {}, 1000); process.on('SIGTERM', () => console.log('no'));` },
    inbox: [sigterm],
  });
  expect(exitOf(stays)).toBe(null);
});

test('without a handler SIGTERM ends it with code 0; sent by itself, as in Node, with 143', async () => {
  const text = `setInterval(() => {}, 1000);`;
  expect(exitOf(await runOne({ files: { 'main.ts': text }, inbox: [sigterm] }))).toEqual({
    code: 0,
    crashed: false,
    atUs: 2_000_000,
  });
  const itself = await runText(`process.kill(process.pid, 'SIGTERM'); console.log('never');`);
  expect(itself).toEqual([{ atUs: 0, type: 'exit', code: 143, crashed: false }]);
});

test('SIGCONT: what fell due while it stood still happens now, timers first and in their order', async () => {
  const files = {
    'main.ts': `
const say = (what: string) => console.log(what, Date.now() - 1700000000000);
process.on('SIGCONT', (signal: string) => say(signal));
process.once('SIGTERM', () => { say('SIGTERM'); process.exit(0); });
setTimeout(() => say('third'), 3000);
setTimeout(() => { say('first'); setTimeout(() => say('after first'), 100); }, 1000);
setTimeout(() => say('second'), 2000);
let ticks = 0;
const interval = setInterval(() => { say('tick'); if (++ticks === 3) clearInterval(interval); }, 800);
`,
  };
  const cont = { atUs: 5_000_000, type: 'signal', signal: 'SIGCONT' } as const;
  // One window from its start on: it ran to 0.9 s, and stood still from then until 5 s.
  const host = new NodeProcessHost();
  try {
    await host.start({ type: 'start', process: 'main-1', atUs: 0, seed: 1, entry: 'main.ts', files });
    const before = await host.step('main-1', { type: 'step', untilUs: 900_000, inbox: [] });
    expect(printed((before as FromProcess).outbox)).toEqual(['tick 800']);
    const inbox = [cont, { ...sigterm, atUs: 5_000_000 }];
    const { outbox } = (await host.step('main-1', { type: 'step', untilUs: 7_000_000, inbox })) as FromProcess;
    expect(printed(outbox)).toEqual([
      'SIGCONT 5000',
      'first 5000',
      'tick 5000',
      'second 5000',
      'third 5000',
      'SIGTERM 5000',
    ]);
    expect(outbox.every(({ atUs }) => atUs === 5_000_000)).toBe(true);
  } finally {
    await host.close();
  }
});

test('kafkajs comes with all its names, whichever way it is imported', async () => {
  const outputs = await runText(`
import kafkajs, { Kafka, logLevel, Partitioners, CompressionTypes, KafkaJSError } from 'kafkajs';
import * as everything from 'kafkajs';
const required = require('kafkajs');
console.log([kafkajs.Kafka, everything.Kafka, required.Kafka].every((one) => one === Kafka), required.default);
console.log(logLevel.INFO, typeof Partitioners.DefaultPartitioner, CompressionTypes.GZIP, KafkaJSError.name);
`);
  expect(printed(outputs)).toEqual(['true undefined', '4 function 1 KafkaJSError']);
});

test('files import each other, types vanish, JSON and circles work', async () => {
  const outputs = await runText(
    `import { double, type Order } from './lib/math.js';
import * as shop from './shop';
import settings from './settings.json';
const order: Order = { id: 21 };
console.log(double(order.id), shop.name, shop.default, settings.topic);
export {};`,
    {
      'lib/math.ts': `export interface Order { id: number } export const double = (n: number) => 2 * n;`,
      'shop.ts': `import { double } from './lib/math.js'; export const name = 'shop' + double(1); export default 'tea';`,
      'settings.json': `{ "topic": "Topic-A" }`,
    },
  );
  expect(printed(outputs)).toEqual(['42 shop2 tea Topic-A']);
});

test('effect and sleep come from shelfmark, and what JSON cannot hold is refused', async () => {
  const outputs = await runText(`
import { effect, sleep } from 'shelfmark';
effect('read', { value: 'tea', offset: 4 });
await sleep(250);
effect('done');
try { effect('bad', 1n); } catch (error) { console.log(error.name); }
`);
  expect(outputs.filter(({ type }) => type === 'effect')).toEqual([
    { atUs: 0, type: 'effect', name: 'read', data: '{"value":"tea","offset":4}' },
    { atUs: 250_000, type: 'effect', name: 'done', data: 'null' },
  ]);
  expect(printed(outputs)).toEqual(['TypeError']);
});

test('Node’s own modules that programs use', async () => {
  const outputs = await runText(`
import { EventEmitter, once } from 'node:events';
import { randomUUID, randomInt } from 'crypto';
import { format, inspect } from 'util';
import { setTimeout as wait } from 'timers/promises';
const emitter = new EventEmitter();
emitter.on('x', (value: number) => console.log('x', value));
emitter.emit('x', 1);
setTimeout(() => emitter.emit('y', 2), 5);
console.log(await once(emitter, 'y'));
console.log(/^[0-9a-f-]{36}$/.test(randomUUID()), randomInt(3) < 3, format('%s=%d', 'a', 1), inspect({ a: 1 }));
console.log(await wait(1000, 'waited'), Buffer.from('shelf').toString('hex'), process.uptime());
`);
  expect(printed(outputs)).toEqual(['x 1', '[ 2 ]', 'true true a=1 { a: 1 }', 'waited 7368656c66 1.005']);
});
