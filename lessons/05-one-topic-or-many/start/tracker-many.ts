import { Kafka, logLevel } from 'kafkajs';
import { track } from './shop';

const kafka = new Kafka({
  clientId: 'tracker-many',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: 'tracker-many' });
await consumer.connect();
await consumer.subscribe({
  topics: ['order-placed', 'order-paid', 'order-sent'],
  fromBeginning: true,
});

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  eachMessage: async ({ topic, partition, message }) => {
    await track('many', topic, partition, message);
  },
});
