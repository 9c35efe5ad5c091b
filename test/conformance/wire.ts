import { connect, type Socket } from 'node:net';
import type { RequestInit, ResponseOf } from '../../src/sim/protocol/api';
import { decodeResponseFrame, encodeRequestFrame, FrameSplitter } from '../../src/sim/protocol/frames';
import { apiByName, type ApiName, type ApiNamed } from '../../src/sim/protocol/registry';
import type { Address } from './cluster-under-test';

/** Real time after which an answer is not expected any more. */
const ANSWER_MS_MAX = 15_000;

export type Body<N extends ApiName> = RequestInit<ApiNamed<N>>;
export type Answer<N extends ApiName> = ResponseOf<ApiNamed<N>>;

/** One TCP connection that speaks the wire by our own tables, so that every field is seen. */
export class Wire {
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #frames: Uint8Array[] = [];
  readonly #clientId: string;
  #closed = false;
  #wake: (() => void) | null = null;
  #nextCorrelationId = 1;

  private constructor(socket: Socket, clientId: string) {
    this.#socket = socket;
    this.#clientId = clientId;
    socket.on('data', (bytes) => {
      this.#frames.push(...this.#splitter.push(bytes));
      this.#wake?.();
    });
    // A reset is a close like any other.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed = true;
      this.#wake?.();
    });
  }

  static async open({ host, port }: Address, clientId: string): Promise<Wire> {
    const socket = connect(port, host);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.setNoDelay(true);
    return new Wire(socket, clientId);
  }

  /** Sends a request; returns its correlation id. */
  send<N extends ApiName>(name: N, version: number, body: Body<N>): number {
    const correlationId = this.#nextCorrelationId++;
    this.sendBytes(encodeRequestFrame(apiByName(name), { version, correlationId, clientId: this.#clientId }, body));
    return correlationId;
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** The next answer, which must be to this request; null: the broker closed the connection instead. */
  async answer<N extends ApiName>(name: N, version: number, correlationId: number): Promise<Answer<N> | null> {
    const frame = await this.frame(ANSWER_MS_MAX);
    if (frame === 'nothing') throw new Error(`no answer to ${name} v${version} within ${ANSWER_MS_MAX} ms`);
    if (frame === 'closed') return null;
    const decoded = decodeResponseFrame(apiByName(name), version, frame);
    if (decoded.correlationId !== correlationId) {
      throw new Error(`${name}: asked with correlation id ${correlationId}, answered with ${decoded.correlationId}`);
    }
    return decoded.body as Answer<N>;
  }

  async request<N extends ApiName>(name: N, version: number, body: Body<N>): Promise<Answer<N>> {
    const answer = await this.answer(name, version, this.send(name, version, body));
    if (answer === null) throw new Error(`${name} v${version}: the connection was closed`);
    return answer;
  }

  /** The next frame without its length; what else happened when there is none within this time. */
  async frame(msMax: number): Promise<Uint8Array | 'closed' | 'nothing'> {
    const end = performance.now() + msMax;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#closed) return 'closed';
      const left = end - performance.now();
      if (left <= 0) return 'nothing';
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}
