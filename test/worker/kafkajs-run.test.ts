import { expect, test } from 'vitest';
import { runHeadless, runLog } from '../support/headless';
import { threeBrokers } from '../support/scenarios';

const files = {
  'producer.ts': `
    import { Kafka } from 'kafkajs';
    const kafka = new Kafka({ clientId: 'producer', brokers: ['broker-1:9092'] });
    const producer = kafka.producer();
    await producer.connect();
    for (let i = 0; i < 20; i++) {
      const [meta] = await producer.send({ topic: 'Topic-A', messages: [{ key: 'key-' + (i % 5), value: 'book ' + i }] });
      console.log('sent', meta);
    }
    await producer.disconnect();
  `,
  'consumer.ts': `
    import { Kafka } from 'kafkajs';
    import { effect } from 'shelfmark';
    const kafka = new Kafka({ clientId: 'consumer', brokers: ['broker-1:9092', 'broker-2:9092'] });
    const consumer = kafka.consumer({ groupId: 'readers' });
    await consumer.connect();
    await consumer.subscribe({ topic: 'Topic-A', fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        effect('read', { partition, offset: message.offset, value: message.value!.toString() });
      },
    });
  `,
};
const log = runLog({
  scenario: threeBrokers,
  programs: [
    { name: 'producer', entry: 'producer.ts', role: 'producer', autostart: 1 },
    { name: 'consumer', entry: 'consumer.ts', role: 'consumer', autostart: 2 },
  ],
  files,
});

const untilUs = 30_000_000;

test('what a KafkaJS producer sends, two KafkaJS consumers read, each its own partitions, in order', async () => {
  const { events } = await runHeadless(log, { untilUs });
  const read = events.flatMap((event) =>
    event.type === 'effect' ? [{ process: event.process, ...(JSON.parse(event.data) as Read) }] : [],
  );
  expect(read.map(({ value }) => value).sort()).toEqual(Array.from({ length: 20 }, (_, i) => `book ${i}`).sort());
  const readers = new Map<number, Set<string>>();
  for (const { partition, process } of read) {
    readers.set(partition, (readers.get(partition) ?? new Set()).add(process));
  }
  for (const [partition, processes] of readers) {
    expect(processes.size).toBe(1);
    const offsets = read.filter((one) => one.partition === partition).map(({ offset }) => Number(offset));
    expect(offsets).toEqual(offsets.map((_, i) => i));
  }
}, 30_000);

test('the same run gives the same journal and the same lines, however its windows are cut', async () => {
  const whole = await runHeadless(log, { untilUs });
  const again = await runHeadless(log, { untilUs });
  const frames = Array.from({ length: untilUs / 16_667 }, (_, i) => (i + 1) * 16_667);
  const inFrames = await runHeadless(log, { untilUs, grantsUs: frames });
  for (const other of [again, inFrames]) {
    expect(other.hash).toBe(whole.hash);
    expect(other.events).toEqual(whole.events);
  }
  expect(whole.events.length).toBeGreaterThan(200);
}, 60_000);

test('with disks and network cards that have limits, too', async () => {
  const limits = { diskBytesPerSecond: 2_000, networkBytesPerSecond: 100_000 };
  const brokers = log.scenario.brokers.map((broker) => ({ ...broker, ...limits }));
  const limited = { ...log, scenario: { ...log.scenario, brokers } };
  const whole = await runHeadless(limited, { untilUs });
  const frames = Array.from({ length: untilUs / 16_667 }, (_, i) => (i + 1) * 16_667);
  const inFrames = await runHeadless(limited, { untilUs, grantsUs: frames });
  expect(inFrames.events).toEqual(whole.events);
  expect(whole.events.filter(({ type }) => type === 'effect')).toHaveLength(20);
  expect(whole.events.some((event) => event.type === 'disk' && event.waiting > 1)).toBe(true);
}, 60_000);

interface Read {
  readonly partition: number;
  readonly offset: string;
  readonly value: string;
}
