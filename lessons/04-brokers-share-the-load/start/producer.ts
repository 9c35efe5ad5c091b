import { Kafka, logLevel } from 'kafkajs';
import { clicks } from './site';

const kafka = new Kafka({
  clientId: 'web',
  brokers: ['broker-1:9092'],
  logLevel: logLevel.NOTHING,
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

// As fast as it is let: the next send begins when this one is done.
while (open) {
  await producer.send({ topic: 'clicks', messages: clicks() });
}

await producer.disconnect();
