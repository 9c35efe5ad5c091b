import type { KafkaMessage, Message } from 'kafkajs';
import { effect, sleep } from 'shelfmark';

const customers = [
  'anna',
  'bella',
  'cesar',
  'dmitri',
  'elena',
  'felix',
  'greta',
];
const story = ['placed', 'paid', 'packed', 'sent'];

export interface OrderEvent {
  customer: string;
  /** When it happened, in ms. */
  at: number;
  what: string;
}

let day = 0;

/** What happens next to each customer's order. */
export function events(): OrderEvent[] {
  const what = story[day % story.length] ?? '';
  day += 1;
  const now = Date.now();
  return customers.map((customer, i) => ({
    customer,
    what,
    at: now + i,
  }));
}

export const toMessage = (
  event: OrderEvent,
  key: string | null,
): Message => ({
  key,
  value: JSON.stringify(event),
});

/** A little work. Then the lesson hears of it. */
export async function handle(
  topic: string,
  partition: number,
  message: KafkaMessage,
): Promise<void> {
  await sleep(50);
  const event = JSON.parse(String(message.value)) as OrderEvent;
  const offset = Number(message.offset);
  const time = new Date(event.at).toISOString().slice(14, 21);
  console.log(
    `${topic}-${partition} @${offset} ${time} ${event.customer} ${event.what}`,
  );
  effect('read', {
    topic,
    partition,
    offset,
    key: event.customer,
    at: event.at,
  });
}
