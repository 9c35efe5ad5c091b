import { brokerEndpoint, brokerHost, BROKER_PORT, type BrokerId } from '../../contract/ids';
import type { Clock } from '../cluster/clock';
import { CORE_LANE } from '../cluster/clock';
import type { ClientEnd, Connection, Network } from '../cluster/network';
import type { RequestInit, ResponseOf } from '../protocol/api';
import { decodeResponseFrame, encodeRequestFrame } from '../protocol/frames';
import type { ApiNamed, ApiName } from '../protocol/registry';

const LENGTH_BYTES = 4;

/** One broker's connection to another, over the simulated network; opened with the first request, requests in order. */
export class Peer {
  readonly #clock: Clock;
  readonly #network: Network;
  readonly #from: BrokerId;
  readonly #to: BrokerId;
  readonly #clientId: string;
  #connection: Connection | null = null;
  #isConnected = false;
  #unsent: Uint8Array[] = [];
  #answers: ((frame: Uint8Array) => void)[] = [];
  #nextCorrelationId = 0;

  constructor(clock: Clock, network: Network, from: BrokerId, to: BrokerId, clientId: string) {
    this.#clock = clock;
    this.#network = network;
    this.#from = from;
    this.#to = to;
    this.#clientId = clientId;
  }

  request<N extends ApiName>(
    api: ApiNamed<N>,
    version: number,
    body: RequestInit<ApiNamed<N>>,
    onResponse: (body: ResponseOf<ApiNamed<N>>) => void,
  ): void {
    const header = { version, correlationId: this.#nextCorrelationId++, clientId: this.#clientId };
    this.#answers.push((frame) => onResponse(decodeResponseFrame(api, version, frame.subarray(LENGTH_BYTES)).body));
    this.#send(encodeRequestFrame(api, header, body));
  }

  close(): void {
    if (this.#connection !== null) this.#network.closeByClient(this.#connection, this.#clock.nowUs, 'broker closed');
    this.#connection = null;
    this.#isConnected = false;
    this.#unsent = [];
    this.#answers = [];
  }

  #send(frame: Uint8Array): void {
    if (this.#isConnected && this.#connection !== null) {
      this.#network.send(this.#connection, frame, this.#clock.nowUs);
      return;
    }
    this.#unsent.push(frame);
    this.#connection ??= this.#network.connect(
      brokerEndpoint(this.#from),
      CORE_LANE,
      brokerHost(this.#to),
      BROKER_PORT,
      this.#clock.nowUs,
      this.#clientEnd(),
    );
  }

  #clientEnd(): ClientEnd {
    return {
      connected: (atUs) => {
        this.#clock.at(atUs, () => {
          this.#isConnected = true;
          for (const frame of this.#unsent.splice(0)) this.#send(frame);
        });
      },
      received: (atUs, frame) => {
        this.#clock.at(atUs, () => this.#answers.shift()?.(frame));
      },
      failed: (atUs) => {
        this.#clock.at(atUs, () => this.close());
      },
      ended: (atUs) => {
        this.#clock.at(atUs, () => this.close());
      },
    };
  }
}
