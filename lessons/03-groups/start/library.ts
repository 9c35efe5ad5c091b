import type { KafkaMessage, Message } from 'kafkajs';
import { effect, sleep } from 'shelfmark';

// Kafka's partitioner puts two of them on each of four partitions.
const borrowers =
  'anna bella carlos dmitri elena felix gustav hugo'.split(' ');
let day = 0;

/** A loan of each borrower. */
export function loans(): Message[] {
  day += 1;
  return borrowers.map((borrower) => ({
    key: borrower,
    value: `book ${day} of ${borrower}`,
  }));
}

/** A fifth of a second of work. Then the lesson hears of it. */
export async function read(
  topic: string,
  partition: number,
  message: KafkaMessage,
): Promise<void> {
  await sleep(200);
  console.log(
    `${topic}-${partition} @${message.offset} ${message.key}`,
  );
  effect('read', { topic, partition, offset: Number(message.offset) });
}
