import { expect, test } from 'vitest';
import type { Command } from '../../src/contract/command';
import type { SimEvent } from '../../src/contract/event';
import { HeadlessRun, runHeadless, runLog } from '../support/headless';
import { producerAndReaders } from '../support/programs';
import { threeBrokers } from '../support/scenarios';

const SECOND = 1_000_000;
const ends = (events: readonly SimEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'process' && event.state !== 'running' ? [`${event.process} ${event.state}: ${event.reason}`] : [],
  );
const program = (name: string, text: string) =>
  runLog({
    scenario: threeBrokers,
    programs: [{ name, entry: `${name}.ts`, role: 'other' }],
    files: { [`${name}.ts`]: text },
  });

const LOOPS = {
  'a loop without end': `setTimeout(() => { for (;;); }, 3000);`,
  'promises without end': `setTimeout(async () => { for (;;) await null; }, 3000);`,
};

for (const [what, text] of Object.entries(LOOPS)) {
  test(`${what} is ended after two seconds of real time, the others go on, and a replay does not wait for it`, async () => {
    const log = {
      ...program('loop', text),
      programs: [
        { name: 'loop', entry: 'loop.ts', role: 'other' as const, autostart: 1 },
        { name: 'other', entry: 'other.ts', role: 'other' as const, autostart: 1 },
      ],
      files: { 'loop.ts': text, 'other.ts': `setInterval(() => console.log(Date.now()), 1000);` },
    };
    let startedMs = performance.now();
    const ran = await runHeadless(log, { untilUs: 6 * SECOND });
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThan(1_900);
    expect(tookMs).toBeLessThan(8_000);
    expect(ends(ran.events)).toEqual(['loop-1 killed: unresponsive']);
    expect(ran.commands).toEqual([
      { atUs: 3 * SECOND, seq: 0, command: { type: 'kill', process: 'loop-1', cause: 'unresponsive' } },
    ]);
    expect(ran.console).toHaveLength(6);

    startedMs = performance.now();
    const replayed = await runHeadless({ ...log, commands: ran.commands }, { untilUs: 6 * SECOND });
    expect(performance.now() - startedMs).toBeLessThan(1_900);
    expect(replayed.events).toEqual(ran.events);
    expect(replayed.hash).toBe(ran.hash);
  }, 20_000);
}

test('stop: a reader leaves its group in peace and ends with code 0', async () => {
  const run = new HeadlessRun(producerAndReaders({ readers: 2, records: 5, everyMs: 10, clientUs: 10_000 }));
  try {
    await run.to(15 * SECOND);
    await run.command({ type: 'stop', process: 'consumer-1' });
    await run.to(30 * SECOND);
    expect(ends(run.events)).toEqual([
      'producer-1 exited: code 0',
      'consumer-1 stopping: SIGTERM',
      'consumer-1 exited: code 0',
    ]);
    const apis = run.events.flatMap((event) =>
      event.type === 'message' && event.from === 'process:consumer-1' ? [event.api] : [],
    );
    expect(apis.at(-1)).toBe('LeaveGroup');
    const group = run.events.filter((event) => event.type === 'group').at(-1)!;
    expect(group.members.map(({ process }) => process)).toEqual(['consumer-2']);
    expect(group.members[0]!.assignment[0]!.partitions).toEqual([0, 1, 2, 3]);
  } finally {
    await run.close();
  }
}, 20_000);

test('a program that does not heed SIGTERM is killed when its time is over', async () => {
  const log = program('stubborn', `setInterval(() => {}, 500); process.on('SIGTERM', () => console.log('no'));`);
  const ran = await runHeadless(log, {
    untilUs: 20 * SECOND,
    commands: [
      { atUs: 0, command: { type: 'run', program: 'stubborn', instance: 1 } },
      { atUs: 2 * SECOND, command: { type: 'stop', process: 'stubborn-1' } },
    ],
  });
  expect(ran.console).toEqual(['stubborn-1: no']);
  expect(ends(ran.events)).toEqual(['stubborn-1 stopping: SIGTERM', 'stubborn-1 killed: stop-timeout']);
  expect(ran.events.at(-1)!.atUs).toBeGreaterThanOrEqual(12 * SECOND);
}, 20_000);

test('edited, killed and run again: the new text runs, under the same name', async () => {
  const log = program('greeter', `console.log('old'); setInterval(() => {}, 1000);`);
  const commands: { atUs: number; command: Command }[] = [
    { atUs: 0, command: { type: 'run', program: 'greeter', instance: 1 } },
    { atUs: SECOND, command: { type: 'edit', file: 'greeter.ts', text: `console.log('new');` } },
    { atUs: 2 * SECOND, command: { type: 'kill', process: 'greeter-1', cause: 'visitor' } },
    { atUs: 2 * SECOND, command: { type: 'run', program: 'greeter', instance: 1 } },
  ];
  const ran = await runHeadless(log, { untilUs: 3 * SECOND, commands });
  expect(ran.console).toEqual(['greeter-1: old', 'greeter-1: new']);
  expect(ends(ran.events)).toEqual(['greeter-1 killed: visitor', 'greeter-1 exited: code 0']);

  const replayed = await runHeadless({ ...log, commands: ran.commands }, { untilUs: 3 * SECOND });
  expect(replayed.events).toEqual(ran.events);
}, 20_000);

test('a host that is no broker: refused as in Node, and the program says so', async () => {
  const log = program(
    'lost',
    `import { Kafka } from 'kafkajs';
const at = async (broker: string) => {
  const kafka = new Kafka({ brokers: [broker], retry: { retries: 1 }, logLevel: 1 });
  await kafka.producer().connect().catch((error: Error) => console.log(broker, error.message));
};
await at('nowhere:9092');
await at('broker-1:9999');`,
  );
  const ran = await runHeadless(log, {
    untilUs: 30 * SECOND,
    commands: [{ atUs: 0, command: { type: 'run', program: 'lost', instance: 1 } }],
  });
  const said = ran.console.filter((line) => !line.includes('"level"'));
  expect(said).toEqual([
    'lost-1: nowhere:9092 Connection error: getaddrinfo ENOTFOUND nowhere',
    expect.stringMatching(/^lost-1: broker-1:9999 Connection error: connect ECONNREFUSED .*9999$/),
  ]);
  expect(ran.console.some((line) => line.includes('"level":"ERROR"'))).toBe(true);
  expect(ends(ran.events)).toEqual(['lost-1 exited: code 0']);
}, 20_000);

test('results do not depend on how time is granted: whole, in frames, in single milliseconds', async () => {
  const log = producerAndReaders({ readers: 2, records: 12, everyMs: 35, clientUs: 10_000 });
  const untilUs = 12 * SECOND;
  const every = (us: number): number[] => Array.from({ length: untilUs / us }, (_, i) => (i + 1) * us);
  const whole = await runHeadless(log, { untilUs });
  for (const grantsUs of [every(1_000), every(16_667), every(300_000)]) {
    const cut = await runHeadless(log, { untilUs, grantsUs });
    expect(cut.events).toEqual(whole.events);
    expect(cut.hash).toBe(whole.hash);
  }
  expect(whole.events.filter((event) => event.type === 'effect')).toHaveLength(12);
}, 60_000);
