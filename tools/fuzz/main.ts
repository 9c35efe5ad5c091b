import { parseArgs } from 'node:util';
import { runFrames } from './frames.ts';
import { runSeeds } from './seeds.ts';

const USAGE = `Usage: npm run fuzz -- --seeds N [--from SEED]     random histories of a cluster
       npm run fuzz -- --frames N [--from SEED]    mutated frames at a broker
N and SEED are whole numbers from 1 on.
`;

/** What fails plays the same again: each line of a failure begins with its seed. */
export function main(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: { seeds: { type: 'string' }, frames: { type: 'string' }, from: { type: 'string', default: '1' } },
  });
  const [from, count] = [Number(values.from), Number(values.frames ?? values.seeds ?? 1000)];
  if (![from, count].every((number) => Number.isInteger(number) && number >= 1)) {
    process.stderr.write(USAGE);
    process.exitCode = 1;
    return;
  }
  const failed = values.frames === undefined ? runSeeds(from, count) : runFrames(from, count);
  process.exitCode = failed === 0 ? 0 : 1;
}
