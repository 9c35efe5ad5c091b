import type { SimEvent } from '../../contract/event';
import type { Us } from '../../contract/ids';
import type { View } from '../../view/view';
import type { Fact } from './fact';

/**
 * A named check: a pure fold over (view, event). It reads what the cluster did and nothing else: never a source text,
 * never a printed line. The view is the one after the event.
 */
export interface Check<Args, State> {
  start(args: Args): State;
  /** Must return the same object when nothing of its concern changed: the player compares references. */
  step(state: State, args: Args, view: View, event: SimEvent): State;
  report(state: State, args: Args): Report;
}

export interface Report {
  /** open: nothing yet. live: begun, or not quite. done: held once; the player keeps that. */
  readonly state: 'open' | 'live' | 'done';
  readonly evidence: Evidence | null;
  /** What a measuring check measured, once done. */
  readonly measuredUs: Us | null;
  /** Records a second, of a check that measures those. */
  readonly measuredRate?: number;
}

/** A short fact with its virtual time; a fact that goes on changing has no time. */
export interface Evidence {
  readonly atUs: Us | null;
  readonly fact: Fact;
}

export const OPEN: Report = { state: 'open', evidence: null, measuredUs: null };

export const live = (fact: Fact, atUs: Us | null = null): Report => ({
  state: 'live',
  evidence: { atUs, fact },
  measuredUs: null,
});

export const done = (atUs: Us, fact: Fact, measuredUs: Us | null = null): Report => ({
  state: 'done',
  evidence: { atUs, fact },
  measuredUs,
});

export const doneWithRate = (atUs: Us, fact: Fact, measuredRate: number): Report => ({
  ...done(atUs, fact),
  measuredRate,
});
