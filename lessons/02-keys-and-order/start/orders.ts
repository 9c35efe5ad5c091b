import type { KafkaMessage, Message } from 'kafkajs';
import { effect, sleep } from 'shelfmark';

const customers = ['anna', 'bella', 'cesar', 'dmitri', 'elena', 'felix'];
const story = ['placed', 'paid', 'packed', 'sent'];

export interface OrderEvent {
  customer: string;
  /** Counts the events of one customer, from 1. */
  n: number;
  /** Counts all events. */
  seq: number;
  what: string;
}

let day = 0;
let seq = 0;

/** What happens next to each customer's order. */
export function events(): OrderEvent[] {
  const what = story[day % story.length] ?? '';
  day += 1;
  return customers.map((customer) => ({ customer, n: day, seq: ++seq, what }));
}

export const toMessage = (event: OrderEvent, key: string | null): Message => ({
  key,
  value: JSON.stringify(event),
});

/** A tenth of a second of work. Then the lesson hears of it. */
export async function handle(
  topic: string,
  partition: number,
  message: KafkaMessage,
): Promise<void> {
  await sleep(100);
  const event = JSON.parse(String(message.value)) as OrderEvent;
  const offset = Number(message.offset);
  console.log(`${topic}-${partition} @${offset} ${event.customer} ${event.n}: ${event.what}`);
  effect('read', { topic, partition, offset, key: event.customer, n: event.n, seq: event.seq });
}
