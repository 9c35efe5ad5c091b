import type { Command } from '../contract/command';
import type { SimEvent } from '../contract/event';
import type { Us } from '../contract/ids';
import type { FromSim, ToSim } from '../contract/port';
import type { RunLog } from '../contract/run-log';
import { Cluster } from '../sim/cluster/cluster';
import { Lockstep, WATCH_MS } from './lockstep';
import type { ProcessHost } from './process-host';

export interface SimShellOptions {
  /** A host for one run; asked to end all its processes when the run ends. */
  readonly host: ProcessHost;
  readonly post: (message: FromSim) => void;
  /** Real milliseconds: for progress and for letting messages in, never for what happens in the run. */
  readonly realMs: () => number;
  /** Resolves after the messages that have arrived were taken. */
  readonly hop: () => Promise<void>;
  /** Calls back every so many real milliseconds; the result ends it. */
  readonly every: (ms: number, call: () => void) => () => void;
}

/** How long the shell runs on without looking whether the page has changed its mind. */
const YIELD_MS = 30;
/** A long grant, a program that hangs in it say, gives a sign of life once in so many watches. */
const WATCHES_A_SIGN = 10;

interface Run {
  readonly number: number;
  readonly cluster: Cluster;
  readonly lockstep: Lockstep;
}

/** Speaks contract/port.ts: one run at a time, one message after the other. */
export class SimShell {
  readonly #options: SimShellOptions;
  #run: Run | null = null;
  /** Number of the newest `open`: what older ones still do is dropped. */
  #newest = 0;
  #queue: Promise<void> = Promise.resolve();
  #yieldedMs = 0;

  constructor(options: SimShellOptions) {
    this.#options = options;
  }

  receive(message: ToSim): void {
    if (message.type === 'open') {
      this.#newest = message.run;
      // Does not wait for its turn: a replay of minutes may be what it ends.
      this.#run?.lockstep.cancel();
    }
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#handle(message);
      } catch (error) {
        this.#run?.lockstep.cancel();
        this.#run = null;
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#options.post({ type: 'broken', run: message.run, message: text });
      }
    });
  }

  async #handle(message: ToSim): Promise<void> {
    if (message.run !== this.#newest) return;
    if (message.type === 'open') return this.#open(message.run, message.log, message.untilUs);
    const run = this.#run;
    if (run === null || run.number !== message.run) return;
    switch (message.type) {
      case 'grant':
        return this.#advance(run, message.untilUs, WATCHES_A_SIGN);
      case 'command':
        return this.#command(run, message.command);
      case 'query':
        return this.#options.post({
          type: 'answer',
          run: run.number,
          id: message.id,
          answer: run.cluster.query(message.query),
        });
    }
  }

  async #open(number: number, log: RunLog, untilUs: Us): Promise<void> {
    this.#run = null;
    const { scenario, seed, programs, files, commands } = log;
    const cluster = new Cluster({ scenario, seed, programs, files });
    const { host } = this.#options;
    const lockstep = new Lockstep({ cluster, host, recorded: commands, afterWindow: () => this.#afterWindow() });
    const run: Run = { number, cluster, lockstep };
    this.#run = run;
    await this.#advance(run, untilUs, 1);
  }

  async #command(run: Run, command: Command): Promise<void> {
    await this.#watched(run, () => run.lockstep.command(command), run.cluster.nowUs, WATCHES_A_SIGN);
  }

  /** Runs to this moment, included, and posts once. */
  async #advance(run: Run, untilUs: Us, watchesASign: number): Promise<void> {
    this.#yieldedMs = this.#options.realMs();
    await this.#watched(run, () => run.lockstep.runTo(untilUs), untilUs, watchesASign);
    if (run.number !== this.#newest) return;
    const events: readonly SimEvent[] = run.lockstep.releaseEvents();
    this.#options.post({
      type: 'ran',
      run: run.number,
      nowUs: Math.max(0, run.cluster.nowUs - 1),
      nextUs: run.lockstep.nextUs(),
      events,
      commands: run.lockstep.takeCommands(),
      ended: run.cluster.isJournalFull ? 'journal-full' : null,
    });
  }

  /** Works under the watchdog, and says where it is once in so many watches. */
  async #watched(run: Run, work: () => Promise<void>, untilUs: Us, watchesASign: number): Promise<void> {
    let watches = 0;
    const stop = this.#options.every(WATCH_MS, () => {
      run.lockstep.watch();
      if (++watches % watchesASign !== 0 || run.number !== this.#newest) return;
      const nowUs = Math.min(run.cluster.nowUs, untilUs);
      this.#options.post({ type: 'progress', run: run.number, nowUs, untilUs });
    });
    try {
      await work();
    } finally {
      stop();
    }
  }

  /** Nothing on most windows: to look for messages costs more than many a window. */
  #afterWindow(): Promise<void> | void {
    const nowMs = this.#options.realMs();
    if (nowMs - this.#yieldedMs < YIELD_MS) return;
    this.#yieldedMs = nowMs;
    return this.#options.hop();
  }
}
