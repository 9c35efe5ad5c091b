import type { SimEvent } from '../../src/contract/event';
import { BROKER_PORT, brokerHost, epochMsAt, type Us } from '../../src/contract/ids';
import type { Delivery, ProcessOutput } from '../../src/contract/process-port';
import type { BrokerSpec, Scenario, TopicSpec } from '../../src/contract/scenario';
import { Cluster } from '../../src/sim/cluster/cluster';
import type { RequestInit, ResponseOf } from '../../src/sim/protocol/api';
import { decodeResponseFrame, encodeRequestFrame, FrameSplitter } from '../../src/sim/protocol/frames';
import { encodeBatch } from '../../src/sim/protocol/record-batch';
import { apiByName, type ApiName, type ApiNamed } from '../../src/sim/protocol/registry';

export interface WorldOptions {
  readonly brokers?: number;
  readonly racks?: readonly string[];
  readonly topics?: readonly TopicSpec[];
  /** Nodes that may be active controller; all when absent. */
  readonly controllers?: readonly number[];
  readonly config?: Record<string, string>;
  readonly seed?: number;
  readonly clientMs?: number;
  readonly brokerMs?: number;
  readonly schedules?: NonNullable<Scenario['schedules']>;
  /** Of every broker; none when absent. */
  readonly limits?: Pick<BrokerSpec, 'diskBytesPerSecond' | 'networkBytesPerSecond'>;
}

/** The only way in which tests of the simulation make a cluster. Clients here speak the wire without KafkaJS. */
export function world(options: WorldOptions = {}): World {
  const { brokers = 3, racks, topics = [], config, seed = 1, clientMs = 10, brokerMs = 5, limits } = options;
  const nodes: BrokerSpec[] = Array.from({ length: brokers }, (_, i) => {
    const rack = racks?.[i];
    return { id: i + 1, ...(rack === undefined ? {} : { rack }), ...limits };
  });
  const scenario: Scenario = {
    id: 'world',
    brokers: nodes,
    links: { clientUs: clientMs * 1000, brokerUs: brokerMs * 1000 },
    topics,
    ...(options.controllers === undefined ? {} : { controllers: options.controllers }),
    ...(config === undefined ? {} : { config }),
    ...(options.schedules === undefined ? {} : { schedules: options.schedules }),
  };
  return new World(scenario, seed);
}

export class World {
  readonly cluster: Cluster;
  readonly events: SimEvent[] = [];
  /** Sees events as soon as they are there, with the cluster as it is at their moment. */
  watch: (events: readonly SimEvent[]) => void = () => undefined;
  readonly #clients: WireClient[] = [];

  constructor(scenario: Scenario, seed: number) {
    const files = { 'client.ts': '' };
    const programs = [{ name: 'client', entry: 'client.ts', role: 'other' as const }];
    this.cluster = new Cluster({ scenario, seed, programs, files });
  }

  /** A program that the test plays by hand. */
  client(): WireClient {
    const instance = this.#clients.length + 1;
    this.cluster.command({ type: 'run', program: 'client', instance });
    this.cluster.takeHostActions();
    const client = new WireClient(this, `client-${instance}`);
    this.#clients.push(client);
    return client;
  }

  get nowMs(): number {
    return this.cluster.nowUs / 1000;
  }

  /** Lets virtual time pass; clients take in what reaches them. */
  run(ms: number): this {
    this.#runTo(this.cluster.nowUs + ms * 1000, () => false);
    return this;
  }

  /** Runs until it holds; throws after a virtual minute, so that a test that waits for nothing ends. */
  runUntil(holds: () => boolean, what: string): this {
    const end = this.cluster.nowUs + 60_000_000;
    this.#runTo(end, holds);
    if (!holds()) throw new Error(`not within a virtual minute: ${what}`);
    return this;
  }

  #runTo(end: Us, holds: () => boolean): void {
    const { cluster } = this;
    while (cluster.nowUs < end && !holds()) {
      const next = cluster.nextUs() ?? end;
      // What happens at a barrier happens at its very moment, and not before.
      const until = Math.min(end, cluster.barrierUs() === next ? next : Math.max(next, cluster.nowUs) + 1);
      cluster.advanceTo(until);
      cluster.takeHostActions();
      for (const client of this.#clients) client.take(cluster.takeInbox(client.process, until));
      const events = cluster.releaseEvents();
      if (events.length > 0) this.watch(events);
      this.events.push(...events);
    }
  }
}

/** Sockets of one hand-played process: one connection a broker. */
export class WireClient {
  readonly #world: World;
  readonly process: string;
  readonly #sockets = new Map<number, Socket>();
  #nextSocket = 1;
  #nextCorrelationId = 1;

  constructor(world: World, process: string) {
    this.#world = world;
    this.process = process;
  }

