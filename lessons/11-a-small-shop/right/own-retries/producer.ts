import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';
import { takeOrder } from './shop';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  const order = takeOrder();
  const messages = [
    { key: order.customer, value: JSON.stringify(order) },
  ];
  for (let written = false; !written;) {
    try {
      await producer.send({
        topic: 'orders',
        timeout: 5_000,
        messages,
      });
      written = true;
    } catch {
      await sleep(1_000);
    }
  }
  await sleep(400);
}

await producer.disconnect();
