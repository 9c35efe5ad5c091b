import { VirtualClock } from './clock';
import { ProgramConsole } from './console';
import { inspect, type InspectOptions } from './inspect/inspect';
import { Outbox } from './outbox';
import { ExitSignal, ProcessObject } from './process-object';
import { Random, SeededCrypto } from './random';
import { Sockets } from './sockets';
import { Sources, CompileError } from './sources';
import { framesOf, stackOf } from './stack';
import type { Platform } from './platform';
import { Timers } from './timers';

/**
 * The world of one program: its time, chance, output and end. It exists before KafkaJS is loaded, since
 * KafkaJS must find nothing else; `begin` gives it the run's facts.
 */
export class Realm {
  readonly clock = new VirtualClock();
  readonly outbox = new Outbox(this.clock);
  readonly random = new Random();
  readonly crypto = new SeededCrypto(this.random);
  readonly sockets = new Sockets(this.outbox);
  readonly timers: Timers;
  readonly console: ProgramConsole;
  readonly process: ProcessObject;
  readonly inspectOptions: InspectOptions;
  /** queueMicrotask, guarded. */
  readonly enqueue: (callback: () => void) => void;
  sources = new Sources({});
  startedUs = 0;
  /** True from a crash on whose text is still being found out: nothing else of the program counts. */
  #crashing = false;

  /** @param queue the engine's queueMicrotask, which is hidden from programs by now. */
  constructor(queue: (job: () => void) => void) {
    this.enqueue = (callback) => queue(() => this.guard(callback));
    this.timers = new Timers(this.clock, this.guard);
    this.inspectOptions = { stackOf: (error) => stackOf(error, this.sources) };
    this.console = new ProgramConsole(this.outbox, this.clock, this.inspectOptions);
    this.process = new ProcessObject(this.clock, this.outbox, { exit: this.exit, enqueue: this.enqueue });
  }

  get ended(): boolean {
    return this.outbox.ended || this.#crashing;
  }

  begin(sources: Sources, seed: number, atUs: number, entry: string): void {
    this.sources = sources;
    this.random.seed(seed);
    this.startedUs = atUs;
    this.clock.moveTo(atUs);
    this.process.started(atUs, entry);
  }

  /** Runs a callback of the program; what it throws is an uncaught exception. */
  readonly guard = (callback: () => void): void => {
    if (this.ended) return;
    try {
      callback();
    } catch (error) {
      this.uncaught(error);
    }
  };

  readonly exit = (code: number): void => {
    if (this.ended) return;
    try {
      this.process.emit('exit', code);
    } catch (error) {
      if (!(error instanceof ExitSignal)) this.console.error(error);
    }
    this.outbox.exit(code, false);
  };

  readonly uncaught = (error: unknown): void => {
    if (this.ended || error instanceof ExitSignal) return;
    if (this.process.listenerCount('uncaughtException') === 0) return this.#crash(error, false);
    try {
      this.process.emit('uncaughtException', error, 'uncaughtException');
    } catch (second) {
      this.#crash(second, false);
    }
  };

  readonly rejected = (reason: unknown, promise: unknown): void => {
    if (this.ended || reason instanceof ExitSignal) return;
    if (this.process.listenerCount('unhandledRejection') > 0) {
      return this.guard(() => this.process.emit('unhandledRejection', reason, promise));
    }
    if (this.process.listenerCount('uncaughtException') > 0) return this.uncaught(reason);
    this.#crash(reason, true);
  };

  /** How the engine says where a text is no program; set when there is an engine to ask. */
  locateSyntaxError: Platform['locateSyntaxError'] = () => Promise.resolve(null);

  #crash(error: unknown, inPromise: boolean): void {
    this.#crashing = true;
    if (error instanceof CompileError) return void this.#crashUncompiled(error);
    const place = error instanceof Error ? (framesOf(error, this.sources)[0]?.place ?? null) : null;
    const text =
      error instanceof Error
        ? inspect(error, this.inspectOptions)
        : `Uncaught${inPromise ? ' (in promise)' : ''} ${inspect(error)}`;
    this.#endCrashed(text, place);
  }

  async #crashUncompiled(error: CompileError): Promise<void> {
    let { place } = error;
    if (place === null && error.refused !== null) {
      const found = await this.locateSyntaxError(error.refused);
      if (found !== null) place = this.sources.place(error.file, found.line, found.column);
    }
    this.#endCrashed(`${place === null ? `${error.file}\n\n` : ''}SyntaxError: ${error.message}`, place);
  }

  /** As Node reports it: the line itself, a mark below it, then the error. */
  #endCrashed(text: string, place: ReturnType<Sources['place']>): void {
    let head = '';
    if (place !== null) {
      const line = this.sources.lineOf(place) ?? '';
      const pad = line.slice(0, place.column - 1).replace(/[^\t]/g, ' ');
      head = `${place.file}:${place.line}\n${line}\n${pad}^\n\n`;
    }
    this.outbox.print('stderr', head + text, place);
    this.outbox.exit(1, true);
  }
}
