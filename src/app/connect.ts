import type { Simulation } from './simulation';

/** Fetches the simulation and starts it in its frame; the page is there long before. */
export async function connect(): Promise<Simulation> {
  const { createSimClient } = await import('../worker/sim-client');
  return createSimClient();
}
