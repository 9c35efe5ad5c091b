import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';
import { takeOrder } from './shop';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
  retry: { initialRetryTime: 300, maxRetryTime: 2_000, retries: 100 },
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  const order = takeOrder();
  producer
    .send({
      topic: 'orders',
      acks: -1,
      messages: [{ key: order.customer, value: JSON.stringify(order) }],
    })
    .catch(() => console.log(`order ${order.id} was not written`));
  await sleep(400);
}

await producer.disconnect();
