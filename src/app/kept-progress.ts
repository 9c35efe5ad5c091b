import type { Keeper } from './storage';

/** What the list of lessons says of one: its step on the screen from 0, or that all is done. Null: not begun. */
export function readProgress(keeper: Keeper, lesson: string, steps: number): { step: number; done: boolean } | null {
  const kept = keeper.read(`progress:${lesson}`);
  if (typeof kept !== 'object' || kept === null) return null;
  const { step } = kept as { step?: unknown };
  return typeof step === 'number' ? { step, done: step >= steps } : null;
}
