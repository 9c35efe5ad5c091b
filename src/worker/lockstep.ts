import type { Command, LoggedCommand } from '../contract/command';
import type { SimEvent } from '../contract/event';
import type { ProcessId, Us } from '../contract/ids';
import { STEP_ANSWER_MS_MAX, type Delivery, type FromProcess, type HostAction } from '../contract/process-port';
import type { Cluster } from '../sim/cluster/cluster';
import { checkAnswer } from './check-answer';
import type { ProcessHost, StartMessage } from './process-host';

/** What lockstep needs of the cluster. */
export type SteppedCluster = Pick<
  Cluster,
  | 'nowUs'
  | 'lookaheadUs'
  | 'nextUs'
  | 'barrierUs'
  | 'command'
  | 'takeHostActions'
  | 'advanceTo'
  | 'takeInbox'
  | 'accept'
  | 'processes'
  | 'isPaused'
  | 'releaseEvents'
  | 'isJournalFull'
>;

export interface LockstepOptions {
  readonly cluster: SteppedCluster;
  readonly host: ProcessHost;
  /** Commands of a recorded run: each is carried out at exactly its time. */
  readonly recorded?: readonly LoggedCommand[];
  /** Called after each window. A promise is waited for: the place to let messages in. */
  readonly afterWindow?: () => Promise<void> | void;
}

/** How often the shell calls `watch` while a run goes on, in real milliseconds. */
export const WATCH_MS = 100;

/** A program's worker may take longer to load than to answer: the machine may start several at once. */
const START_ANSWER_MS_MAX = 20_000;

interface Running {
  wakeUs: Us | null;
}

interface Awaited {
  readonly process: ProcessId;
  readonly giveUp: () => void;
  readonly ticksMax: number;
  ticks: number;
}

const HUNG = Symbol('hung');

/**
 * Drives the cluster and the programs through virtual time together.
 *
 * Nothing that a program does reaches anybody sooner than the shortest latency between a program and a broker
 * (conservative look-ahead), so all may run side by side through a window of that length: the programs first, each
 * in its worker, then the cluster. Where windows begin and end changes no result.
 */
export class Lockstep {
  readonly #cluster: SteppedCluster;
  readonly #host: ProcessHost;
  readonly #afterWindow: () => Promise<void> | void;
  readonly #running = new Map<ProcessId, Running>();
  readonly #recorded: LoggedCommand[];
  readonly #awaited = new Set<Awaited>();
  #commands: LoggedCommand[] = [];
  #seq = 0;
  #cancelled = false;
  #windows = 0;

  constructor({ cluster, host, recorded = [], afterWindow = () => {} }: LockstepOptions) {
    this.#cluster = cluster;
    this.#host = host;
    this.#afterWindow = afterWindow;
    this.#recorded = [...recorded].sort((a, b) => a.atUs - b.atUs || a.seq - b.seq);
  }

  /** Windows so far. */
  get windows(): number {
    return this.#windows;
  }

