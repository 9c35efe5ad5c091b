import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type * as KafkaJs from 'kafkajs';
import { transform } from 'sucrase';
import { EPOCH_MS, US_PER_MS } from '../src/contract/ids';
import type { Delivery, ProcessOutput } from '../src/contract/process-port';
import { Cluster } from '../src/sim/cluster/cluster';
import { ENTRY, THROUGHPUT_SCENARIO } from './throughput';

const PROCESS = 'bench-1';
/** A program that hears nothing for so long will never end. */
const IDLE_TURNS_MAX = 2_000_000;

/** An output without its time, which the loop stamps. */
type Unstamped = ProcessOutput extends infer Output ? (Output extends unknown ? Omit<Output, 'atUs'> : never) : never;

/** The part of `net.Socket` that KafkaJS uses, with the simulated brokers right behind it. */
class MemorySocket extends EventEmitter {
  readonly #id: number;
  readonly #wire: Wire;
  #open = true;

  constructor(id: number, wire: Wire) {
    super();
    this.#id = id;
    this.#wire = wire;
  }

  write(bytes: Uint8Array): boolean {
    this.#wire.send({ type: 'write', socket: this.#id, bytes: new Uint8Array(bytes) });
    return true;
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#wire.send({ type: 'close', socket: this.#id });
  }

  unref(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }
}

/** Joins KafkaJS on Node's own event loop to a cluster in virtual time. */
class Wire {
  readonly #cluster: Cluster;
  readonly #sockets = new Map<number, { readonly socket: MemorySocket; readonly onConnect: () => void }>();
  #outbox: ProcessOutput[] = [];
  /** Requests and connections that the cluster has yet to answer. */
  #unanswered = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  connect = ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): MemorySocket => {
    const id = this.#sockets.size + 1;
    const socket = new MemorySocket(id, this);
    this.#sockets.set(id, { socket, onConnect });
    this.send({ type: 'connect', socket: id, host, port });
    return socket;
  };

  send(output: Unstamped): void {
    if (output.type !== 'close') this.#unanswered++;
    this.#outbox.push({ ...output, atUs: this.#cluster.nowUs });
  }

  /**
   * Hands over what KafkaJS wrote and lets virtual time pass until it hears something. Time stands still while nothing
   * is asked: then KafkaJS waits for a timer of its own, which is a real one.
   */
  turn(): boolean {
    const cluster = this.#cluster;
    cluster.accept(PROCESS, this.#outbox.splice(0));
    if (this.#unanswered === 0) return false;
    for (;;) {
      const next = cluster.nextUs();
      if (next === null) return false;
      cluster.advanceTo(next + 1);
      cluster.takeHostActions();
      cluster.releaseEvents();
      const inbox = cluster.takeInbox(PROCESS, next + 1);
      for (const delivery of inbox) this.#deliver(delivery);
      if (inbox.length > 0) return true;
    }
  }

  #deliver(delivery: Delivery): void {
    if (delivery.type === 'signal') return;
    const end = this.#sockets.get(delivery.socket);
    if (delivery.type !== 'end') this.#unanswered--;
    if (delivery.type === 'connected') end?.onConnect();
    else if (delivery.type === 'data') end?.socket.emit('data', Buffer.from(delivery.bytes));
    else if (delivery.type === 'end') end?.socket.emit('end');
    else end?.socket.emit('error', Object.assign(new Error(delivery.message), { code: delivery.code }));
  }
}

/** Plays the program's text with KafkaJS on Node's event loop, over simulated brokers, through a socket in memory. */
export async function playInNode(text: string): Promise<number> {
  const cluster = new Cluster({
    scenario: THROUGHPUT_SCENARIO,
    seed: 1,
    programs: [{ name: 'bench', entry: ENTRY, role: 'other' }],
    files: { [ENTRY]: text },
    // Node's own clock stamps the records: brokers of another date would refuse them.
    startUs: (Date.now() - EPOCH_MS) * US_PER_MS,
  });
  cluster.command({ type: 'run', program: 'bench', instance: 1 });
  cluster.takeHostActions();
  const wire = new Wire(cluster);
  const { code } = transform(text, { transforms: ['typescript', 'imports'] });
  const nodeRequire = createRequire(import.meta.url);
  const kafkajs = nodeRequire('kafkajs') as typeof KafkaJs;
  class Kafka extends kafkajs.Kafka {
    constructor(config: KafkaJs.KafkaConfig) {
      super({ ...config, socketFactory: wire.connect as never });
    }
  }
  const started = performance.now();
  const AsyncFunction = (async () => undefined).constructor as new (
    ...args: string[]
  ) => (...args: unknown[]) => Promise<void>;
  let ended = false;
  const program = new AsyncFunction('require', 'exports', 'console', code)(
    () => ({ ...kafkajs, Kafka }),
    {},
    { log: () => undefined },
  ).finally(() => {
    ended = true;
  });
  for (let idle = 0; !ended;) {
    idle = wire.turn() ? 0 : idle + 1;
    if (idle > IDLE_TURNS_MAX) throw new Error('The bench program waits for nothing.');
    await setImmediate();
  }
  await program;
  return performance.now() - started;
}
