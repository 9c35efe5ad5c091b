import { expect, test } from 'vitest';
import type { Command } from '../../src/contract/command';
import type { SimEvent } from '../../src/contract/event';
import { runHeadless, runLog, type Ran } from '../support/headless';
import { threeBrokers } from '../support/scenarios';

const SECOND = 1_000_000;

/** Two KafkaJS readers that take 400 ms for a record and then commit it; a producer that never stops. */
const log = runLog({
  scenario: threeBrokers,
  programs: [
    { name: 'producer', entry: 'producer.ts', role: 'producer', autostart: 1 },
    { name: 'consumer', entry: 'consumer.ts', role: 'consumer', autostart: 2 },
  ],
  files: {
    'producer.ts': `
      import { Kafka } from 'kafkajs';
      import { sleep } from 'shelfmark';
      const producer = new Kafka({ clientId: 'producer', brokers: ['broker-1:9092'] }).producer();
      await producer.connect();
      for (let i = 0; ; i++) {
        await producer.send({ topic: 'Topic-A', messages: [{ key: 'key-' + (i % 9), value: String(i) }] });
        await sleep(100);
      }
    `,
    'consumer.ts': `
      import { Kafka } from 'kafkajs';
      import { effect, sleep } from 'shelfmark';
      const kafka = new Kafka({ clientId: 'consumer', brokers: ['broker-1:9092', 'broker-2:9092'] });
      const consumer = kafka.consumer({ groupId: 'readers', sessionTimeout: 6000, heartbeatInterval: 1000 });
      await consumer.connect();
      await consumer.subscribe({ topic: 'Topic-A', fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ topic, partition, message }) => {
          effect('begins', { partition, offset: message.offset });
          await sleep(400);
          effect('done', { partition, offset: message.offset });
          await consumer
            .commitOffsets([{ topic, partition, offset: String(Number(message.offset) + 1) }])
            .catch((error: Error) => effect('refused', error.message));
        },
      });
    `,
  },
});

const pausedAtUs = 20 * SECOND;
const resumedAtUs = 45 * SECOND;
const untilUs = 60 * SECOND;
const story: readonly { readonly atUs: number; readonly command: Command }[] = [
  { atUs: pausedAtUs, command: { type: 'pause-process', process: 'consumer-1' } },
  { atUs: resumedAtUs, command: { type: 'resume-process', process: 'consumer-1' } },
];

const states = ({ events }: Ran): string[] =>
  events.flatMap((event) =>
    event.type === 'process' && event.process === 'consumer-1' ? [`${event.atUs / SECOND} ${event.state}`] : [],
  );

const by = (process: string) => (event: SimEvent) =>
  (event.type === 'message' && event.from === `process:${process}`) ||
  (event.type === 'effect' && event.process === process);

test('a reader that stands still loses its session; the group goes on without it, and what it commits later is refused', async () => {
  const ran = await runHeadless(log, { untilUs, commands: story });
  // A command is carried out at the end of its grant, one microsecond behind it.
  expect(states(ran)).toEqual(['0 running', '20.000001 paused', '45.000001 running']);
  const { events } = ran;
  const mine = events.filter(by('consumer-1'));
  expect(mine.some(({ atUs }) => atUs < pausedAtUs)).toBe(true);
  expect(mine.filter(({ atUs }) => atUs > pausedAtUs && atUs <= resumedAtUs)).toEqual([]);

  const groups = events.filter((event) => event.type === 'group');
  const expired = groups.find(({ reason }) => /session|heartbeat/i.test(reason));
  expect(expired?.atUs).toBeGreaterThan(pausedAtUs + 4 * SECOND);
  expect(expired?.atUs).toBeLessThan(pausedAtUs + 7 * SECOND);
  const alone = groups.findLast(({ state, atUs }) => state === 'Stable' && atUs < resumedAtUs);
  expect(alone?.members.map(({ process }) => process)).toEqual(['consumer-2']);
  expect(alone?.members[0]?.assignment[0]?.partitions).toEqual([0, 1, 2, 3]);

  // The record that it had in its hands: it wakes, believes itself its owner still, and is told otherwise.
  const woken = mine.filter(({ atUs }) => atUs > resumedAtUs);
  expect(woken.find(({ type }) => type === 'effect')).toMatchObject({ name: 'done', atUs: resumedAtUs + 1 });
  const refused = events.find(
    (event) =>
      event.type === 'message' &&
      event.api === 'OffsetCommit' &&
      event.to === 'process:consumer-1' &&
      event.atUs > resumedAtUs,
  );
  expect(refused).toMatchObject({ details: { error: 'UNKNOWN_MEMBER_ID' } });

  const told = woken.flatMap((event) => (event.type === 'effect' && event.name === 'refused' ? [event.data] : []));
  expect(told[0]).toBe('"The coordinator is not aware of this member"');

  // And it joins again.
  const last = groups.findLast(({ state }) => state === 'Stable');
  expect(last?.members.map(({ process }) => process).sort()).toEqual(['consumer-1', 'consumer-2']);
}, 60_000);

test('the same run gives the same journal: again, in small grants, and replayed from its log', async () => {
  const whole = await runHeadless(log, { untilUs, commands: story });
  const frames = Array.from({ length: 500 }, (_, i) => (i + 1) * 120_011);
  const inFrames = await runHeadless(log, { untilUs, commands: story, grantsUs: frames });
  expect(inFrames.hash).toBe(whole.hash);
  expect(inFrames.events).toEqual(whole.events);
  const replayed = await runHeadless({ ...log, commands: whole.commands }, { untilUs });
  expect(replayed.hash).toBe(whole.hash);
}, 90_000);

test('killed while it stands still it is gone, SIGTERM waits until it wakes, and what cannot be is refused', async () => {
  const at = (seconds: number, command: Command) => ({ atUs: seconds * SECOND, command });
  const ran = await runHeadless(log, {
    untilUs: 40 * SECOND,
    commands: [
      at(5, { type: 'resume-process', process: 'consumer-1' }),
      at(6, { type: 'pause-process', process: 'nobody-1' }),
      at(10, { type: 'pause-process', process: 'consumer-1' }),
      at(11, { type: 'pause-process', process: 'consumer-1' }),
      at(12, { type: 'kill', process: 'consumer-1', cause: 'visitor' }),
      at(15, { type: 'pause-process', process: 'consumer-2' }),
      at(16, { type: 'stop', process: 'consumer-2' }),
      at(20, { type: 'resume-process', process: 'consumer-2' }),
    ],
  });
  const told = ran.events.flatMap((event) => {
    if (event.type === 'command-refused') return [`${event.command} refused: ${event.reason}`];
    if (event.type === 'process') return [`${event.process} ${event.state} ${event.reason ?? ''}`.trim()];
    return [];
  });
  expect(told.slice(3)).toEqual([
    'resume-process refused: not-paused',
    'pause-process refused: not-running',
    'consumer-1 paused',
    'pause-process refused: not-running',
    'consumer-1 killed visitor',
    'consumer-2 paused',
    'consumer-2 paused SIGTERM',
    'consumer-2 stopping SIGTERM',
    'consumer-2 exited code 0',
  ]);
}, 60_000);
