import { Buffer } from 'buffer/index.js';
import { EventEmitter } from './emitter';
import type { Delivery } from '../contract/process-port';
import type { Outbox } from './outbox';

type State = 'connecting' | 'open' | 'closed';

/**
 * The part of Node's net.Socket that KafkaJS uses, over the simulated network.
 * `end()` may be called again, and from an 'end' listener: it emits nothing.
 */
export class VirtualSocket extends EventEmitter {
  readonly number: number;
  readonly #sockets: Sockets;
  readonly #onConnect: () => void;
  readonly remote: string;
  /** What the program wrote before it was connected. */
  readonly #early: Uint8Array[] = [];
  #state: State = 'connecting';
  #keepsAlive = true;

  constructor(sockets: Sockets, number: number, host: string, port: number, onConnect: () => void) {
    super();
    this.#sockets = sockets;
    this.number = number;
    this.remote = `${host}:${port}`;
    this.#onConnect = onConnect;
  }

  /** An open socket keeps the program alive, unless it was told not to. */
  get keepsAlive(): boolean {
    return this.#keepsAlive && this.#state !== 'closed';
  }

  write(data: Uint8Array | string, ...rest: unknown[]): boolean {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (this.#state === 'open') this.#sockets.outbox.write(this.number, bytes);
    else if (this.#state === 'connecting') this.#early.push(new Uint8Array(bytes));
    const written = rest.find((value) => typeof value === 'function') as (() => void) | undefined;
    if (written !== undefined) queueMicrotask(written);
    return true;
  }

  end(data?: Uint8Array | string): this {
    if (data !== undefined && typeof data !== 'function') this.write(data);
    if (this.#state === 'closed') return this;
    this.#close();
    this.#sockets.outbox.close(this.number);
    return this;
  }

  destroy(): this {
    return this.end();
  }

  ref(): this {
    this.#keepsAlive = true;
    return this;
  }

  unref(): this {
    this.#keepsAlive = false;
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  /** What the network has for this socket. */
  deliver(delivery: Exclude<Delivery, { type: 'signal' }>): void {
    if (this.#state === 'closed') return;
    switch (delivery.type) {
      case 'connected':
        this.#state = 'open';
        for (const bytes of this.#early.splice(0)) this.#sockets.outbox.write(this.number, bytes);
        this.#onConnect();
        this.emit('connect');
        return;
      case 'data': {
        const { buffer, byteOffset, byteLength } = delivery.bytes;
        this.emit('data', Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength));
        return;
      }
      case 'end':
        this.emit('end');
        // Node's sockets do not stay half open.
        this.end();
        return;
      case 'error': {
        this.#close();
        const error = Object.assign(new Error(delivery.message), { code: delivery.code });
        // As in Node, where no line of the program is in it.
        error.stack = `Error: ${delivery.message}`;
        this.emit('error', error);
      }
    }
  }

  #close(): void {
    this.#state = 'closed';
    this.#sockets.forget(this);
  }
}

/** A program's sockets by their numbers, from 1. */
export class Sockets {
  readonly outbox: Outbox;
  readonly #open = new Map<number, VirtualSocket>();
  #number = 0;

  constructor(outbox: Outbox) {
    this.outbox = outbox;
  }

  readonly connect = (host: string, port: number, onConnect: () => void): VirtualSocket => {
    const socket = new VirtualSocket(this, ++this.#number, host, port, onConnect);
    this.#open.set(socket.number, socket);
    this.outbox.connect(socket.number, host, port);
    return socket;
  };

  get keepAlive(): boolean {
    for (const socket of this.#open.values()) if (socket.keepsAlive) return true;
    return false;
  }

  deliver(delivery: Exclude<Delivery, { type: 'signal' }>): void {
    this.#open.get(delivery.socket)?.deliver(delivery);
  }

  forget(socket: VirtualSocket): void {
    this.#open.delete(socket.number);
  }
}
