import { parseArgs } from 'node:util';
import { playSeed, type Outcome } from '../../test/fuzz/run.ts';

/** `npm run fuzz -- --seeds 10000 [--from 1]`: random histories; a seed that fails plays the same again. */
export function main(args: string[]): void {
  const { values } = parseArgs({ args, options: { seeds: { type: 'string' }, from: { type: 'string' } } });
  const from = Number(values.from ?? 1);
  const seeds = Number(values.seeds ?? 1000);
  if (!Number.isInteger(from) || !Number.isInteger(seeds) || seeds < 1) {
    process.stderr.write('Usage: npm run fuzz -- [--seeds N] [--from SEED], whole numbers\n');
    process.exitCode = 1;
    return;
  }
  const tally = { acknowledged: 0, elections: 0, shrinks: 0, truncations: 0, controllerMoves: 0 };
  let failed = 0;
  for (let seed = from; seed < from + seeds; seed++) {
    const problem = play(seed, tally);
    if (problem === null) continue;
    failed++;
    process.stdout.write(`seed ${seed}: ${problem}\n`);
  }
  process.stdout.write(`${seeds} histories, ${failed} failed; histories with: ${JSON.stringify(tally)}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function play(seed: number, tally: Record<string, number>): string | null {
  let outcome: Outcome;
  try {
    outcome = playSeed(seed);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  for (const what of Object.keys(tally)) {
    if (Number(outcome[what as keyof Outcome]) > 0) tally[what] = (tally[what] ?? 0) + 1;
  }
  if (outcome.anomalies.length === 0) return null;
  return outcome.anomalies.map(({ kind, what }) => `${kind}: ${what}`).join('; ');
}
