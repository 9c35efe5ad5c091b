import { Kafka, logLevel } from 'kafkajs';

const kafka = new Kafka({
  clientId: 'audit',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: 'audit' });
await consumer.connect();
await consumer.subscribe({ topic: 'orders', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  // A commit after each record: more than one needs, to be seen.
  autoCommitThreshold: 1,
  eachMessage: async ({ topic, partition, message }) => {
    console.log(`${topic}-${partition} @${message.offset}`);
  },
});
