import { Kafka, logLevel } from 'kafkajs';
import { handle } from './desk';

const kafka = new Kafka({
  clientId: 'app',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({
  groupId: '4',
  sessionTimeout: 8_000,
});
await consumer.connect();
await consumer.subscribe({ topic: 'Topic-A', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  autoCommit: false,
  eachMessage: async ({ topic, partition, message }) => {
    const commit = (next: number) =>
      consumer.commitOffsets([
        { topic, partition, offset: String(next) },
      ]);
    const offset = Number(message.offset);

    // Ten records at once, before they are handled.
    if (offset % 10 === 0) await commit(offset + 10);
    await handle(topic, partition, message);
  },
});
