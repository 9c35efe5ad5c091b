import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromSim } from '../../src/contract/port';
import type { RunLog } from '../../src/contract/run-log';
import { SimShell } from '../../src/worker/sim-shell';
import { runLog } from '../support/headless';
import { NodeProcessHost } from '../support/node-process-host';
import { threeBrokers } from '../support/scenarios';

// Threads start slowly where other tests have the processor.
vi.setConfig({ testTimeout: 30_000 });

const SECOND = 1_000_000;
let shell: SimShell;
let host: NodeProcessHost;
let posts: FromSim[];
let heard: (() => void)[];

beforeEach(() => {
  posts = [];
  heard = [];
  host = new NodeProcessHost();
  shell = new SimShell({
    host,
    post: (message) => {
      posts.push(structuredClone(message));
      for (const wake of heard.splice(0)) wake();
    },
    realMs: () => performance.now(),
    hop: () => new Promise((resolve) => setImmediate(resolve)),
    every: (ms, call) => {
      const timer = setInterval(call, ms);
      return () => clearInterval(timer);
    },
  });
});
afterEach(() => host.close());

/** The first post of this type from now on, or one that has come and was not yet taken. */
async function next<T extends FromSim['type']>(type: T): Promise<Extract<FromSim, { type: T }>> {
  for (;;) {
    const index = posts.findIndex((post) => post.type === type);
    if (index >= 0) return posts.splice(index, 1)[0] as Extract<FromSim, { type: T }>;
    await new Promise<void>((resolve) => heard.push(resolve));
  }
}

const ticker = (text = `setInterval(() => console.log('tick'), 1000);`): RunLog =>
  runLog({
    scenario: threeBrokers,
    programs: [{ name: 'ticker', entry: 'ticker.ts', role: 'other', autostart: 1 }],
    files: { 'ticker.ts': text },
  });

test('open, grant, command and query, each answered once and in turn', async () => {
  shell.receive({ type: 'open', run: 1, log: ticker(), untilUs: 0 });
  const opened = await next('ran');
  expect(opened).toMatchObject({ run: 1, nowUs: 0, commands: [], ended: null });
  expect(opened.events.some(({ type }) => type === 'topic-created')).toBe(true);

  shell.receive({ type: 'grant', run: 1, untilUs: 2 * SECOND });
  shell.receive({ type: 'command', run: 1, command: { type: 'kill', process: 'ticker-1', cause: 'visitor' } });
  shell.receive({ type: 'grant', run: 1, untilUs: 3 * SECOND });
  shell.receive({ type: 'query', run: 1, id: 7, query: { type: 'journal-hash' } });
  const first = await next('ran');
  expect(first.nowUs).toBe(2 * SECOND);
  expect(first.events.filter(({ type }) => type === 'console')).toHaveLength(2);
  const second = await next('ran');
  expect(second.commands).toEqual([
    { atUs: 2 * SECOND + 1, seq: 0, command: { type: 'kill', process: 'ticker-1', cause: 'visitor' } },
  ]);
  expect(second.events.filter(({ type }) => type === 'process')).toMatchObject([
    { state: 'killed', reason: 'visitor' },
  ]);
  const { answer, id } = await next('answer');
  expect(id).toBe(7);
  expect(answer).toMatchObject({
    type: 'journal-hash',
    events: opened.events.length + first.events.length + second.events.length,
  });
  expect(posts.filter(({ type }) => type !== 'progress')).toEqual([]);
});

test('an open replays the commands of its log, and gives them back', async () => {
  const log: RunLog = {
    ...ticker(),
    commands: [{ atUs: 1_500_001, seq: 0, command: { type: 'kill', process: 'ticker-1', cause: 'visitor' } }],
  };
  shell.receive({ type: 'open', run: 1, log, untilUs: 5 * SECOND });
  const { events, commands } = await next('ran');
  expect(commands).toEqual(log.commands);
  expect(events.filter(({ type }) => type === 'console')).toHaveLength(1);
  expect(events.find((event) => event.type === 'process' && event.state === 'killed')).toMatchObject({
    atUs: 1_500_001,
  });
});

test('another open ends a long replay, whose answers are dropped', async () => {
  shell.receive({ type: 'open', run: 1, log: ticker(), untilUs: 100_000 * SECOND });
  let progress = await next('progress');
  while (progress.nowUs === 0) progress = await next('progress');
  expect(progress).toMatchObject({ run: 1, untilUs: 100_000 * SECOND });
  shell.receive({ type: 'open', run: 2, log: ticker(), untilUs: SECOND });
  const ran = await next('ran');
  expect(ran).toMatchObject({ run: 2, nowUs: SECOND });
  shell.receive({ type: 'grant', run: 1, untilUs: 9 * SECOND });
  shell.receive({ type: 'grant', run: 2, untilUs: 2 * SECOND });
  expect(await next('ran')).toMatchObject({ run: 2, nowUs: 2 * SECOND });
}, 20_000);

test('another open ends a run that hangs, without waiting for the watchdog', async () => {
  shell.receive({ type: 'open', run: 1, log: ticker(`for (;;);`), untilUs: SECOND });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const startedMs = performance.now();
  shell.receive({ type: 'open', run: 2, log: ticker(), untilUs: SECOND });
  expect(await next('ran')).toMatchObject({ run: 2 });
  expect(performance.now() - startedMs).toBeLessThan(1_500);
}, 20_000);

test('a scenario that cannot stand is told, and another can be opened', async () => {
  const bad = {
    ...ticker(),
    scenario: { ...threeBrokers, topics: [{ name: 'x', partitions: 1, replicationFactor: 9 }] },
  };
  shell.receive({ type: 'open', run: 1, log: bad, untilUs: 0 });
  const { run, message } = await next('broken');
  expect(run).toBe(1);
  expect(message).toMatch(/replication factor/i);
  shell.receive({ type: 'grant', run: 1, untilUs: SECOND });
  shell.receive({ type: 'open', run: 2, log: ticker(), untilUs: 0 });
  expect(await next('ran')).toMatchObject({ run: 2 });
});
