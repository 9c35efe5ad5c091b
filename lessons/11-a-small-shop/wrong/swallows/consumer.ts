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
  eachMessage: async ({ message }) => {
    const order = JSON.parse(String(message.value)) as Order;
    try {
      await ship(order);
    } catch {
      console.log(`order ${order.id} could not be shipped`);
    }
  },
});
