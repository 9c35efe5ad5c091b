import type { ProcessId } from '../contract/ids';
import type { ProgramSpec } from '../contract/scenario';
import { isAlive } from '../view/selectors';
import type { ProcessView, View } from '../view/view';

/** More would be no lesson, only a slow tab. */
export const INSTANCES_MAX = 9;

/** A program's instances that have run, by number. */
export const instancesOf = (view: View, program: string): ProcessView[] =>
  [...view.processes.values()].filter((process) => process.program === program).sort((a, b) => a.instance - b.instance);

export const runningOf = (view: View, program: string): ProcessView[] =>
  instancesOf(view, program).filter((process) => process.state === 'running');

/** Number of the instance that `+` starts: the lowest that is free; null when there are enough. */
export function nextInstance(view: View, program: string): number | null {
  const alive = new Set(
    instancesOf(view, program)
      .filter(isAlive)
      .map((process) => process.instance),
  );
  for (let n = 1; n <= INSTANCES_MAX; n += 1) if (!alive.has(n)) return n;
  return null;
}

/** The process that `−` stops: the running one with the highest number. */
export const lastRunning = (view: View, program: string): ProcessId | null =>
  runningOf(view, program).at(-1)?.id ?? null;

/** Files that no program starts from, but that programs import. */
export function sharedFiles(files: Readonly<Record<string, string>>, programs: readonly ProgramSpec[]): string[] {
  const entries = new Set(programs.map((program) => program.entry));
  return Object.keys(files).filter((file) => !entries.has(file));
}
