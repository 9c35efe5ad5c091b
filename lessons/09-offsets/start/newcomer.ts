import { Kafka, logLevel } from 'kafkajs';
import { handle } from './desk';

const kafka = new Kafka({
  clientId: 'newcomer',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: 'newcomer' });
await consumer.connect();
await consumer.subscribe({ topic: 'Topic-A', fromBeginning: false });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  autoCommitThreshold: 1,
  eachMessage: async ({ topic, partition, message }) => {
    await handle(topic, partition, message);
  },
});
