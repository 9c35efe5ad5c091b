import { Kafka } from 'kafkajs';
import { sleep } from 'shelfmark';
import { loans } from './library';

const kafka = new Kafka({
  clientId: 'desk',
  brokers: ['broker-1:9092'],
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

while (open) {
  const written = await producer.send({
    topic: 'Topic-A',
    messages: loans(),
  });
  for (const { partition, baseOffset } of written) {
    console.log(`Topic-A-${partition} from offset ${baseOffset}`);
  }
  await sleep(200);
}

await producer.disconnect();
