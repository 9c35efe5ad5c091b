import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';
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
  // KafkaJS commits what eachMessage has finished, and nothing else.
  eachMessage: async ({ message }) => {
    const order = JSON.parse(String(message.value)) as Order;
    for (;;) {
      try {
        await ship(order);
        return;
      } catch {
        await sleep(200);
      }
    }
  },
});