  /** Opens a connection by hand, for what `request` does not do. */
  open(broker: number, port = BROKER_PORT, host = brokerHost(broker)): Socket {
    const socket = new Socket(this.#nextSocket++, (output) => this.#did(output));
    this.#sockets.set(socket.id, socket);
    this.#did({ type: 'connect', socket: socket.id, host, port });
    return socket;
  }

  /** Sends and does not wait. */
  send<N extends ApiName>(
    socket: Socket,
    name: N,
    version: number,
    body: RequestInit<ApiNamed<N>>,
  ): Pending<ResponseOf<ApiNamed<N>>> {
    const api = apiByName(name);
    const correlationId = this.#nextCorrelationId++;
    const pending = new Pending<ResponseOf<ApiNamed<N>>>((frame) => {
      const decoded = decodeResponseFrame(api, version, frame);
      if (decoded.correlationId !== correlationId) throw new Error(`${name}: answers out of order`);
      return decoded.body;
    });
    socket.waiting.push(pending as Pending<unknown>);
    socket.write(encodeRequestFrame(api, { version, correlationId, clientId: this.process }, body));
    return pending;
  }

  /** Sends, and runs the world until the answer is there. */
  request<N extends ApiName>(
    broker: number,
    name: N,
    version: number,
    body: RequestInit<ApiNamed<N>>,
  ): ResponseOf<ApiNamed<N>> {
    const socket = [...this.#sockets.values()].find((one) => one.broker === broker) ?? this.#openTo(broker);
    const pending = this.send(socket, name, version, body);
    this.#world.runUntil(() => pending.done, `the answer to ${name} v${version}`);
    return pending.value;
  }

  take(inbox: readonly Delivery[]): void {
    for (const delivery of inbox) if ('socket' in delivery) this.#sockets.get(delivery.socket)?.hear(delivery);
  }

  exit(): void {
    this.#did({ type: 'exit', code: 0, crashed: false });
  }

  #openTo(broker: number): Socket {
    const socket = this.open(broker);
    socket.broker = broker;
    this.#world.runUntil(() => socket.state !== 'connecting', `a connection to broker ${broker}`);
    return socket;
  }

  #did(output: OutputWithoutTime): void {
    this.#world.cluster.accept(this.process, [{ atUs: this.#world.cluster.nowUs, ...output } as ProcessOutput]);
  }
}

type OutputWithoutTime = ProcessOutput extends infer O ? (O extends { atUs: Us } ? Omit<O, 'atUs'> : never) : never;

export class Socket {
  broker = 0;
  state: 'connecting' | 'open' | 'ended' | 'failed' = 'connecting';
  error: { readonly code: string; readonly message: string } | null = null;
  readonly waiting: Pending<unknown>[] = [];
  /** Answers that nobody waited for. */
  readonly unasked: Uint8Array[] = [];
  readonly #frames = new FrameSplitter();

  constructor(
    readonly id: number,
    readonly did: (output: OutputWithoutTime) => void,
  ) {}

  write(bytes: Uint8Array): void {
    this.did({ type: 'write', socket: this.id, bytes });
  }

  close(): void {
    this.did({ type: 'close', socket: this.id });
  }

  hear(delivery: Delivery): void {
    if (delivery.type === 'connected') this.state = 'open';
    if (delivery.type === 'end') this.state = 'ended';
    if (delivery.type === 'error') {
      this.state = 'failed';
      this.error = { code: delivery.code, message: delivery.message };
    }
    if (delivery.type !== 'data') return;
    for (const frame of this.#frames.push(delivery.bytes)) {
      const pending = this.waiting.shift();
      if (pending === undefined) this.unasked.push(frame);
      else pending.resolve(frame);
    }
  }
}

/** An answer that may not be there yet. */
export class Pending<T> {
  #value: T | null = null;
  done = false;

  constructor(readonly decode: (frame: Uint8Array) => T) {}

  resolve(frame: Uint8Array): void {
    this.#value = this.decode(frame);
    this.done = true;
  }

  get value(): T {
    if (!this.done) throw new Error('not answered yet');
    return this.#value as T;
  }
}

/** One batch of records with these keys, as a producer sends it; an object is a tombstone. */
export function batchOf(
  world: World,
  ...keys: (string | null | { readonly key: string; readonly value: null })[]
): Uint8Array {
  const timestampMs = epochMsAt(world.cluster.nowUs);
  return encodeBatch({
    records: keys.map((one) => {
      const key = typeof one === 'object' && one !== null ? one.key : one;
      const value = key === one ? `value of ${key ?? 'none'}` : null;
      return {
        key: key === null ? null : new TextEncoder().encode(key),
        value: value === null ? null : new TextEncoder().encode(value),
        timestampMs,
      };
    }),
  });
}
