import type { Command, LoggedCommand } from '../../src/contract/command';
import type { SimEvent, SimEventBody } from '../../src/contract/event';
import type { Us } from '../../src/contract/ids';
import type { Query, QueryAnswer } from '../../src/contract/query';
import type { RunLog } from '../../src/contract/run-log';
import type { Frames, Progress, Ran, Simulation } from '../../src/app/simulation';

type Timed = { readonly atUs: Us } & SimEventBody;

/**
 * A simulation that plays a script instead of running a cluster: what is to happen by itself, and that a program runs
 * and ends when it is told to. For tests of the page.
 */
export class FakeSim implements Simulation {
  /** Everything that it was asked, in order: `open 0`, `grant 1000`, `run producer-1`. */
  readonly asked: string[] = [];
  onProgress: ((progress: Progress) => void) | null = null;
  /** While set, grants stay unanswered until `answer()`. */
  holding = false;
  /** Set: the next open or grant fails with this. */
  failure: Error | null = null;
  disposed = false;
  openedWith: RunLog | null = null;
  endsWith: 'journal-full' | null = null;
  /** Virtual time between SIGTERM and the end of a process. */
  leaveUs = 0;
  /** Answers questions; null: like a simulation that has ended. */
  answers: ((query: Query) => QueryAnswer | Promise<QueryAnswer>) | null = (query) => this.#told(query);
  #script: Timed[] = [];
  #agenda: Timed[] = [];
  #nowUs: Us = 0;
  #seq = 0;
  #commands: LoggedCommand[] = [];
  #commandSeq = 0;
  #held: (() => void)[] = [];

  constructor(script: readonly Timed[] = []) {
    this.#script = [...script];
  }

  open(log: RunLog, untilUs: Us): Promise<Ran> {
    this.asked.push(`open ${untilUs}`);
    this.openedWith = log;
    this.#nowUs = 0;
    this.#seq = 0;
    this.#commandSeq = 0;
    this.#commands = [];
    this.#agenda = [...this.#script];
    const past: SimEvent[] = [];
    for (const { atUs, command } of log.commands) {
      past.push(...this.#happen(atUs));
      this.#carryOut(command, atUs);
    }
    return this.#answer(untilUs, past);
  }

  /** From now on its script has this too. */
  happens(event: Timed): void {
    this.#script.push(event);
  }

  grant(untilUs: Us): Promise<Ran> {
    this.asked.push(`grant ${untilUs}`);
    return this.#answer(untilUs, []);
  }

  command(command: Command): void {
    this.asked.push(nameOf(command));
    this.#carryOut(command, this.#nowUs);
  }

  async query(query: Query): Promise<QueryAnswer> {
    this.asked.push(`query ${query.type}`);
    if (this.answers === null) throw new Error('The simulation was ended.');
    return await this.answers(query);
  }

  dispose(): void {
    this.disposed = true;
  }

  /** Answers what was held back. */
  answer(): void {
    const held = this.#held;
    this.#held = [];
    for (const each of held) each();
  }

  get nowUs(): Us {
    return this.#nowUs;
  }

  /** As a hash it gives how much has happened, and until when. */
  #told({ type }: Query): QueryAnswer {
    if (type !== 'journal-hash') return { type: 'gone', what: type };
    return { type, hash: `${this.#seq} events at ${this.#nowUs}`, events: this.#seq };
  }

  #answer(untilUs: Us, past: readonly SimEvent[]): Promise<Ran> {
    if (this.failure !== null) return Promise.reject(this.failure);
    const answer = (): Ran => {
      const events = [...past, ...this.#happen(untilUs)];
      const commands = this.#commands;
      this.#commands = [];
      const nextUs = this.#agenda[0]?.atUs ?? null;
      return { type: 'ran', run: 1, nowUs: this.#nowUs, nextUs, events, commands, ended: this.endsWith };
    };
    if (!this.holding) return Promise.resolve(answer());
    return new Promise((resolve) => this.#held.push(() => resolve(answer())));
  }

  #happen(untilUs: Us): SimEvent[] {
    this.#agenda.sort((a, b) => a.atUs - b.atUs);
    const events: SimEvent[] = [];
    while ((this.#agenda[0]?.atUs ?? Infinity) <= untilUs) {
      const event = this.#agenda.shift();
      if (event !== undefined) events.push({ ...event, seq: this.#seq++ });
    }
    this.#nowUs = Math.max(this.#nowUs, untilUs);
    return events;
  }

  #carryOut(command: Command, atUs: Us): void {
    this.#commands.push({ atUs, seq: this.#commandSeq++, command });
    // What a command causes happens right after it, as in the real one.
    const soonUs = atUs + 1;
    if (command.type === 'run') {
      const { program, instance } = command;
      const process = `${program}-${instance}`;
      this.#agenda.push({ atUs: soonUs, type: 'process', process, program, instance, state: 'running', reason: null });
    }
    if (command.type === 'stop' || command.type === 'kill') {
      const dash = command.process.lastIndexOf('-');
      const who = {
        process: command.process,
        program: command.process.slice(0, dash),
        instance: Number(command.process.slice(dash + 1)),
      };
      if (command.type === 'kill') {
        this.#agenda.push({ atUs: soonUs, type: 'process', ...who, state: 'killed', reason: command.cause });
      } else {
        this.#agenda.push({ atUs: soonUs, type: 'process', ...who, state: 'stopping', reason: null });
        this.#agenda.push({ atUs: soonUs + this.leaveUs, type: 'process', ...who, state: 'exited', reason: '0' });
      }
    }
  }
}

function nameOf(command: Command): string {
  switch (command.type) {
    case 'run':
      return `run ${command.program}-${command.instance}`;
    case 'edit':
      return `edit ${command.file}`;
    case 'add-program':
      return `add-program ${command.name}`;
    case 'stop':
    case 'kill':
      return `${command.type} ${command.process}`;
    default:
      return command.type;
  }
}

/** Frames that a test turns by hand. */
export class Crank implements Frames {
  isHidden = false;
  #waiting: ((realMs: number) => void) | null = null;
  #realMs = 1_000;

  next(run: (realMs: number) => void): () => void {
    this.#waiting = run;
    return () => {
      if (this.#waiting === run) this.#waiting = null;
    };
  }

  hidden(): boolean {
    return this.isHidden;
  }

  /** One frame after this much real time, and all that follows from it at once. */
  async turn(ms = 16): Promise<void> {
    this.#realMs += ms;
    const run = this.#waiting;
    this.#waiting = null;
    run?.(this.#realMs);
    await settled();
  }

  get turning(): boolean {
    return this.#waiting !== null;
  }
}

/** Lets everything that waits for nothing but promises happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A store of texts that a test can break. */
export class FakeStore {
  readonly texts = new Map<string, string>();
  broken: 'no' | 'full' | 'refused' = 'no';

  getItem(key: string): string | null {
    if (this.broken === 'refused') throw new Error('SecurityError');
    return this.texts.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.broken !== 'no') throw new Error('QuotaExceededError');
    this.texts.set(key, value);
  }

  removeItem(key: string): void {
    if (this.broken === 'refused') throw new Error('SecurityError');
    this.texts.delete(key);
  }
}
