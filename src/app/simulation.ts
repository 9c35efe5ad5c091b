import type { Command } from '../contract/command';
import type { Us } from '../contract/ids';
import type { FromSim } from '../contract/port';
import type { Query, QueryAnswer } from '../contract/query';
import type { RunLog } from '../contract/run-log';

export type Ran = Extract<FromSim, { type: 'ran' }>;
export type Progress = Extract<FromSim, { type: 'progress' }>;

/** What a session needs of the simulation; `worker/sim-client` is the real one. */
export interface Simulation {
  open(log: RunLog, untilUs: Us): Promise<Ran>;
  grant(untilUs: Us): Promise<Ran>;
  command(command: Command): void;
  query(query: Query): Promise<QueryAnswer>;
  dispose(): void;
  /** Told while a long `open` replays. */
  onProgress?: ((progress: Progress) => void) | null;
}

/** The beat of the page: `requestAnimationFrame` in a browser, a hand crank in tests. */
export interface Frames {
  /** Calls back before the next frame with real milliseconds; the result cancels it. */
  next(run: (realMs: number) => void): () => void;
  /** A hidden tab grants nothing. */
  hidden(): boolean;
}

export const browserFrames: Frames = {
  next(run) {
    const id = requestAnimationFrame(run);
    return () => cancelAnimationFrame(id);
  },
  hidden: () => document.hidden,
};
