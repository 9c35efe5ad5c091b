import type { RunLog } from '../../src/contract/run-log';
import { ENGINE_VERSION, RUN_LOG_FORMAT } from '../../src/contract/run-log';

/** A KafkaJS producer and readers of one group, on four partitions. `records` 0: the producer never stops. */
export function producerAndReaders(options: {
  readers: number;
  records: number;
  everyMs: number;
  clientUs?: number;
}): RunLog {
  const { readers, records, everyMs, clientUs = 300_000 } = options;
  return {
    format: RUN_LOG_FORMAT,
    engine: ENGINE_VERSION,
    seed: 1,
    commands: [],
    scenario: {
      id: 'producer-and-readers',
      brokers: [{ id: 1 }, { id: 2 }, { id: 3 }],
      links: { clientUs, brokerUs: 200_000 },
      topics: [{ name: 'Topic-A', partitions: 4, replicationFactor: 2 }],
    },
    programs: [
      { name: 'producer', entry: 'producer.ts', role: 'producer', autostart: 1 },
      { name: 'consumer', entry: 'consumer.ts', role: 'consumer', autostart: readers },
    ],
    files: {
      'producer.ts': `
import { Kafka } from 'kafkajs';
import { sleep } from 'shelfmark';
const kafka = new Kafka({ clientId: 'producer', brokers: ['broker-1:9092'] });
const producer = kafka.producer();
await producer.connect();
for (let i = 0; ${records} === 0 || i < ${records}; i++) {
  await producer.send({ topic: 'Topic-A', messages: [{ key: 'key-' + (i % 7), value: 'book ' + i }] });
  await sleep(${everyMs});
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
    },
  };
}
