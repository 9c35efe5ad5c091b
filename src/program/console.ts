import type { VirtualClock } from './clock';
import { format } from './inspect/format';
import { inspect, type InspectOptions } from './inspect/inspect';
import { table } from './inspect/table';
import type { Outbox } from './outbox';

/** Node's console, as far as programs print with it; times are virtual. */
export class ProgramConsole {
  readonly #outbox: Outbox;
  readonly #clock: VirtualClock;
  readonly #options: InspectOptions;
  readonly #counts = new Map<string, number>();
  readonly #timers = new Map<string, number>();
  #indentation = '';

  constructor(outbox: Outbox, clock: VirtualClock, options: InspectOptions = {}) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#options = options;
  }

  readonly log = (...args: unknown[]): void => this.#print('stdout', args);
  readonly info = this.log;
  readonly debug = this.log;
  readonly error = (...args: unknown[]): void => this.#print('stderr', args);
  readonly warn = this.error;

  readonly trace = (...args: unknown[]): void => {
    const error = new Error(format(args, this.#options));
    error.name = 'Trace';
    this.#print('stderr', [inspect(error, this.#options)]);
  };

  readonly dir = (value: unknown, options: InspectOptions = {}): void =>
    this.#print('stdout', [inspect(value, { ...this.#options, ...options })]);

  readonly dirxml = this.log;

  readonly table = (data: unknown, columns?: readonly string[]): void =>
    this.#print('stdout', [table(data, columns) ?? data]);

  readonly assert = (condition?: unknown, ...args: unknown[]): void => {
    if (condition) return;
    const [first, ...rest] = args;
    const words = typeof first === 'string' ? [`Assertion failed: ${first}`, ...rest] : ['Assertion failed', ...args];
    this.#print('stderr', words);
  };

  readonly count = (label: unknown = 'default'): void => {
    const name = String(label);
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    this.#print('stdout', [`${name}: ${count}`]);
  };

  readonly countReset = (label: unknown = 'default'): void => void this.#counts.delete(String(label));

  readonly group = (...args: unknown[]): void => {
    if (args.length > 0) this.#print('stdout', args);
    this.#indentation += '  ';
  };

  readonly groupCollapsed = this.group;
  readonly groupEnd = (): void => void (this.#indentation = this.#indentation.slice(2));

  readonly time = (label: unknown = 'default'): void => void this.#timers.set(String(label), this.#clock.nowUs);
  readonly timeLog = (label: unknown = 'default', ...args: unknown[]): void => {
    const name = String(label);
    const sinceUs = this.#timers.get(name);
    if (sinceUs === undefined) return;
    this.#print('stdout', [`${name}: ${duration(this.#clock.nowUs - sinceUs)}`, ...args]);
  };
  readonly timeEnd = (label: unknown = 'default'): void => {
    this.timeLog(label);
    this.#timers.delete(String(label));
  };

  #print(stream: 'stdout' | 'stderr', args: readonly unknown[]): void {
    const text = format(args, this.#options);
    this.#outbox.print(stream, this.#indentation === '' ? text : text.replace(/^/gm, this.#indentation));
  }
}

const duration = (us: number): string => (us >= 1_000_000 ? `${(us / 1_000_000).toFixed(3)}s` : `${us / 1000}ms`);
