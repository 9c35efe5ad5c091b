import type { Us } from '../contract/ids';
import { isDrawn } from '../view/drawn';
import { STEP_US_MAX } from './pace';
import type { StepEnd } from './session-parts';
import type { Ran } from './simulation';

/** What a step needs of the run. */
export interface Stepped {
  /** False when somebody else moves time meanwhile. */
  readonly isOn: () => boolean;
  readonly nowUs: () => Us;
  /** Time of the next thing that will happen by itself, null when nothing will. */
  readonly nextUs: () => Us | null;
  /** Null when the run has ended meanwhile. */
  readonly grant: (untilUs: Us) => Promise<Ran | null>;
}

/** Lets time go on, event by event, until one is drawn; at most STEP_US_MAX. Says why it stopped without one. */
export async function stepOn({ isOn, nowUs, nextUs, grant }: Stepped): Promise<StepEnd> {
  const limitUs = nowUs() + STEP_US_MAX;
  while (isOn()) {
    const next = nextUs();
    if (next === null) return 'nothing-next';
    if (next > limitUs) return 'quiet-minute';
    const ran = await grant(Math.max(next, nowUs() + 1));
    if (ran === null || ran.events.some(isDrawn)) return null;
  }
  return null;
}
