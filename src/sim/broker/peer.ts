import { brokerHost, BROKER_PORT, type BrokerId, type EndpointId, type Us } from '../../contract/ids';
import { CORE_LANE, type Clock, type Timer } from '../cluster/clock';
import type { NodeClock } from '../cluster/node-clock';
import type { ClientEnd, Connection, Network } from '../cluster/network';
import type { RequestInit, ResponseOf } from '../protocol/api';
import { decodeResponseFrame, encodeRequestFrame } from '../protocol/frames';
import type { ApiNamed, ApiName } from '../protocol/registry';

const LENGTH_BYTES = 4;

export interface PeerOptions {
  /** The world's clock: what is on its way arrives whether or not this node is paused. */
  readonly world: Clock;
  readonly clock: NodeClock;
  readonly network: Network;
  readonly from: EndpointId;
  readonly to: BrokerId;
  readonly clientId: string;
  /** An answer that takes longer gives the connection up. */
  readonly timeoutUs: Us;
  /** For the connection alone, where it may take less. */
  readonly connectTimeoutUs?: Us;
}

interface Pending {
  readonly answered: (frame: Uint8Array) => void;
  readonly failed: () => void;
  readonly timer: Timer;
}

/**
 * A connection to a broker, of another broker or of a tool, over the simulated network. Opened with the first request, and again after it
 * broke; requests are answered in order, or fail together.
 */
export class Peer {
  readonly #options: PeerOptions;
  #link: Link | null = null;
  #nextCorrelationId = 0;

  constructor(options: PeerOptions) {
    this.#options = options;
  }

  get to(): BrokerId {
    return this.#options.to;
  }

  /** `onDone` gets the answer, or null when the connection broke or time ran out. */
  request<N extends ApiName>(
    api: ApiNamed<N>,
    version: number,
    body: RequestInit<ApiNamed<N>>,
    onDone: (body: ResponseOf<ApiNamed<N>> | null) => void,
  ): void {
    const header = { version, correlationId: this.#nextCorrelationId++, clientId: this.#options.clientId };
    const frame = encodeRequestFrame(api, header, body);
    this.#link ??= new Link(this.#options, (link) => {
      if (this.#link === link) this.#link = null;
    });
    this.#link.send(frame, {
      answered: (answer) => onDone(decodeResponseFrame(api, version, answer.subarray(LENGTH_BYTES)).body),
      failed: () => onDone(null),
    });
  }

  /** The connection is given up: who waits for an answer gets null. */
  giveUp(): void {
    this.#link?.giveUp();
  }

  /** Nobody waits for answers any more. */
  close(): void {
    this.#link?.abandon();
    this.#link = null;
  }
}

/** One connection, from its opening to its end. */
class Link {
  readonly #options: PeerOptions;
  readonly #onBroken: (link: Link) => void;
  readonly #connection: Connection | null;
  readonly #connecting: Timer | null;
  #isConnected = false;
  #isOver = false;
  #unsent: Uint8Array[] = [];
  #pending: Pending[] = [];

  constructor(options: PeerOptions, onBroken: (link: Link) => void) {
    this.#options = options;
    this.#onBroken = onBroken;
    const { network, from, to, clock, connectTimeoutUs } = options;
    const end = this.#clientEnd();
    this.#connection = network.connect(from, CORE_LANE, brokerHost(to), BROKER_PORT, clock.nowUs, end);
    this.#connecting = connectTimeoutUs === undefined ? null : clock.after(connectTimeoutUs, () => this.giveUp());
  }

  send(frame: Uint8Array, waiting: Pick<Pending, 'answered' | 'failed'>): void {
    const { answered, failed } = waiting;
    this.#pending.push({ answered, failed, timer: this.#options.clock.after(this.#options.timeoutUs, this.#giveUp) });
    if (this.#isConnected) this.#transmit(frame);
    else this.#unsent.push(frame);
  }

  /** One for all requests: each has a timer, and hardly any of these ever ends. */
  readonly #giveUp = (): void => this.giveUp();

  abandon(): void {
    this.#isOver = true;
    for (const { timer } of this.#pending.splice(0)) timer.cancel();
    this.#close();
  }

  #transmit(frame: Uint8Array): void {
    const { network, clock } = this.#options;
    if (this.#connection !== null) network.send(this.#connection, frame, clock.nowUs);
  }

  giveUp(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onBroken(this);
    this.#close();
    for (const { timer, failed } of this.#pending.splice(0)) {
      timer.cancel();
      failed();
    }
  }

  #close(): void {
    this.#connecting?.cancel();
    const { network, clock } = this.#options;
    if (this.#connection !== null) network.closeByClient(this.#connection, clock.nowUs, 'closed by the client');
  }

  #clientEnd(): ClientEnd {
    // What arrives is handled by the node's process, which may be paused or gone by then.
    const at = (atUs: Us, action: () => void): void => {
      this.#options.world.at(atUs, () =>
        this.#options.clock.run(() => {
          if (!this.#isOver) action();
        }),
      );
    };
    return {
      connected: (atUs) =>
        at(atUs, () => {
          this.#isConnected = true;
          this.#connecting?.cancel();
          for (const frame of this.#unsent.splice(0)) this.#transmit(frame);
        }),
      received: (atUs, frame) =>
        at(atUs, () => {
          const pending = this.#pending.shift();
          pending?.timer.cancel();
          pending?.answered(frame);
        }),
      failed: (atUs) => at(atUs, () => this.giveUp()),
      ended: (atUs) => at(atUs, () => this.giveUp()),
    };
  }
}
