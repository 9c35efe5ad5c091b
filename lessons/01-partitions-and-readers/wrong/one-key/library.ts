import type { KafkaMessage, Message } from 'kafkajs';
import { effect, sleep } from 'shelfmark';

// Eight borrowers. Kafka's partitioner puts two of them on each of four partitions.
const borrowers = ['anna', 'bella', 'carlos', 'dmitri', 'elena', 'felix', 'gustav', 'hugo'];
let day = 0;

/** One record for each borrower: the key says who, the value what was borrowed. */
export function loans(): Message[] {
  day += 1;
  return borrowers.map((borrower) => ({ key: 'library', value: `book ${day} of ${borrower}` }));
}

/** The work that a record makes: half a second. Then the lesson hears that it was read. */
export async function read(topic: string, partition: number, message: KafkaMessage): Promise<void> {
  await sleep(500);
  effect('read', { topic, partition, offset: Number(message.offset) });
}
