import { Kafka } from 'kafkajs';

// What was written before you came: runs once, and ends.
const counts = [1_560, 1_410, 1_630];

const kafka = new Kafka({
  clientId: 'history',
  brokers: ['broker-1:9092'],
});
const producer = kafka.producer();
await producer.connect();

for (let from = 0; from < 1_700; from += 100) {
  const messages = counts.flatMap((count, partition) =>
    Array.from(
      { length: Math.max(0, Math.min(100, count - from)) },
      (_, i) => ({ partition, value: `record ${from + i}` }),
    ),
  );
  if (messages.length > 0) {
    await producer.send({ topic: 'Topic-A', messages });
  }
}

await producer.disconnect();
