import { afterEach, expect, test } from 'vitest';
import type { RunLog } from '../../src/contract/run-log';
import { createSimClient, type SimClient } from '../../src/worker/sim-client';
import { SimError } from '../../src/worker/sim-error';
import { producerAndReaders } from '../support/programs';
import { threeBrokers } from '../support/scenarios';

const SECOND = 1_000_000;
const clients: SimClient[] = [];
const client = async (): Promise<SimClient> => {
  const one = await createSimClient();
  clients.push(one);
  return one;
};
afterEach(() => {
  for (const one of clients.splice(0)) one.dispose();
});

const program = (text: string): RunLog => ({
  format: 1,
  engine: '0.1',
  seed: 1,
  commands: [],
  scenario: threeBrokers,
  programs: [{ name: 'main', entry: 'main.ts', role: 'other', autostart: 1 }],
  files: { 'main.ts': text },
});

const hashOf = async (simulation: SimClient): Promise<string> => {
  const answer = await simulation.query({ type: 'journal-hash' });
  return answer.type === 'journal-hash' ? answer.hash : '';
};

test('a KafkaJS producer and its readers run in the frame, the same each time, however time is granted', async () => {
  const log = producerAndReaders({ readers: 2, records: 10, everyMs: 50, clientUs: 20_000 });
  const simulation = await client();
  const whole = await simulation.open(log, 10 * SECOND);
  const hash = await hashOf(simulation);
  expect(whole.events.filter((event) => event.type === 'effect')).toHaveLength(10);

  const events = [...(await simulation.open(log, 0)).events];
  for (let atUs = 16_667; atUs < 10 * SECOND; atUs += 16_667) events.push(...(await simulation.grant(atUs)).events);
  events.push(...(await simulation.grant(10 * SECOND)).events);
  expect(events).toEqual(whole.events);
  expect(await hashOf(simulation)).toBe(hash);
}, 30_000);

for (const [what, text] of Object.entries({
  'a loop without end': `setTimeout(() => { for (;;); }, 3000);`,
  'promises without end': `setTimeout(async () => { for (;;) await null; }, 3000);`,
})) {
  test(`${what} is ended after two seconds`, async () => {
    const simulation = await client();
    await simulation.open(program(text), SECOND);
    const startedMs = performance.now();
    const { events, commands, nowUs } = await simulation.grant(5 * SECOND);
    expect(performance.now() - startedMs).toBeGreaterThan(1_900);
    expect(performance.now() - startedMs).toBeLessThan(4_500);
    expect(nowUs).toBe(5 * SECOND);
    expect(events.filter((event) => event.type === 'process')).toMatchObject([
      { state: 'killed', reason: 'unresponsive' },
    ]);
    expect(commands).toMatchObject([
      { atUs: 3 * SECOND, command: { type: 'kill', process: 'main-1', cause: 'unresponsive' } },
    ]);
  }, 20_000);
}

test('a syntax error is shown at its line, a crash with the program’s own frames, a lost rejection at its moment', async () => {
  const simulation = await client();
  const crash = async (text: string) => {
    const { events } = await simulation.open(program(text), 5 * SECOND);
    const end = events.find((event) => event.type === 'process' && event.state !== 'running');
    expect(end).toMatchObject({ state: 'crashed', reason: 'code 1' });
    const printed = events.filter((event) => event.type === 'console').at(-1)!;
    return { text: printed.text, at: printed.at, atUs: end!.atUs };
  };
  expect(await crash(`const a = 1;\nconst b = (a +;`)).toMatchObject({ at: { file: 'main.ts', line: 2, column: 15 } });
  expect(await crash(`let a: number = 1;\nlet a = 2;`)).toEqual({
    text: "main.ts:2\nlet a = 2;\n    ^\n\nSyntaxError: Identifier 'a' has already been declared",
    at: { file: 'main.ts', line: 2, column: 5 },
    atUs: 0,
  });
  expect(await crash(`function main(n: number) {\n  throw new Error('lost ' + n);\n}\nmain(4);`)).toEqual({
    text: "main.ts:2\n  throw new Error('lost ' + n);\n        ^\n\nError: lost 4\n    at main (main.ts:2:9)\n    at main.ts:4:1",
    at: { file: 'main.ts', line: 2, column: 9 },
    atUs: 0,
  });
  const rejection = `setTimeout(async () => { await null; throw new Error('x'); }, 10); setInterval(() => console.log('on'), 11);`;
  expect(await crash(rejection)).toMatchObject({ text: expect.stringContaining('Error: x'), atUs: 10_000 });
});

test('an open ends the run before it; a disposed simulation answers nobody', async () => {
  const simulation = await client();
  const first = simulation.open(program(`setInterval(() => {}, 1);`), 100_000 * SECOND);
  const progress = await new Promise((resolve) => {
    simulation.onProgress = resolve;
  });
  expect(progress).toMatchObject({ type: 'progress', untilUs: 100_000 * SECOND });
  const second = simulation.open(program(`console.log('second');`), SECOND);
  await expect(first).rejects.toMatchObject({ kind: 'disposed' });
  expect((await second).nowUs).toBe(SECOND);

  const third = simulation.grant(2 * SECOND);
  expect(() => simulation.grant(3 * SECOND)).toThrow(/has not been answered/);
  simulation.dispose();
  await expect(third).rejects.toBeInstanceOf(SimError);
  await expect(simulation.grant(3 * SECOND)).rejects.toMatchObject({ kind: 'disposed' });
  expect(document.querySelector('iframe[title="simulation"]')).toBe(null);
});

test('a scenario that cannot stand rejects as broken, and the next one runs', async () => {
  const simulation = await client();
  const log = program('');
  const bad = { ...log, scenario: { ...threeBrokers, topics: [{ name: 'x', partitions: 1, replicationFactor: 9 }] } };
  await expect(simulation.open(bad, 0)).rejects.toMatchObject({ kind: 'broken' });
  expect((await simulation.open(log, 0)).nowUs).toBe(0);
});

test('a frame that is gone is noticed', async () => {
  const simulation = await createSimClient({ silentSecondsMax: 2 });
  await simulation.open(program(''), 0);
  const asked = simulation.open(program(`setInterval(() => {}, 1);`), 100_000 * SECOND);
  document.querySelector('iframe[title="simulation"]')!.remove();
  await expect(asked).rejects.toMatchObject({ kind: 'broken' });
  await expect(simulation.grant(SECOND)).rejects.toMatchObject({ kind: 'broken' });
});

test('a frame that does not come up in time is an error of its own kind', async () => {
  await expect(createSimClient({ bootMsMax: 0 })).rejects.toMatchObject({ name: 'SimError', kind: 'boot-timeout' });
  expect(document.querySelector('iframe[title="simulation"]')).toBe(null);
});
