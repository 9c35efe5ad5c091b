import { Kafka, logLevel } from 'kafkajs';
import { read } from './library';

const kafka = new Kafka({
  clientId: 'statistics',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({
  groupId: 'reminders',
  // Not heard of for so long (ms): taken for dead.
  sessionTimeout: 10_000,
});
await consumer.connect();
await consumer.subscribe({ topic: 'loans', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  eachMessage: async ({ topic, partition, message }) => {
    await read(topic, partition, message);
  },
});
