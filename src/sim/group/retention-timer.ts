import { US_PER_MS } from '../../contract/ids';
import type { Coordination } from './coordination';

const KEY = 'offsets-retention';
const CHECK_INTERVAL_MS = 600_000;

/** Looks after a while whether offsets have expired: as long as there are groups. Kafka looks, groups or not. */
export function checkRetentionRegularly(c: Coordination): void {
  if (c.groups.size === 0) c.cancelTimer(KEY);
  if (c.groups.size === 0 || c.timers.has(KEY)) return;
  const intervalMs = c.options.config.offsetsRetentionCheckIntervalMs ?? CHECK_INTERVAL_MS;
  c.setTimer(KEY, { kind: 'retention' }, intervalMs * US_PER_MS);
}
