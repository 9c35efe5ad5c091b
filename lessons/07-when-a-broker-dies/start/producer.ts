import { Kafka, logLevel } from 'kafkajs';
import { sleep } from 'shelfmark';

const kafka = new Kafka({
  clientId: 'producer',
  brokers: ['broker-1:9092', 'broker-2:9092', 'broker-3:9092'],
  logLevel: logLevel.NOTHING,
  // Keeps trying: a new leader may take a while.
  retry: { initialRetryTime: 500, maxRetryTime: 2_000, retries: 1_000 },
});
const producer = kafka.producer();
await producer.connect();

let open = true;
process.once('SIGTERM', () => (open = false));

for (let n = 1; open; n++) {
  const [written] = await producer.send({
    topic: 'payments',
    acks: 1,
    timeout: 5_000,
    messages: [{ key: 'anna', value: `producer ${n}` }],
  });
  console.log(`acknowledged: ${n} at offset ${written?.baseOffset}`);
  await sleep(200);
}

await producer.disconnect();
