import { Kafka } from 'kafkajs';
import { sleep } from 'shelfmark';
import { events, toMessage } from './shop';

const kafka = new Kafka({
  clientId: 'checkout',
  brokers: ['broker-1:9092'],
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  for (const event of events()) {
    const messages = [toMessage(event)];
    await producer.sendBatch({
      topicMessages: [
        { topic: `order-${event.what}`, messages },
        { topic: 'orders', messages },
      ],
    });
  }
  await sleep(500);
}

await producer.disconnect();
