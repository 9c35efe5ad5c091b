import { STOP_GRACE_US, type Command } from '../../contract/command';
import type { CommandRefusedEvent, ProcessEvent } from '../../contract/event';
import { processEndpoint, type ProcessId, type Us } from '../../contract/ids';
import type { Delivery, HostAction, ProcessOutput } from '../../contract/process-port';
import type { ProgramSpec, SourceFiles } from '../../contract/scenario';
import type { Barriers } from './barriers';
import { LANES_MAX, type Clock } from './clock';
import type { Journal } from './journal';
import type { Connection, Network } from './network';
import type { Prng } from './prng';

/** What is done to programs and their files. */
export type ProgramCommand = Extract<
  Command,
  { readonly type: 'run' | 'stop' | 'kill' | 'pause-process' | 'resume-process' | 'edit' | 'add-program' }
>;

/** One instance of a program; an instance that runs again keeps its lane and gets a new incarnation. */
interface Process {
  readonly id: ProcessId;
  readonly program: string;
  readonly instance: number;
  readonly lane: number;
  /** A paused one is running or stopping. */
  state: Exclude<ProcessEvent['state'], 'paused'>;
  isPaused: boolean;
  incarnation: Incarnation;
}

/** One run of an instance: what still reaches an older one is dropped. */
interface Incarnation {
  readonly number: number;
  /** By the program's own socket number; null: a connection that never came about. */
  readonly sockets: Map<number, Connection | null>;
  /** By time, and in the order in which the things were sent. */
  inbox: Delivery[];
}

export interface ProcessTableOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly network: Network;
  readonly barriers: Barriers;
  readonly random: Prng;
  readonly programs: readonly ProgramSpec[];
  readonly files: SourceFiles;
  /** Somebody new is on the network. */
  readonly onFirstRun: (id: ProcessId) => void;
}

/**
 * The learner's programs as the cluster sees them: started, stopped and killed by commands, connected by sockets.
 * They run elsewhere and step in windows; what they did comes in through `accept`, what they are to hear goes out
 * through `takeInbox`.
 */
export class ProcessTable {
  readonly #options: ProcessTableOptions;
  readonly #processes = new Map<ProcessId, Process>();
  readonly #programs: ProgramSpec[];
  #files: SourceFiles;
  #actions: HostAction[] = [];

  constructor(options: ProcessTableOptions) {
    this.#options = options;
    this.#programs = [...options.programs];
    this.#files = options.files;
  }

  /** Starts what starts with the run. */
  autostart(): void {
    for (const { name, autostart } of this.#programs) {
      for (let instance = 1; instance <= (autostart ?? 0); instance++)
        this.command({ type: 'run', program: name, instance });
    }
  }

  command(command: ProgramCommand): void {
    switch (command.type) {
      case 'run':
        return this.#run(command.program, command.instance);
      case 'stop':
        return this.#stop(command.process);
      case 'kill':
        return this.#kill(command.process, command.cause);
      case 'pause-process':
        return this.#pause(command.process);
      case 'resume-process':
        return this.#resume(command.process);
      case 'edit':
        this.#files = { ...this.#files, [command.file]: command.text };
        return this.#journal({ type: 'file-edited', file: command.file });
      case 'add-program':
        return this.#addProgram(command.name, command.entry, command.role);
    }
  }

  /** Earliest moment at which a process has something to hear. */
  get nextUs(): Us | null {
    let next: Us | null = null;
    for (const { incarnation, state, isPaused } of this.#processes.values()) {
      const first = incarnation.inbox[0];
      if (first !== undefined && isAlive(state) && !isPaused && (next === null || first.atUs < next)) next = first.atUs;
    }
    return next;
  }

  /** What the host must do before the next window. */
  takeHostActions(): HostAction[] {
    return this.#actions.splice(0);
  }

  takeInbox(id: ProcessId, beforeUs: Us): Delivery[] {
    const process = this.#processes.get(id);
    if (process === undefined || process.isPaused) return [];
    const { incarnation } = process;
    const { inbox } = incarnation;
    // Of a hundred programs nearly all hear nothing in a window.
    if (inbox[0] === undefined || inbox[0].atUs >= beforeUs) return [];
    const later = inbox.findIndex((delivery) => delivery.atUs >= beforeUs);
    return inbox.splice(0, later === -1 ? inbox.length : later);
  }

