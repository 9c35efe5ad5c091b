import { effect, sleep } from 'shelfmark';

export interface Order {
  id: number;
  customer: string;
  /** The customer's n-th order. */
  n: number;
}

const customers = ['anna', 'bella', 'cesar', 'dmitri', 'elena'];
let taken = 0;
let tries = 0;

/** A customer orders. From here on the shop has promised to ship it. */
export function takeOrder(): Order {
  const customer = customers[taken % customers.length] ?? '';
  const n = Math.floor(taken / customers.length) + 1;
  taken += 1;
  const order = { id: taken, customer, n };
  effect('taken', { ...order });
  return order;
}

/** Packs a parcel. Now and then the van is away: then it throws. */
export async function ship(order: Order): Promise<void> {
  await sleep(100);
  tries += 1;
  if (tries % 9 === 0) throw new Error('the van is away');
  console.log(`shipped ${order.id} for ${order.customer}`);
  effect('shipped', { ...order });
}
