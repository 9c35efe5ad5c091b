import type { Delivery, FromProcess, ToProcess } from '../contract/process-port';
import { Modules } from './modules';
import type { Realm } from './realm';
import { Sources } from './sources';

type Start = Extract<ToProcess, { type: 'start' }>;
type Step = Extract<ToProcess, { type: 'step' }>;

export interface StepLoopOptions {
  readonly realm: Realm;
  /** The package `kafkajs`, and how to leave in peace. */
  readonly kafkajs: { readonly exports: Record<string, unknown>; readonly disconnectAll: () => Promise<void> };
  /** Resolves when everything that the last item set going has come to rest. */
  readonly drain: () => Promise<void>;
}

/**
 * Runs a program in virtual time, window by window (see contract/process-port.ts). Within a window, things
 * happen in the order of time: what the network brings before the program's own timers, and after each
 * one a rest, in which all promise jobs run. How the windows are cut changes nothing.
 */
export class StepLoop {
  readonly #realm: Realm;
  readonly #options: StepLoopOptions;
  #mainIsOver = false;
  #isStopping = false;

  constructor(options: StepLoopOptions) {
    this.#realm = options.realm;
    this.#options = options;
  }

  /** The program's first line is the first item: it runs in the step whose window holds `atUs`. */
  start(message: Start): FromProcess {
    const realm = this.#realm;
    realm.begin(new Sources(message.files), message.seed, message.atUs, message.entry);
    const modules = new Modules(realm, this.#options.kafkajs.exports);
    realm.clock.set(message.atUs, () => {
      modules.runEntry(message.entry).then(() => (this.#mainIsOver = true), realm.uncaught);
    });
    return { type: 'stepped', outbox: [], wakeUs: message.atUs };
  }

  async step({ untilUs, inbox }: Step): Promise<FromProcess> {
    const { clock, outbox } = this.#realm;
    let next = 0;
    while (!this.#realm.ended) {
      const delivery = inbox[next];
      const alarmUs = clock.nextDueUs();
      const isNext = alarmUs === null || (delivery !== undefined && (delivery.atUs <= alarmUs || wakes(delivery)));
      if (delivery !== undefined && delivery.atUs < untilUs && isNext) {
        next++;
        clock.moveTo(delivery.atUs);
        this.#realm.guard(() => this.#deliver(delivery));
      } else if (alarmUs !== null && alarmUs < untilUs) {
        clock.moveTo(alarmUs);
        if (clock.takeNext()!.ring() === 'quiet') continue;
      } else break;
      await this.#options.drain();
      this.#endIfIdle();
    }
    return { type: 'stepped', outbox: outbox.take(), wakeUs: this.#realm.ended ? null : clock.nextDueUs() };
  }

  #deliver(delivery: Delivery): void {
    if (delivery.type !== 'signal') this.#realm.sockets.deliver(delivery);
    else if (delivery.signal === 'SIGTERM') this.#terminate();
    else this.#realm.process.emit('SIGCONT', 'SIGCONT', 18);
  }

  /** SIGTERM: the program's own handler decides; without one its clients disconnect, and it ends. */
  #terminate(): void {
    const { process, exit } = this.#realm;
    if (process.listenerCount('SIGTERM') > 0) return void process.emit('SIGTERM', 'SIGTERM', 15);
    if (this.#isStopping) return;
    this.#isStopping = true;
    void this.#options.kafkajs.disconnectAll().then(() => exit(0));
  }

  /** As Node ends: nothing is left that could ever run the program's code again. */
  #endIfIdle(): void {
    const { clock, sockets, process, ended, exit, outbox } = this.#realm;
    if (ended || clock.hasAlarms || sockets.keepAlive) return;
    if (this.#mainIsOver) return exit(process.exitCode ?? 0);
    outbox.print('stderr', 'Warning: Detected unsettled top-level await: nothing is left that could settle it.');
    exit(13);
  }
}

/** It stood still: alarms that were due before this ring after it, late. */
const wakes = (delivery: Delivery): boolean => delivery.type === 'signal' && delivery.signal === 'SIGCONT';
