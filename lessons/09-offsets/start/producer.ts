import { Kafka } from 'kafkajs';
import { sleep } from 'shelfmark';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092'],
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  await producer.send({
    topic: 'Topic-A',
    messages: [0, 1, 2].map((partition) => ({
      partition,
      value: 'something new',
    })),
  });
  await sleep(1_000);
}

await producer.disconnect();
