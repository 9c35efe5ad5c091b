import { US_PER_MS, type BrokerId } from '../../contract/ids';
import type { NodeClock } from '../cluster/node-clock';
import type { Timer } from '../cluster/clock';
import type { RequestInit, ResponseOf } from '../protocol/api';
import { ERROR } from '../protocol/errors';
import type { ApiName, ApiNamed } from '../protocol/registry';
import type { Peer } from './peer';

/** retry.backoff.ms of NodeToControllerChannelManager. */
const RETRY_US = 100 * US_PER_MS;

/**
 * A broker's way to the active controller, whichever node that is: asked again, there, when a connection breaks or
 * when the node says that it is not the one. Kafka: NodeToControllerChannelManager.
 */
export class ControllerChannel {
  readonly #clock: NodeClock;
  readonly #controller: () => BrokerId | null;
  readonly #open: (to: BrokerId) => Peer;
  #peer: Peer | null = null;
  #retries = new Set<Timer>();

  constructor(clock: NodeClock, controller: () => BrokerId | null, open: (to: BrokerId) => Peer) {
    this.#clock = clock;
    this.#controller = controller;
    this.#open = open;
  }

  /** Answered once, sooner or later. */
  request<N extends ApiName>(
    api: ApiNamed<N>,
    version: number,
    body: RequestInit<ApiNamed<N>>,
    onResponse: (body: ResponseOf<ApiNamed<N>>) => void,
  ): void {
    const again = (): void => {
      const timer = this.#clock.after(RETRY_US, () => {
        this.#retries.delete(timer);
        this.request(api, version, body, onResponse);
      });
      this.#retries.add(timer);
    };
    const controller = this.#controller();
    if (controller === null) return again();
    if (this.#peer?.to !== controller) {
      // What the former one has not answered is asked again, of the new one.
      this.#peer?.giveUp();
      this.#peer = this.#open(controller);
    }
    this.#peer.request(api, version, body, (answer) => {
      if (answer === null || isNotController(answer)) again();
      else onResponse(answer);
    });
  }

  close(): void {
    for (const timer of this.#retries) timer.cancel();
    this.#retries.clear();
    this.#peer?.close();
  }
}

/** NOT_CONTROLLER stands on top, or in the entry of each topic, by API. */
function isNotController(answer: unknown): boolean {
  const body = answer as { errorCode?: number; topics?: Refusable[]; results?: Refusable[]; responses?: Refusable[] };
  const { NOT_CONTROLLER } = ERROR;
  return (
    body.errorCode === NOT_CONTROLLER ||
    body.topics?.[0]?.errorCode === NOT_CONTROLLER ||
    body.results?.[0]?.errorCode === NOT_CONTROLLER ||
    body.responses?.[0]?.errorCode === NOT_CONTROLLER
  );
}

interface Refusable {
  readonly errorCode?: number;
}
