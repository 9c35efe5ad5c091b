import type { KafkaMessage, Message } from 'kafkajs';
import { effect, sleep } from 'shelfmark';

const customers = ['anna', 'bella', 'cesar', 'dmitri', 'elena', 'felix'];
const story = ['placed', 'paid', 'sent'] as const;

export interface OrderEvent {
  customer: string;
  /** Counts the events of one customer, from 1. */
  n: number;
  what: (typeof story)[number];
}

let step = 0;

/** The next event of each customer's order: all place, then all pay, then all is sent. */
export function events(): OrderEvent[] {
  const what = story[step % story.length] ?? 'placed';
  step += 1;
  return customers.map((customer) => ({ customer, n: step, what }));
}

export const toMessage = (event: OrderEvent): Message => ({
  key: event.what,
  value: JSON.stringify(event),
});

const seen = new Map<string, number>();

/** A little work. Then the lesson hears of it. */
export async function track(
  tracker: 'many' | 'one',
  topic: string,
  partition: number,
  message: KafkaMessage,
): Promise<void> {
  await sleep(50);
  const { customer, n, what } = JSON.parse(String(message.value)) as OrderEvent;
  const last = seen.get(customer) ?? 0;
  console.log(n === last + 1 ? `${customer} ${what}` : `${customer} ${what}?! event ${n} after event ${last}`);
  seen.set(customer, n);
  effect(tracker, { topic, partition, offset: Number(message.offset), key: customer, n });
}
