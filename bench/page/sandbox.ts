import { US_PER_SECOND } from '../../src/contract/ids';
import { ENGINE_VERSION, RUN_LOG_FORMAT } from '../../src/contract/run-log';
import { createSimClient } from '../../src/worker/sim-client';
import { ENTRY, THROUGHPUT_SCENARIO } from '../throughput';

const GRANT_US = US_PER_SECOND;
/** A program that has not ended by then never will. */
const GRANTS_MAX = 10_000;

/** Plays the program's text in the sandbox until it exits; resolves with the real milliseconds it took. */
export async function playInSandbox(text: string): Promise<number> {
  const simulation = await createSimClient();
  const log = {
    format: RUN_LOG_FORMAT,
    engine: ENGINE_VERSION,
    scenario: THROUGHPUT_SCENARIO,
    seed: 1,
    programs: [{ name: 'bench', entry: ENTRY, role: 'other' }],
    files: { [ENTRY]: text },
    commands: [],
  } as const;
  await simulation.open(log, 0);
  const started = performance.now();
  simulation.command({ type: 'run', program: 'bench', instance: 1 });
  for (let grant = 1; grant <= GRANTS_MAX; grant++) {
    const { events } = await simulation.grant(grant * GRANT_US);
    for (const event of events) {
      if (event.type === 'console' && event.stream === 'stderr') throw new Error(event.text);
      if (event.type !== 'process' || event.state === 'running') continue;
      if (event.state !== 'exited') throw new Error(`The bench program ended: ${event.state}, ${event.reason}.`);
      simulation.dispose();
      return performance.now() - started;
    }
  }
  throw new Error('The bench program does not end.');
}
