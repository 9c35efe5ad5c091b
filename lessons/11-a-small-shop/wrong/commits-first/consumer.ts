import { Kafka, logLevel } from 'kafkajs';
import { ship, type Order } from './shop';

const kafka = new Kafka({
  clientId: 'warehouse',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({
  groupId: 'warehouse',
  sessionTimeout: 8_000,
});
await consumer.connect();
await consumer.subscribe({ topic: 'orders', fromBeginning: true });

process.once('SIGTERM', () => consumer.disconnect());

await consumer.run({
  autoCommit: false,
  eachMessage: async ({ topic, partition, message }) => {
    const next = String(Number(message.offset) + 1);
    await consumer.commitOffsets([{ topic, partition, offset: next }]);

    const order = JSON.parse(String(message.value)) as Order;
    await ship(order);
  },
});
