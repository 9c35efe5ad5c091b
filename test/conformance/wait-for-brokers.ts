import { setTimeout } from 'node:timers/promises';
import type { Address } from './cluster-under-test';
import { Wire } from './wire';

/** A JVM on a busy machine takes its time. */
const START_MS_MAX = 180_000;
const POLL_MS = 300;

/** Resolves when each broker knows that all of them are alive. */
export async function waitForBrokers(addresses: ReadonlyMap<number, Address>): Promise<void> {
  const end = performance.now() + START_MS_MAX;
  for (const [id, address] of addresses) {
    while ((await aliveBrokers(address)) < addresses.size) {
      if (performance.now() > end) throw new Error(`broker ${id} is not ready after ${START_MS_MAX} ms`);
      await setTimeout(POLL_MS);
    }
  }
}

/** Brokers that the one at this address knows to be alive; 0 when it does not answer. */
async function aliveBrokers(address: Address): Promise<number> {
  let wire: Wire | null = null;
  try {
    wire = await Wire.open(address, 'waiting');
    const { brokers } = await wire.request('Metadata', 9, { topics: [] });
    return brokers.length;
  } catch {
    return 0;
  } finally {
    wire?.close();
  }
}
