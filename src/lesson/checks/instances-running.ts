import type { Us } from '../../contract/ids';
import { type Check, done, live, OPEN } from './check';

export interface InstancesRunningArgs {
  readonly program: string;
  readonly min: number;
}

/** A program that does not compile, or throws in its first lines, starts too: it counts only if it lives this long. */
const SETTLED_US = 1_000_000;

interface State {
  readonly running: number;
  readonly settled: number;
  readonly atUs: Us;
}

/** Holds when at least `min` instances of a program have each run for a virtual second. */
export const instancesRunning: Check<InstancesRunningArgs, State> = {
  start: () => ({ running: 0, settled: 0, atUs: 0 }),

  step(state, args, view, event) {
    let running = 0;
    let settled = 0;
    for (const process of view.processes.values()) {
      if (process.program !== args.program || process.state !== 'running') continue;
      running += 1;
      if (event.atUs - process.sinceUs >= SETTLED_US) settled += 1;
    }
    if (running === state.running && settled === state.settled) return state;
    return { running, settled, atUs: event.atUs };
  },

  report({ running, settled, atUs }, { min }) {
    if (running === 0) return OPEN;
    if (settled >= min) return done(atUs, { kind: 'instances', running: settled, wanted: min });
    return live({ kind: 'instances', running, wanted: min });
  },
};
