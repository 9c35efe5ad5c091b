import { setTimeout } from 'node:timers/promises';
import type { Address } from './cluster-under-test';
import { Wire } from './wire';

/** A JVM on a busy machine takes its time. */
const START_MS_MAX = 180_000;
const POLL_MS = 300;

/** Resolves when each broker knows that all of them are alive. */
export async function waitForBrokers(addresses: ReadonlyMap<number, Address>): Promise<void> {
  for (const [id, address] of addresses)
    await until(id, async () => (await aliveBrokers(address)).size === addresses.size);
}

/** Resolves when the broker knows itself to be alive. */
export async function waitForBroker(id: number, address: Address): Promise<void> {
  await until(id, async () => (await aliveBrokers(address)).has(id));
}

async function until(id: number, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + START_MS_MAX;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`broker ${id} is not ready after ${START_MS_MAX} ms`);
    await setTimeout(POLL_MS);
  }
}

/** Brokers that the one at this address knows to be alive; none when it does not answer. */
async function aliveBrokers(address: Address): Promise<Set<number>> {
  let wire: Wire | null = null;
  try {
    wire = await Wire.open(address, 'waiting');
    const { brokers } = await wire.request('Metadata', 9, { topics: [] });
    return new Set(brokers.map(({ nodeId }) => nodeId));
  } catch {
    return new Set();
  } finally {
    wire?.close();
  }
}
