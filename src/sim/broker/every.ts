import type { Us } from '../../contract/ids';
import type { Scheduler } from '../cluster/node-clock';

/** Beyond this a period means never: Kafka has Long.MAX_VALUE there. */
const NEVER_US = Number.MAX_SAFE_INTEGER / 2;

/** A scheduled task: it runs as long as the process does. A period that may change is asked for. Kafka: KafkaScheduler. */
export function every(clock: Scheduler, period: Us | (() => Us), firstUs: Us, task: () => void): void {
  const periodUs = typeof period === 'number' ? () => period : period;
  if (periodUs() > NEVER_US) return;
  const run = (): void => {
    task();
    clock.after(Math.ceil(periodUs()), run);
  };
  clock.after(Math.ceil(firstUs), run);
}