  get processes(): readonly ProcessId[] {
    return [...this.#running.keys()];
  }

  /** Time of the next thing that will happen by itself, null when nothing will. */
  nextUs(): Us | null {
    let next = this.#cluster.nextUs();
    for (const [process, { wakeUs }] of this.#running) {
      if (wakeUs === null || this.#cluster.isPaused(process)) continue;
      // Of one that stood still, timers are overdue.
      next = earlier(next, Math.max(wakeUs, this.#cluster.nowUs));
    }
    return earlier(next, this.#recorded[0]?.atUs ?? null);
  }

  /** Everything up to and including this moment happens. Resolves early when cancelled or when the journal is full. */
  async runTo(lastUs: Us): Promise<void> {
    const endUs = lastUs + 1;
    await this.#settle();
    while (!this.#cancelled && !this.#cluster.isJournalFull && this.#cluster.nowUs < endUs) {
      const nextUs = this.nextUs();
      if (nextUs === null || nextUs >= endUs) {
        this.#cluster.advanceTo(endUs);
        break;
      }
      await this.#window(nextUs, endUs);
      await this.#settle();
      await this.#afterWindow();
    }
    await this.#settle();
  }

  /** Carried out now, and recorded. What a recorded run would still have done from here on is dropped. */
  async command(command: Command): Promise<void> {
    this.#recorded.length = 0;
    this.#carryOut(command);
    await this.#settle();
  }

  releaseEvents(): SimEvent[] {
    return this.#cluster.releaseEvents();
  }

  /** Commands carried out since the last call: the visitor's, the recorded ones and the watchdog's. */
  takeCommands(): LoggedCommand[] {
    return this.#commands.splice(0);
  }

  /**
   * To be called every WATCH_MS of real time while a run goes on. Calls are counted, not clocks read: a machine that
   * slept has called nobody, and its programs are not ended for it.
   */
  watch(): void {
    for (const awaited of [...this.#awaited]) {
      awaited.ticks++;
      if (awaited.ticks > awaited.ticksMax) awaited.giveUp();
    }
  }

  /** Ends the run and all its programs. */
  cancel(): void {
    this.#cancelled = true;
    for (const process of this.#running.keys()) this.#host.terminate(process);
    this.#running.clear();
    for (const awaited of [...this.#awaited]) awaited.giveUp();
  }

  /** One window: from the next thing that happens, as far as nobody can hear of anybody. */
  async #window(nextUs: Us, endUs: Us): Promise<void> {
    const cluster = this.#cluster;
    // Nothing happens before: this only moves the clock, so that whoever hangs is ended at the right moment.
    if (nextUs > cluster.nowUs) cluster.advanceTo(nextUs);
    if (cluster.barrierUs() === nextUs || this.#recorded[0]?.atUs === nextUs) return;
    const barrierUs = earlier(cluster.barrierUs(), this.#recorded[0]?.atUs ?? null) ?? Infinity;
    const untilUs = Math.min(nextUs + cluster.lookaheadUs, endUs, barrierUs);
    this.#windows++;

    const steps: Promise<FromProcess | typeof HUNG>[] = [];
    const stepped: ProcessId[] = [];
    for (const process of cluster.processes) {
      const running = this.#running.get(process);
      if (running === undefined || cluster.isPaused(process)) continue;
      const inbox = cluster.takeInbox(process, untilUs).map(fitted);
      if (inbox.length === 0 && (running.wakeUs === null || running.wakeUs >= untilUs)) continue;
      stepped.push(process);
      steps.push(this.#answerOf(process, { type: 'step', untilUs, inbox }, nextUs));
    }
    const answers = await Promise.all(steps);
    if (this.#cancelled) return;

    // Whoever hung is ended before what the others did counts: a replay ends it before it can hang again.
    answers.forEach((answer, i) => {
      if (answer === HUNG) this.#carryOut({ type: 'kill', process: stepped[i]!, cause: 'unresponsive' });
    });
    answers.forEach((answer, i) => {
      if (answer !== HUNG) this.#merge(stepped[i]!, answer);
    });
    cluster.advanceTo(untilUs);
  }

  #merge(process: ProcessId, { outbox, wakeUs }: FromProcess): void {
    this.#cluster.accept(process, outbox);
    if (outbox.at(-1)?.type === 'exit') {
      this.#host.terminate(process);
      this.#running.delete(process);
    } else this.#running.get(process)!.wakeUs = wakeUs;
  }

  /** Recorded commands of this moment, then what the cluster wants done to workers, until nothing is left to do. */
  async #settle(): Promise<void> {
    for (;;) {
      const due = this.#recorded[0];
      if (due !== undefined && due.atUs <= this.#cluster.nowUs) {
        this.#recorded.shift();
        this.#carryOut(due.command);
      }
      const actions = this.#cluster.takeHostActions();
      if (actions.length === 0 && (due === undefined || due.atUs > this.#cluster.nowUs)) return;
      await this.#act(actions);
      if (this.#cancelled) return;
    }
  }

  async #act(actions: readonly HostAction[]): Promise<void> {
    const starting: StartMessage[] = [];
    for (const action of actions) {
      if (action.type === 'start') starting.push(action.message);
      else {
        this.#host.terminate(action.process);
        this.#running.delete(action.process);
      }
    }
    for (const { process, atUs } of starting) this.#running.set(process, { wakeUs: atUs });
    const started = await Promise.all(
      starting.map((message) => this.#withWatch(message.process, this.#host.start(message), START_ANSWER_MS_MAX)),
    );
    started.forEach((answer, i) => {
      if (answer === HUNG && !this.#cancelled) {
        this.#carryOut({ type: 'kill', process: starting[i]!.process, cause: 'unresponsive' });
      }
    });
    // Started and ended in one breath: the cluster knows best who lives.
    const alive = new Set(this.#cluster.processes);
    for (const process of this.#running.keys()) {
      if (alive.has(process)) continue;
      this.#host.terminate(process);
      this.#running.delete(process);
    }
  }

  #carryOut(command: Command): void {
    this.#commands.push({ atUs: this.#cluster.nowUs, seq: this.#seq++, command });
    this.#cluster.command(command);
  }

  async #answerOf(
    process: ProcessId,
    message: Parameters<ProcessHost['step']>[1],
    fromUs: Us,
  ): Promise<FromProcess | typeof HUNG> {
    const answer = await this.#withWatch(process, this.#host.step(process, message), STEP_ANSWER_MS_MAX);
    if (answer === HUNG) return HUNG;
    try {
      return checkAnswer(answer, fromUs, message.untilUs);
    } catch {
      return HUNG;
    }
  }

  /** The answer, or HUNG when it is broken or late. */
  #withWatch<T>(process: ProcessId, answer: Promise<T>, ms: number): Promise<T | typeof HUNG> {
    return new Promise((resolve) => {
      const settle = (value: T | typeof HUNG): void => {
        this.#awaited.delete(awaited);
        resolve(value);
      };
      const awaited: Awaited = { process, ticks: 0, ticksMax: ms / WATCH_MS, giveUp: () => settle(HUNG) };
      this.#awaited.add(awaited);
      answer.then(settle, () => settle(HUNG));
    });
  }
}

const earlier = (a: Us | null, b: Us | null): Us | null => (a === null ? b : b === null ? a : Math.min(a, b));

/** A message to a worker takes along the whole buffer that its bytes are a view of. */
function fitted(delivery: Delivery): Delivery {
  if (delivery.type !== 'data' || delivery.bytes.byteLength === delivery.bytes.buffer.byteLength) return delivery;
  return { ...delivery, bytes: delivery.bytes.slice() };
}
