import { Kafka } from 'kafkajs';
import { sleep } from 'shelfmark';
import { events, toMessage } from './orders';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092'],
});
// Asks for the number of partitions again after this time (ms).
const producer = kafka.producer({ metadataMaxAge: 5_000 });
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  await producer.send({
    topic: 'orders',
    messages: events().map((event) => toMessage(event, null)),
  });
  await sleep(600);
}

await producer.disconnect();
