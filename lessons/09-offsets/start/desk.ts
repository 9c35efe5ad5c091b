import type { KafkaMessage } from 'kafkajs';
import { effect, sleep } from 'shelfmark';

/** A fifth of a second of work. Then the lesson hears of it. */
export async function handle(
  topic: string,
  partition: number,
  message: KafkaMessage,
): Promise<void> {
  await sleep(200);
  console.log(`${topic}-${partition} @${message.offset}`);
  effect('read', { topic, partition, offset: Number(message.offset) });
}
