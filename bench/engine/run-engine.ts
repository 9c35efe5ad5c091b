import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import type { EngineMeasure } from './main';

const ROUNDS = 3;

export interface EngineFigures {
  readonly engineRecordsPerSecond: number;
  readonly eventCostSmallUs: number;
  readonly eventCostLargeUs: number;
}

/**
 * The engine alone in Node, built as the site builds it. Measures take turns, and the best of each counts: what else
 * the machine does meanwhile only adds.
 * @param outDir for what is built
 */
export async function measureEngine(root: string, outDir: string): Promise<EngineFigures> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: { ssr: join(root, 'bench/engine/main.ts'), outDir, emptyOutDir: true },
  });
  const ask = async (measure: EngineMeasure): Promise<number> => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(outDir, 'main.js'), measure]);
    return Number(stdout);
  };
  let best: EngineFigures = { engineRecordsPerSecond: 0, eventCostSmallUs: Infinity, eventCostLargeUs: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    best = {
      engineRecordsPerSecond: Math.max(best.engineRecordsPerSecond, await ask('recordsPerSecond')),
      eventCostSmallUs: Math.min(best.eventCostSmallUs, await ask('eventCostSmallUs')),
      eventCostLargeUs: Math.min(best.eventCostLargeUs, await ask('eventCostLargeUs')),
    };
  }
  return best;
}
