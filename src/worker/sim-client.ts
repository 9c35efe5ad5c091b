import processScript from 'virtual:process-script';
import simScript from 'virtual:sim-script';
import type { Command } from '../contract/command';
import type { Us } from '../contract/ids';
import type { FromSim, ToSim } from '../contract/port';
import type { Query, QueryAnswer } from '../contract/query';
import type { RunLog } from '../contract/run-log';
import { READY } from './boot';
import { checkFromSim } from './check-from-sim';
import { createSandboxFrame, type SandboxFrame } from './sandbox-frame';
import { SimError } from './sim-error';

export type Ran = Extract<FromSim, { readonly type: 'ran' }>;
export type Progress = Extract<FromSim, { readonly type: 'progress' }>;

/** A slow phone takes a second or two to load both scripts. */
const BOOT_MS_MAX = 20_000;

/** A simulation at work gives a sign of life every second; one that gives none has lost its process. */
const SILENT_SECONDS_MAX = 15;

export interface SimClientOptions {
  readonly bootMsMax?: number;
  readonly silentSecondsMax?: number;
}

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: SimError) => void;
}

/**
 * The page's hold on the simulation: one run at a time. All promises reject with SimError when the simulation is
 * gone; a newer `open` rejects what the run before it still owed (`disposed`).
 */
export class SimClient {
  readonly #frame: SandboxFrame;
  #run = 0;
  #queryId = 0;
  #ran: Waiting<Ran> | null = null;
  readonly #queries = new Map<number, Waiting<QueryAnswer>>();
  #gone: SimError | null = null;
  #silentSeconds = 0;
  readonly #listening: ReturnType<typeof setInterval>;
  /** Told while a long `open` replays. */
  onProgress: ((progress: Progress) => void) | null = null;

  constructor(frame: SandboxFrame, silentSecondsMax: number) {
    this.#frame = frame;
    frame.port.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    frame.onFailure = (message) => this.#end(new SimError('broken', message));
    // Beats are counted, not clocks read: a page that slept has heard nothing, and has counted nothing.
    this.#listening = setInterval(() => {
      this.#silentSeconds = this.#ran === null ? 0 : this.#silentSeconds + 1;
      if (this.#silentSeconds > silentSecondsMax)
        this.#end(new SimError('broken', 'The simulation has fallen silent.'));
    }, 1_000);
  }

  /** Begins a run from zero, ends the one before it, and replays its commands up to `untilUs`. */
  open(log: RunLog, untilUs: Us): Promise<Ran> {
    this.#rejectAll(new SimError('disposed', 'Another run was opened.'));
    this.#silentSeconds = 0;
    const run = ++this.#run;
    return this.#expectRan({ type: 'open', run, log, untilUs });
  }

  /** Everything up to and including this moment happens. One grant at a time. */
  grant(untilUs: Us): Promise<Ran> {
    if (this.#ran !== null) throw new Error('The last grant has not been answered yet.');
    return this.#expectRan({ type: 'grant', run: this.#run, untilUs });
  }

  /** Carried out at the time of the last grant; the next `ran` tells what came of it. */
  command(command: Command): void {
    this.#post({ type: 'command', run: this.#run, command });
  }

  query(query: Query): Promise<QueryAnswer> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    const id = ++this.#queryId;
    return new Promise((resolve, reject) => {
      this.#queries.set(id, { resolve, reject });
      this.#post({ type: 'query', run: this.#run, id, query });
    });
  }

  /** Ends the simulation, all programs and the frame. */
  dispose(): void {
    this.#end(new SimError('disposed', 'The simulation was ended.'));
  }

  #expectRan(message: ToSim): Promise<Ran> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    return new Promise((resolve, reject) => {
      this.#ran = { resolve, reject };
      this.#post(message);
    });
  }

  #post(message: ToSim): void {
    if (this.#gone === null) this.#frame.port.postMessage(message);
  }

  #receive(data: unknown): void {
    this.#silentSeconds = 0;
    const message = checkFromSim(data);
    if (message === null) return this.#end(new SimError('broken', 'The simulation sent what is no message.'));
    if (message.run !== this.#run) return;
    switch (message.type) {
      case 'ran': {
        const waiting = this.#ran;
        this.#ran = null;
        return waiting?.resolve(message);
      }
      case 'progress':
        return this.onProgress?.(message);
      case 'answer': {
        const waiting = this.#queries.get(message.id);
        this.#queries.delete(message.id);
        return waiting?.resolve(message.answer);
      }
      case 'broken':
        // The worker lives: another run may be opened.
        return this.#rejectAll(new SimError('broken', message.message));
    }
  }

  #end(error: SimError): void {
    if (this.#gone !== null) return;
    this.#gone = error;
    clearInterval(this.#listening);
    this.#frame.remove();
    this.#rejectAll(error);
  }

  #rejectAll(error: SimError): void {
    const waiting = [...(this.#ran === null ? [] : [this.#ran]), ...this.#queries.values()];
    this.#ran = null;
    this.#queries.clear();
    for (const { reject } of waiting) reject(error);
  }
}

/** Starts the simulation in its sandboxed frame. Rejects with SimError. */
export function createSimClient(options: SimClientOptions = {}): Promise<SimClient> {
  const { bootMsMax = BOOT_MS_MAX, silentSecondsMax = SILENT_SECONDS_MAX } = options;
  const frame = createSandboxFrame({ simScript, processScript });
  return new Promise((resolve, reject) => {
    const fail = (error: SimError): void => {
      clearTimeout(timer);
      frame.remove();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new SimError('boot-timeout', `The simulation did not start within ${bootMsMax} ms.`)),
      bootMsMax,
    );
    frame.onFailure = (message) => fail(new SimError('refused', message));
    frame.port.onmessage = (event: MessageEvent<unknown>) => {
      if (event.data !== READY) return fail(new SimError('refused', 'The frame speaks another language.'));
      clearTimeout(timer);
      resolve(new SimClient(frame, silentSecondsMax));
    };
  });
}
