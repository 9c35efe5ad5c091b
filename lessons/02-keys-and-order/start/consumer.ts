import { Kafka, logLevel } from 'kafkajs';
import { handle } from './orders';

const kafka = new Kafka({
  clientId: 'warehouse',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: 'warehouse' });
await consumer.connect();
await consumer.subscribe({ topic: 'orders', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  eachMessage: async ({ topic, partition, message }) => {
    await handle(topic, partition, message);
  },
});
