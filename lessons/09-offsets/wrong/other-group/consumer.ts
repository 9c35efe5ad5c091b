import { Kafka, logLevel } from 'kafkajs';
import { handle } from './desk';

const kafka = new Kafka({
  clientId: 'app',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({
  groupId: '4-again',
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

    await handle(topic, partition, message);
    // Every tenth record, once it is handled.
    if (offset % 10 === 9) await commit(offset + 1);
  },
});
