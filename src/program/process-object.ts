import type { VirtualClock } from './clock';
import { EventEmitter } from './emitter';
import { format } from './inspect/format';
import type { Outbox } from './outbox';

/** Ends the program at once: nothing of what it does after this is heard. */
export class ExitSignal extends Error {
  constructor() {
    super('The program has ended.');
    this.name = 'ExitSignal';
  }
}

/** Exit codes of Node for signals: 128 and the signal's number. */
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 };

export interface ProcessHooks {
  readonly exit: (code: number) => void;
  /** Runs a callback as a promise job; what it throws ends the program. */
  readonly enqueue: (callback: () => void) => void;
}

/** Node's `process`, as far as KafkaJS and programs on it need one. */
export class ProcessObject extends EventEmitter {
  readonly env: Record<string, string | undefined> = { NODE_ENV: 'production', KAFKAJS_NO_PARTITIONER_WARNING: '1' };
  readonly argv: string[] = ['node'];
  readonly argv0 = 'node';
  readonly pid = 1;
  readonly platform = 'linux';
  readonly version = 'v20.20.2';
  readonly versions: Readonly<Record<string, string>> = { node: '20.20.2' };
  readonly hrtime: ((since?: readonly [number, number]) => [number, number]) & { bigint: () => bigint };
  readonly stdout: { write: (text: unknown) => boolean; isTTY: false };
  readonly stderr: { write: (text: unknown) => boolean; isTTY: false };
  exitCode: number | undefined = undefined;
  readonly #clock: VirtualClock;
  readonly #hooks: ProcessHooks;
  #startedUs = 0;

  constructor(clock: VirtualClock, outbox: Outbox, hooks: ProcessHooks) {
    super();
    this.#clock = clock;
    this.#hooks = hooks;
    const nanoseconds = (): bigint => BigInt(clock.nowUs) * 1000n;
    this.hrtime = Object.assign(
      (since: readonly [number, number] = [0, 0]): [number, number] => {
        const past = nanoseconds() - (BigInt(since[0]) * 1_000_000_000n + BigInt(since[1]));
        return [Number(past / 1_000_000_000n), Number(past % 1_000_000_000n)];
      },
      { bigint: nanoseconds },
    );
    const stream = (name: 'stdout' | 'stderr') => ({
      isTTY: false as const,
      write: (text: unknown): boolean => {
        outbox.print(name, String(text).replace(/\n$/, ''));
        return true;
      },
    });
    this.stdout = stream('stdout');
    this.stderr = stream('stderr');
  }

  /** Virtual time of the program's first line: what `uptime()` counts from. */
  started(atUs: number, entry: string): void {
    this.#startedUs = atUs;
    this.argv.push(entry);
  }

  readonly nextTick = (callback: (...args: unknown[]) => void, ...args: unknown[]): void =>
    this.#hooks.enqueue(() => callback(...args));

  readonly exit = (code?: unknown): never => {
    this.#hooks.exit(Number(code ?? this.exitCode ?? 0));
    throw new ExitSignal();
  };

  readonly abort = (): never => this.exit(134);

  /** Only its own process is within reach. Signal 0 asks whether it is there. */
  readonly kill = (pid: number, signal: string | number = 'SIGTERM'): true => {
    if (pid !== this.pid) throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', syscall: 'kill' });
    if (signal === 0) return true;
    const name = typeof signal === 'string' ? signal : Object.keys(SIGNALS).find((key) => SIGNALS[key] === signal);
    const number = name === undefined ? undefined : SIGNALS[name];
    if (name === undefined || number === undefined) throw new TypeError(format(['Unknown signal: %s', signal]));
    if (name === 'SIGKILL' || this.listenerCount(name) === 0) return this.exit(128 + number);
    this.emit(name, name, number);
    return true;
  };

  readonly uptime = (): number => (this.#clock.nowUs - this.#startedUs) / 1_000_000;
  readonly cwd = (): string => '/';

  readonly emitWarning = (warning: unknown): void => {
    const text = warning instanceof Error ? `${warning.name}: ${warning.message}` : `Warning: ${String(warning)}`;
    this.stderr.write(text);
  };
}
