import { foreignResize } from './foreign-resize';
import { HostOrigin } from './host-origin';
import {
  type Configuration,
  type HostMessage,
  NAMESPACE,
  PROTOCOL_VERSION,
  readHostMessage,
  type SavedState,
} from './incoming';
import type { ErrorCode, PageMessage, ProgressReport } from './outgoing';

/** Why something that the host asked for was not done; nothing has changed then. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What a host can ask of the page in the frame. */
export interface EmbeddedPage {
  configure(configuration: Configuration): Promise<Refusal | null>;
  /** `step` from 1; what is not said stays as it is. */
  goTo(lesson: string | undefined, step: number | undefined): Promise<Refusal | null>;
  /** The lesson from its beginning on a fresh cluster; with `files`, the programs as the lesson gives them too. */
  reset(files: boolean): Promise<Refusal | null>;
  state(): SavedState | null;
  setState(state: SavedState): Promise<Refusal | null>;
  /** Null: no lesson is on the screen. */
  report(): ProgressReport | null;
}

export interface HostLinkParts {
  /** `window.parent.postMessage` */
  readonly post: (message: unknown, target: string) => void;
  readonly page: EmbeddedPage;
  /** The host that the address names; null: whoever speaks first. */
  readonly origin: string | null;
  /** Whether H5P's and Canvas's messages are spoken too. */
  readonly foreign: boolean;
}

const NOT_READY: Refusal = { code: 'not-ready', message: 'There is no lesson on the screen.' };

/**
 * The embed's end of the wire to the page around it. Messages are carried out one after the other, each is answered,
 * and one that cannot be understood is answered by an `error` and changes nothing.
 */
export class HostLink {
  readonly #parts: HostLinkParts;
  readonly #origin: HostOrigin;
  readonly #foreign = foreignResize();
  #height: number | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: HostLinkParts) {
    this.#parts = parts;
    this.#origin = new HostOrigin(parts.origin);
  }

  /** From now on messages are heard. */
  start(): void {
    this.tell({ type: 'ready', stage: 'listening' });
    if (this.#parts.foreign) this.#post(this.#foreign.hello());
  }

  /** A message of the window around; those of others are not for here. */
  hear(data: unknown, origin: string): void {
    if (!this.#origin.hears(origin)) return;
    if (this.#parts.foreign && this.#height !== null) {
      for (const answer of this.#foreign.answer(data, this.#height)) this.#post(answer);
    }
    const reading = readHostMessage(data);
    if (reading.is === 'foreign') return;
    if (reading.is === 'malformed') return this.refuse({ code: 'bad-message', message: reading.why }, reading.id);
    this.#origin.met(origin);
    const { message } = reading;
    this.#last = this.#last.then(() => this.#carryOut(message));
  }

  tell(message: PageMessage, id?: string | number): void {
    this.#post({ ns: NAMESPACE, v: PROTOCOL_VERSION, ...message, ...(id === undefined ? {} : { id }) });
  }

  refuse({ code, message }: Refusal, id?: string | number): void {
    this.tell({ type: 'error', code, message }, id);
  }

  /** The page would like this height, in CSS px. */
  wants(height: number): void {
    if (height === this.#height) return;
    this.#height = height;
    this.tell({ type: 'resize', height });
    if (this.#parts.foreign) for (const each of this.#foreign.wants(height)) this.#post(each);
  }

  /** Resolves once all that was heard has been carried out. */
  idle(): Promise<void> {
    return this.#last;
  }

  async #carryOut(message: HostMessage): Promise<void> {
    try {
      if (message.type === 'getState') {
        const state = this.#parts.page.state();
        if (state === null) this.refuse(NOT_READY, message.id);
        else this.tell({ type: 'state', state }, message.id);
        return;
      }
      const refusal = await this.#act(message);
      if (refusal !== null) return this.refuse(refusal, message.id);
      const report = this.#parts.page.report();
      if (report !== null) this.tell({ type: 'progress', ...report }, message.id);
      else this.refuse(NOT_READY, message.id);
    } catch (error) {
      this.refuse({ code: 'failed', message: error instanceof Error ? error.message : String(error) }, message.id);
    }
  }

  #act(message: Exclude<HostMessage, { type: 'getState' }>): Promise<Refusal | null> {
    const { page } = this.#parts;
    switch (message.type) {
      case 'configure': {
        const { lang, theme, motion, ui } = message;
        return page.configure({ lang, theme, motion, ui });
      }
      case 'goto':
        return page.goTo(message.lesson, message.step);
      case 'reset':
        return page.reset(message.files ?? false);
      case 'setState':
        return page.setState(message.state);
    }
  }

  #post(message: unknown): void {
    this.#parts.post(message, this.#origin.target);
  }
}
