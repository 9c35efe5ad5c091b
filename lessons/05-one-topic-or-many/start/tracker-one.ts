import { Kafka, logLevel } from 'kafkajs';
import { track } from './shop';

const kafka = new Kafka({
  clientId: 'tracker-one',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: 'tracker-one' });
await consumer.connect();
await consumer.subscribe({
  topics: ['orders'],
  fromBeginning: true,
});

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  eachMessage: async ({ topic, partition, message }) => {
    await track('one', topic, partition, message);
  },
});
