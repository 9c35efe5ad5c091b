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

const customers = ['anna', 'bella', 'cesar', 'dmitri'];

for (let n = 0; open; n++) {
  await producer.send({
    topic: 'orders',
    messages: [
      {
        key: customers[n % customers.length],
        value: `order ${n}: ${'a book, '.repeat(20)}`,
      },
    ],
  });
  await sleep(100);
}

await producer.disconnect();
