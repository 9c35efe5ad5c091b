import type { SavedState } from './incoming';

/** How far a learner has come: of the lesson that is on the screen. */
export interface ProgressReport {
  readonly lesson: string;
  /** From 1; one more than `steps`: the page that says it is finished. */
  readonly step: number;
  readonly steps: number;
  /** Tasks that count: those of the steps from the one on with which the embed began. */
  readonly tasks: { readonly done: number; readonly all: number };
  readonly completed: boolean;
}

export type ErrorCode =
  /** A message that cannot be understood; nothing was changed. */
  | 'bad-message'
  | 'unknown-lesson'
  | 'unknown-step'
  /** A state that does not fit the lesson; nothing was changed. */
  | 'bad-state'
  /** The address asks for something that there is not; the nearest was taken. */
  | 'bad-parameter'
  /** There is no lesson on the screen yet, or none at all. */
  | 'not-ready'
  /** A part of the page or the simulation did not come, or broke. */
  | 'failed';

/** What an embed tells the page around it, without `ns`, `v` and `id`. */
export type PageMessage =
  /** `listening`: messages are heard from now on. `running`: the lesson is on the screen and its cluster runs. */
  | { readonly type: 'ready'; readonly stage: 'listening' }
  | { readonly type: 'ready'; readonly stage: 'running'; readonly lesson: string; readonly step: number }
  /** The height at which nothing has to be scrolled that is worth seeing at once, in CSS px. */
  | { readonly type: 'resize'; readonly height: number }
  | ({ readonly type: 'progress' } & ProgressReport)
  /** A check has held. `stepDone`: it was the last of its step. */
  | {
      readonly type: 'passed';
      readonly lesson: string;
      readonly step: number;
      readonly task: string;
      readonly stepDone: boolean;
    }
  | { readonly type: 'completed'; readonly lesson: string }
  | { readonly type: 'state'; readonly state: SavedState }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message: string };
