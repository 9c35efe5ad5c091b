import { playSeed, SHOWN, type Outcome } from '../../test/fuzz/run.ts';

/** So often it is told how far it has come: a long run may be ended early. */
const TELL_EVERY = 100;

/** Plays so many histories, prints what fails and what the others had in them; returns how many failed. */
export function runSeeds(from: number, seeds: number): number {
  const tally: Record<string, number> = { ...Object.fromEntries(SHOWN.map((what) => [what, 0])), forgiven: 0 };
  let failed = 0;
  for (let played = 1; played <= seeds; played++) {
    const seed = from + played - 1;
    const problem = play(seed, tally);
    if (problem !== null) {
      failed++;
      process.stdout.write(`seed ${seed}: ${problem}\n`);
    }
    if (played % TELL_EVERY !== 0 && played !== seeds) continue;
    process.stdout.write(`${played} histories, ${failed} failed; histories with: ${JSON.stringify(tally)}\n`);
  }
  return failed;
}

function play(seed: number, tally: Record<string, number>): string | null {
  let outcome: Outcome;
  try {
    outcome = playSeed(seed);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  for (const what of [...SHOWN, 'forgiven'] as const) {
    if (outcome[what] > 0) tally[what] = (tally[what] ?? 0) + 1;
  }
  if (outcome.anomalies.length === 0) return null;
  return outcome.anomalies.map(({ kind, what }) => `${kind}: ${what}`).join('; ');
}
