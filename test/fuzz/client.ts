import type { Us } from '../../src/contract/ids';
import type { Prng } from '../../src/sim/cluster/prng';
import type { RequestInit, ResponseOf } from '../../src/sim/protocol/api';
import type { ApiName, ApiNamed } from '../../src/sim/protocol/registry';
import type { Socket, WireClient, World } from '../support/world';

const REQUEST_TIMEOUT_US: Us = 4_000_000;
const RETRY_US: Us = 200_000;

interface Waiting {
  readonly broker: number;
  readonly untilUs: Us;
  readonly isDone: () => boolean;
  readonly onDone: () => void;
}

/**
 * A client on the bare wire, so that every answer is seen: one request at a time, given up when its time is out or its
 * connection breaks; what was asked is then asked again, elsewhere perhaps.
 */
export abstract class FuzzClient {
  protected readonly random: Prng;
  /** Who leads, by partition, as far as it knows. */
  protected readonly leaders = new Map<string, number>();
  readonly #world: World;
  readonly #wire: WireClient;
  #sockets = new Map<number, Socket>();
  #waiting: Waiting | null = null;
  #nextUs: Us = 0;

  constructor(world: World, random: Prng) {
    this.#world = world;
    this.#wire = world.client();
    this.random = random;
  }

  protected get nowUs(): Us {
    return this.#world.cluster.nowUs;
  }

  /** True when it may ask something: the last answer has come, or never will, and nothing has to wait. */
  protected isFree(): boolean {
    const waiting = this.#waiting;
    if (waiting !== null) {
      if (waiting.isDone()) {
        this.#waiting = null;
        waiting.onDone();
      } else if (this.#isBroken(waiting.broker) || this.nowUs > waiting.untilUs) this.#giveUp(waiting.broker);
      return false;
    }
    return this.nowUs >= this.#nextUs;
  }

  protected pause(delayUs: Us = RETRY_US): void {
    this.#nextUs = this.nowUs + delayUs;
  }

  protected ask<N extends ApiName>(
    broker: number,
    name: N,
    version: number,
    body: RequestInit<ApiNamed<N>>,
    onAnswer: (body: ResponseOf<ApiNamed<N>>) => void,
    timeoutUs = REQUEST_TIMEOUT_US,
  ): void {
    const pending = this.#wire.send(this.#socketTo(broker), name, version, body);
    this.#waiting = {
      broker,
      untilUs: this.nowUs + timeoutUs,
      isDone: () => pending.done,
      onDone: () => onAnswer(pending.value),
    };
  }

  /** Nobody answered. */
  protected onSilence(): void {
    this.leaders.clear();
  }

  protected anyBroker(): number {
    const brokers = [...this.#world.cluster.nodes.keys()];
    return brokers[this.random.nextInt(brokers.length)] as number;
  }

  protected askForLeaders(): void {
    this.ask(this.anyBroker(), 'Metadata', 12, { topics: null }, ({ topics }) => {
      for (const { name, partitions } of topics) {
        for (const { partitionIndex, leaderId } of partitions) {
          if (leaderId >= 0) this.leaders.set(`${name ?? ''}-${partitionIndex}`, leaderId);
        }
      }
      this.pause();
    });
  }

  /** As when its process dies: the kernel closes its sockets, and it knows nothing any more. */
  protected hangUp(): void {
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
    this.#waiting = null;
    this.leaders.clear();
  }

  #giveUp(broker: number): void {
    this.#sockets.get(broker)?.close();
    this.#sockets.delete(broker);
    this.#waiting = null;
    this.pause();
    this.onSilence();
  }

  #isBroken(broker: number): boolean {
    const socket = this.#sockets.get(broker);
    return socket === undefined || socket.state === 'ended' || socket.state === 'failed';
  }

  #socketTo(broker: number): Socket {
    const known = this.#sockets.get(broker);
    if (known !== undefined && !this.#isBroken(broker)) return known;
    const socket = this.#wire.open(broker);
    this.#sockets.set(broker, socket);
    return socket;
  }
}
