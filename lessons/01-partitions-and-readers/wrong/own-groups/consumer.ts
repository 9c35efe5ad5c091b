import { Kafka, logLevel } from 'kafkajs';
import { read } from './library';

const kafka = new Kafka({
  clientId: 'reader',
  brokers: ['broker-1:9092'],
  // KafkaJS logs each rebalance as an error. INFO tells more.
  logLevel: logLevel.NOTHING,
});

// A group of its own for each instance.
const consumer = kafka.consumer({
  groupId: `readers-${Math.random()}`,
  sessionTimeout: 10_000,
});
await consumer.connect();
await consumer.subscribe({ topic: 'Topic-A', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  autoCommitInterval: 5_000,
  eachMessage: async ({ topic, partition, message }) => {
    await read(topic, partition, message);
    console.log(
      `${topic}-${partition} @${message.offset} ${message.key}`,
    );
  },
});
