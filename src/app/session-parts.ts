import type { SimEvent } from '../contract/event';
import type { View } from '../view/view';
import type { Pace } from './pace';
import type { RunSpec, TakenRun } from './run-book';
import type { Frames, Simulation } from './simulation';
import type { Keeper } from './storage';

/** Where the run stands; `replaying` is a kept run on its way back to where it was left. */
export type Phase = 'opening' | 'replaying' | 'ready' | 'full' | 'broken';

/** Why a step stopped without showing anything. */
export type StepEnd = 'nothing-next' | 'quiet-minute' | null;

export interface SessionParts {
  readonly spec: RunSpec;
  /** Opened instead of a kept or a fresh run. Nothing of it is kept: give no keeper. */
  readonly taken?: TakenRun;
  /** Null: nothing is kept, as for the cluster on the home page. */
  readonly keeper: Keeper | null;
  readonly connect: () => Promise<Simulation>;
  readonly frames: Frames;
  readonly pace: Pace;
  /** Whether time starts by itself in a run that nobody has begun yet. */
  readonly startsPlaying: boolean;
  /** A run begins from zero, be it a fresh one or a kept one that is replayed. */
  readonly onBegin?: () => void;
  /** Told each event of the run, with the view after it. Never told of a past that is only looked at. */
  readonly onEvent?: (view: View, event: SimEvent) => void;
}
