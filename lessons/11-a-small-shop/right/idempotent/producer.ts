import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';
import { takeOrder } from './shop';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
  // Longer than any broker is away.
  retry: { initialRetryTime: 300, maxRetryTime: 2_000, retries: 100 },
});
const producer = kafka.producer({
  idempotent: true,
  maxInFlightRequests: 1,
});
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  const order = takeOrder();
  await producer.send({
    topic: 'orders',
    acks: -1,
    timeout: 5_000,
    messages: [{ key: order.customer, value: JSON.stringify(order) }],
  });
  await sleep(400);
}

await producer.disconnect();
