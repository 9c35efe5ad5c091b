import type { SourcePlace, ProcessOutput } from '../contract/process-port';
import type { VirtualClock } from './clock';

/** Longer texts are cut: a page has to draw them. */
export const PRINT_CHARS_MAX = 20_000;

/** All that a program does to the outside, stamped with its virtual time. After `exit` nothing more is taken. */
export class Outbox {
  readonly #clock: VirtualClock;
  #outputs: ProcessOutput[] = [];
  #ended = false;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get ended(): boolean {
    return this.#ended;
  }

  connect(socket: number, host: string, port: number): void {
    this.#put({ atUs: this.#clock.nowUs, type: 'connect', socket, host, port });
  }

  /** Copies: the program may go on writing into its buffer. */
  write(socket: number, bytes: Uint8Array): void {
    this.#put({ atUs: this.#clock.nowUs, type: 'write', socket, bytes: new Uint8Array(bytes) });
  }

  close(socket: number): void {
    this.#put({ atUs: this.#clock.nowUs, type: 'close', socket });
  }

  print(stream: 'stdout' | 'stderr', text: string, at: SourcePlace | null = null): void {
    const over = text.length - PRINT_CHARS_MAX;
    const shown = over > 0 ? `${text.slice(0, PRINT_CHARS_MAX)}… ${over} more characters` : text;
    this.#put({ atUs: this.#clock.nowUs, type: 'print', stream, text: shown, at });
  }

  effect(name: string, data: string): void {
    this.#put({ atUs: this.#clock.nowUs, type: 'effect', name, data });
  }

  exit(code: number, crashed: boolean): void {
    this.#put({ atUs: this.#clock.nowUs, type: 'exit', code, crashed });
    this.#ended = true;
  }

  take(): ProcessOutput[] {
    const outputs = this.#outputs;
    this.#outputs = [];
    return outputs;
  }

  #put(output: ProcessOutput): void {
    if (!this.#ended) this.#outputs.push(output);
  }
}
