import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

// By murmur2, cesar goes to partition 0, anna to 1, bella to 2.
while (open) {
  await producer.send({
    topic: 'Topic-A',
    messages: ['cesar', 'anna', 'bella'].map((key) => ({
      key,
      value: `order of ${key}`,
    })),
  });
  await sleep(500);
}

await producer.disconnect();
