import { Kafka, logLevel } from 'kafkajs';
import { read } from './library';

const kafka = new Kafka({
  clientId: 'reader',
  brokers: ['broker-1:9092'],
  // KafkaJS logs each rebalance as an error. INFO tells more.
  logLevel: logLevel.NOTHING,
});

// Instances with the same groupId share the partitions. One that is
// not heard of for sessionTimeout (ms) is taken for dead.
const consumer = kafka.consumer({
  groupId: 'readers',
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
