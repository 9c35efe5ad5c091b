import { Kafka, logLevel } from 'kafkajs';

const kafka = new Kafka({
  clientId: 'reader',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: 'reader' });
await consumer.connect();
await consumer.subscribe({ topic: 'orders', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  autoCommitThreshold: 5,
  eachMessage: async ({ partition, message }) => {
    console.log(
      `orders-${partition} @${message.offset} ${message.key}`,
    );
  },
});

// Begins there, whatever was committed.
consumer.seek({ topic: 'orders', partition: 0, offset: '25' });
