import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
  retry: { initialRetryTime: 500, maxRetryTime: 2_000, retries: 100 },
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  await producer.send({
    topic: 'orders',
    messages: [0, 1].map((partition) => ({
      partition,
      value: 'an order',
    })),
  });
  await sleep(300);
}

await producer.disconnect();
