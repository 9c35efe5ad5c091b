import { forgetRun } from '../run-book';
import type { Keeper } from '../storage';
import { problemsOf } from './problems';
import { PRESETS, readPlan, runIdOf, type Plan } from './plan';

/** A cluster that was built: its run and its files are kept under its number. */
export interface Built {
  readonly number: number;
  readonly plan: Plan;
}

export interface Sandbox {
  readonly current: Built;
  /** The one that made way last: its run and its files are there still. */
  readonly before: Built | null;
}

const KEY = 'sandbox';
const FIRST: Sandbox = { current: { number: 1, plan: PRESETS.three }, before: null };

/** The visitor's clusters, kept in this browser: the one that stands, and the one before. */
export class SandboxBook {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** What was kept, or the cluster that one begins with. */
  read(): Sandbox {
    const kept = this.#keeper.read(KEY);
    if (typeof kept !== 'object' || kept === null) return FIRST;
    const { current, before } = kept as Readonly<Record<string, unknown>>;
    const stands = readBuilt(current);
    return stands === null ? FIRST : { current: stands, before: readBuilt(before) };
  }

  /** Another cluster takes the place of the one that stands, which can be had back until the next. */
  build({ current, before }: Sandbox, plan: Plan): Sandbox {
    if (before !== null) forgetRun(this.#keeper, runIdOf(before.number));
    const number = Math.max(current.number, before?.number ?? 0) + 1;
    return this.#keep({ current: { number, plan }, before: current });
  }

  /** The cluster before comes back, where it was left; the one that stands is the one before then. */
  goBack(sandbox: Sandbox): Sandbox {
    const { current, before } = sandbox;
    return before === null ? sandbox : this.#keep({ current: before, before: current });
  }

  #keep(sandbox: Sandbox): Sandbox {
    this.#keeper.write(KEY, sandbox);
    return sandbox;
  }
}

function readBuilt(value: unknown): Built | null {
  if (typeof value !== 'object' || value === null) return null;
  const { number, plan } = value as Readonly<Record<string, unknown>>;
  const read = readPlan(plan);
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return null;
  // Nobody could have built it.
  if (read === null || problemsOf(read).length > 0) return null;
  return { number, plan: read };
}
