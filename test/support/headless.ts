import type { Command, LoggedCommand } from '../../src/contract/command';
import type { SimEvent } from '../../src/contract/event';
import type { ProcessId, Us } from '../../src/contract/ids';
import { ENGINE_VERSION, RUN_LOG_FORMAT, type RunLog } from '../../src/contract/run-log';
import { Cluster } from '../../src/sim/cluster/cluster';
import { Lockstep, WATCH_MS } from '../../src/worker/lockstep';
import { NodeProcessHost } from './node-process-host';

export interface Ran {
  readonly events: readonly SimEvent[];
  /** Of the journal, without what programs printed. */
  readonly hash: string;
  /** What programs printed: `producer-1: sent`. */
  readonly console: readonly string[];
  /** All that was carried out: the log of a replay. */
  readonly commands: readonly LoggedCommand[];
}

export interface HeadlessOptions {
  readonly untilUs: Us;
  /** Given by hand on the way; sorted by time. */
  readonly commands?: readonly { readonly atUs: Us; readonly command: Command }[];
  /** Ends of grants on the way: results must not depend on them. */
  readonly grantsUs?: readonly Us[];
  readonly journal?: boolean;
}

/** A whole run without a browser: the real cluster, programs in threads of Node. */
export async function runHeadless(log: RunLog, options: HeadlessOptions): Promise<Ran> {
  const run = new HeadlessRun(log, options.journal ?? true);
  try {
    const stops = [
      ...(options.commands ?? []).map(({ atUs, command }) => ({ untilUs: atUs, command })),
      ...(options.grantsUs ?? []).map((untilUs) => ({ untilUs, command: null })),
    ].sort((a, b) => a.untilUs - b.untilUs);
    for (const { untilUs, command } of stops) {
      await run.to(untilUs);
      if (command !== null) await run.command(command);
    }
    await run.to(options.untilUs);
    return run.soFar();
  } finally {
    await run.close();
  }
}

/** A run that a test takes forward piece by piece. Must be closed. */
export class HeadlessRun {
  readonly cluster: Cluster;
  readonly lockstep: Lockstep;
  readonly host = new NodeProcessHost();
  readonly events: SimEvent[] = [];
  readonly commands: LoggedCommand[] = [];
  readonly #watch: NodeJS.Timeout;

  constructor(log: RunLog, journal = true) {
    const { scenario, seed, programs, files, commands } = log;
    this.cluster = new Cluster({ scenario, seed, programs, files, journal });
    this.lockstep = new Lockstep({ cluster: this.cluster, host: this.host, recorded: commands });
    this.#watch = setInterval(() => this.lockstep.watch(), WATCH_MS);
  }

  async to(untilUs: Us): Promise<void> {
    await this.lockstep.runTo(untilUs);
    this.#collect();
  }

  async command(command: Command): Promise<void> {
    await this.lockstep.command(command);
    this.#collect();
  }

  printed(process: ProcessId): string[] {
    return this.events.flatMap((event) => (event.type === 'console' && event.process === process ? [event.text] : []));
  }

  soFar(): Ran {
    const console = this.events.flatMap((event) =>
      event.type === 'console' ? [`${event.process}: ${event.text}`] : [],
    );
    return { events: this.events, hash: this.cluster.journalHash, console, commands: this.commands };
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    this.lockstep.cancel();
    await this.host.close();
  }

  #collect(): void {
    this.events.push(...this.lockstep.releaseEvents());
    this.commands.push(...this.lockstep.takeCommands());
  }
}

/** A log of nothing yet: these programs and files, in this scenario. */
export function runLog(parts: Pick<RunLog, 'scenario' | 'programs' | 'files'> & Partial<RunLog>): RunLog {
  return { format: RUN_LOG_FORMAT, engine: ENGINE_VERSION, seed: 1, commands: [], ...parts };
}