  /** What a process did within a window. Nobody hears of it before the window's end. */
  accept(id: ProcessId, outbox: readonly ProcessOutput[]): void {
    const process = this.#processes.get(id);
    if (process === undefined || !isAlive(process.state)) return;
    for (const output of outbox) this.#acceptOne(process, output);
  }

  /** In order of first start: the order in which windows are merged. */
  get alive(): ProcessId[] {
    return [...this.#processes.values()].filter(({ state }) => isAlive(state)).map(({ id }) => id);
  }

  /** Stands still: it must not be stepped. */
  isPaused(id: ProcessId): boolean {
    return this.#processes.get(id)?.isPaused === true;
  }

  #acceptOne(process: Process, output: ProcessOutput): void {
    const { journal, network } = this.#options;
    const { id, lane, incarnation } = process;
    switch (output.type) {
      case 'connect': {
        const end = this.#clientEnd(incarnation, output.socket);
        const from = processEndpoint(id);
        const connection = network.connect(from, lane, output.host, output.port, output.atUs, end);
        incarnation.sockets.set(output.socket, connection);
        break;
      }
      case 'write': {
        const connection = incarnation.sockets.get(output.socket);
        if (connection != null) network.send(connection, output.bytes, output.atUs);
        break;
      }
      case 'close': {
        const connection = incarnation.sockets.get(output.socket);
        incarnation.sockets.delete(output.socket);
        if (connection != null) network.closeByClient(connection, output.atUs, 'closed by the client');
        break;
      }
      case 'print':
        journal.add(
          output.atUs,
          { type: 'console', process: id, stream: output.stream, text: output.text, at: output.at },
          lane,
        );
        break;
      case 'effect':
        journal.add(output.atUs, { type: 'effect', process: id, name: output.name, data: output.data }, lane);
        break;
      case 'exit':
        this.#end(process, output.crashed ? 'crashed' : 'exited', `code ${output.code}`, output.atUs, lane);
        break;
    }
  }

