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
  await producer.send({ topic: 'loans', messages: loans() });
  await sleep(2_000);
}

await producer.disconnect();
