import type { LoggedCommand } from './command';
import type { ProgramSpec, Scenario, SourceFiles } from './scenario';

/** All that a run is made of: replaying it from zero gives the same journal. */
export interface RunLog {
  readonly format: typeof RUN_LOG_FORMAT;
  /** Version of the engine that wrote it; another one may tell another story, and the page says so. */
  readonly engine: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly programs: readonly ProgramSpec[];
  readonly files: SourceFiles;
  readonly commands: readonly LoggedCommand[];
}

export const RUN_LOG_FORMAT = 1;
/** Raised with each change after which a run may leave another journal: `test/determinism/engine-version.test.ts` notices. */
export const ENGINE_VERSION = '0.2';
