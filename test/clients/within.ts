import { setTimeout } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves as soon as it holds; throws when it does not within this much real time. */
export async function within(ms: number, what: string, holds: () => boolean): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await setTimeout(POLL_MS);
  }
}
