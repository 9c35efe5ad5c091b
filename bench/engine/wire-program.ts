import { BROKER_PORT, brokerHost, type BrokerId, type ProcessId, type Us } from '../../src/contract/ids';
import type { Delivery, ProcessOutput } from '../../src/contract/process-port';
import type { RequestInit, ResponseOf } from '../../src/sim/protocol/api';
import { decodeResponseFrame, encodeRequestFrame } from '../../src/sim/protocol/frames';
import { apiByName, type ApiName, type ApiNamed } from '../../src/sim/protocol/registry';

/** Bytes of the length in front of a frame. */
const LENGTH_BYTES = 4;

/** One response frame, with its length, and when it came. */
type OnAnswer = (frame: Uint8Array, atUs: Us) => void;

/** A program that speaks frames: no KafkaJS and no worker, so that the engine is what is measured. */
export class WireProgram {
  readonly #sockets = new Map<string, number>();
  readonly #waiting = new Map<number, OnAnswer[]>();
  readonly #timers: { readonly atUs: Us; readonly act: (atUs: Us) => void }[] = [];
  #outbox: ProcessOutput[] = [];

  constructor(readonly id: ProcessId) {}

  /**
   * Sends a whole request frame; answers on one connection come in order. There is one for each use of a broker, and
   * it opens by itself.
   */
  send(broker: BrokerId, frame: Uint8Array, atUs: Us, onAnswer: OnAnswer, use = 'data'): void {
    const name = `${broker} ${use}`;
    let socket = this.#sockets.get(name);
    if (socket === undefined) {
      socket = this.#sockets.size + 1;
      this.#sockets.set(name, socket);
      this.#waiting.set(socket, []);
      this.#outbox.push({ atUs, type: 'connect', socket, host: brokerHost(broker), port: BROKER_PORT });
    }
    this.#waiting.get(socket)?.push(onAnswer);
    this.#outbox.push({ atUs, type: 'write', socket, bytes: frame });
  }

  /** The same with a body, for what is no hot path of the program. */
  request<N extends ApiName>(
    broker: BrokerId,
    name: N,
    version: number,
    body: RequestInit<ApiNamed<N>>,
    atUs: Us,
    onAnswer: (body: ResponseOf<ApiNamed<N>>, atUs: Us) => void,
    use?: string,
  ): void {
    const api = apiByName(name);
    const frame = encodeRequestFrame(api, { version, correlationId: 1, clientId: this.id }, body);
    const decoded: OnAnswer = (answer, answeredUs) =>
      onAnswer(decodeResponseFrame(api, version, answer.subarray(LENGTH_BYTES)).body, answeredUs);
    this.send(broker, frame, atUs, decoded, use);
  }

  at(atUs: Us, act: (atUs: Us) => void): void {
    const earlier = this.#timers.findLastIndex((timer) => timer.atUs <= atUs);
    this.#timers.splice(earlier + 1, 0, { atUs, act });
  }

  get wakeUs(): Us {
    return this.#timers[0]?.atUs ?? Infinity;
  }

  /** All that happens to it before the window's end, in order. */
  step(inbox: readonly Delivery[], untilUs: Us): ProcessOutput[] {
    for (const delivery of inbox) {
      this.#ring(delivery.atUs);
      if (delivery.type === 'data') this.#waiting.get(delivery.socket)?.shift()?.(delivery.bytes, delivery.atUs);
      else if (delivery.type !== 'connected') throw new Error(`${this.id}: ${delivery.type}`);
    }
    this.#ring(untilUs - 1);
    const outbox = this.#outbox;
    if (outbox.length > 0) this.#outbox = [];
    return outbox;
  }

  #ring(untilUs: Us): void {
    for (let timer = this.#timers[0]; timer !== undefined && timer.atUs <= untilUs; timer = this.#timers[0]) {
      this.#timers.shift();
      timer.act(timer.atUs);
    }
  }
}