  #clientEnd(incarnation: Incarnation, socket: number) {
    const deliver = (delivery: Delivery): void => insertByTime(incarnation.inbox, delivery);
    return {
      connected: (atUs: Us) => deliver({ atUs, type: 'connected', socket }),
      failed: (atUs: Us, code: string, message: string) => deliver({ atUs, type: 'error', socket, code, message }),
      received: (atUs: Us, bytes: Uint8Array) => deliver({ atUs, type: 'data', socket, bytes }),
      ended: (atUs: Us) => deliver({ atUs, type: 'end', socket }),
    };
  }

  #run(programName: string, instance: number): void {
    const program = this.#programs.find(({ name }) => name === programName);
    if (program === undefined) return this.#refuse('run', 'unknown-program', programName);
    if (this.#files[program.entry] === undefined) return this.#refuse('run', 'unknown-file', program.entry);
    const id = `${programName}-${instance}`;
    const known = this.#processes.get(id);
    if (known !== undefined && isAlive(known.state)) return this.#refuse('run', 'already-running', id);
    const lane = known?.lane ?? this.#processes.size + 1;
    if (lane >= LANES_MAX) throw new RangeError(`more than ${LANES_MAX - 1} programs in one run`);
    const incarnation: Incarnation = { number: (known?.incarnation.number ?? 0) + 1, sockets: new Map(), inbox: [] };
    if (known === undefined) {
      this.#processes.set(id, {
        id,
        program: programName,
        instance,
        lane,
        state: 'running',
        isPaused: false,
        incarnation,
      });
      this.#options.onFirstRun(id);
    } else {
      known.state = 'running';
      known.isPaused = false;
      known.incarnation = incarnation;
    }
    this.#actions.push({
      type: 'start',
      message: {
        type: 'start',
        process: id,
        atUs: this.#options.clock.nowUs,
        seed: this.#options.random.fork(`${id} run ${incarnation.number}`).next32(),
        entry: program.entry,
        files: this.#files,
      },
    });
    this.#journal({ type: 'process', process: id, program: programName, instance, state: 'running', reason: null });
  }

  #stop(id: ProcessId): void {
    const process = this.#processes.get(id);
    if (process === undefined || !isAlive(process.state)) return this.#refuse('stop', 'not-running', id);
    if (process.state === 'stopping') return;
    const { nowUs } = this.#options.clock;
    const { incarnation } = process;
    process.state = 'stopping';
    insertByTime(incarnation.inbox, { atUs: nowUs, type: 'signal', signal: 'SIGTERM' });
    this.#journalState(process);
    this.#options.barriers.at(nowUs + STOP_GRACE_US, () => {
      if (process.incarnation === incarnation && process.state === 'stopping') this.#kill(id, 'stop-timeout');
    });
  }

  #pause(id: ProcessId): void {
    const process = this.#processes.get(id);
    if (process === undefined || !isAlive(process.state) || process.isPaused) {
      return this.#refuse('pause-process', 'not-running', id);
    }
    process.isPaused = true;
    this.#journalState(process);
  }

  /** What came meanwhile it hears now, in the order in which it came. */
  #resume(id: ProcessId): void {
    const process = this.#processes.get(id);
    if (process === undefined || !process.isPaused) return this.#refuse('resume-process', 'not-paused', id);
    const { incarnation } = process;
    const { nowUs } = this.#options.clock;
    process.isPaused = false;
    incarnation.inbox = [
      { atUs: nowUs, type: 'signal', signal: 'SIGCONT' },
      ...incarnation.inbox
        .filter((delivery) => delivery.type !== 'signal' || delivery.signal !== 'SIGCONT')
        .map((delivery) => (delivery.atUs < nowUs ? { ...delivery, atUs: nowUs } : delivery)),
    ];
    this.#journalState(process);
  }

  #kill(id: ProcessId, cause: 'visitor' | 'unresponsive' | 'stop-timeout'): void {
    const process = this.#processes.get(id);
    if (process === undefined || !isAlive(process.state)) return this.#refuse('kill', 'not-running', id);
    this.#actions.push({ type: 'terminate', process: id });
    this.#end(process, 'killed', cause, this.#options.clock.nowUs, 0);
  }

  /** The process is gone, and its kernel closes its sockets. */
  #end(process: Process, state: 'exited' | 'crashed' | 'killed', reason: string, atUs: Us, lane: number): void {
    const { id, program, instance, incarnation } = process;
    process.state = state;
    process.isPaused = false;
    for (const connection of incarnation.sockets.values()) {
      if (connection !== null) this.#options.network.closeByClient(connection, atUs, `process ${state}`);
    }
    incarnation.sockets.clear();
    incarnation.inbox = [];
    this.#options.journal.add(atUs, { type: 'process', process: id, program, instance, state, reason }, lane);
  }

  #addProgram(name: string, entry: string, role: ProgramSpec['role']): void {
    if (this.#programs.some((program) => program.name === name)) return this.#refuse('add-program', 'name-taken', name);
    if (this.#files[entry] === undefined) return this.#refuse('add-program', 'unknown-file', entry);
    this.#programs.push({ name, entry, role });
    this.#journal({ type: 'program-added', name, entry, role });
  }

  #refuse(command: Command['type'], reason: CommandRefusedEvent['reason'], subject: string): void {
    this.#journal({ type: 'command-refused', command, reason, subject });
  }

  /** Of one that is alive. */
  #journalState({ id, program, instance, state, isPaused }: Process): void {
    const reason = state === 'stopping' ? 'SIGTERM' : null;
    this.#journal({ type: 'process', process: id, program, instance, state: isPaused ? 'paused' : state, reason });
  }

  #journal(event: Parameters<Journal['add']>[1]): void {
    this.#options.journal.add(this.#options.clock.nowUs, event);
  }
}

const isAlive = (state: ProcessEvent['state']): boolean => state === 'running' || state === 'stopping';

/** Behind all that come no later. Latencies are alike, so this is nearly always the end. */
function insertByTime(inbox: Delivery[], delivery: Delivery): void {
  let at = inbox.length;
  while (at > 0 && (inbox[at - 1] as Delivery).atUs > delivery.atUs) at--;
  inbox.splice(at, 0, delivery);
}
