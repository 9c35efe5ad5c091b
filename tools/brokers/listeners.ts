import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { BrokerId } from '../../src/contract/ids';
import { Complaint } from './complaint';

export const LOOPBACK = '127.0.0.1';
export const PORT_MAX = 65_535;

/** The loopback ports that brokers listen on: each keeps its own while it is down. */
export class Listeners {
  readonly #onConnection: (socket: Socket, broker: BrokerId) => void;
  readonly #servers = new Map<BrokerId, Server>();
  readonly ports = new Map<BrokerId, number>();

  constructor(onConnection: (socket: Socket, broker: BrokerId) => void) {
    this.#onConnection = onConnection;
  }

  /** On the port that it had before, else on this one; 0: any free one. Throws Complaint when it cannot be had. */
  async open(broker: BrokerId, port = 0): Promise<void> {
    const server = createServer((socket) => this.#onConnection(socket, broker));
    await listen(server, this.ports.get(broker) ?? port);
    this.#servers.set(broker, server);
    this.ports.set(broker, (server.address() as AddressInfo).port);
  }

  /** Nobody comes in any more; resolves when those that are in have left. */
  async close(broker: BrokerId): Promise<void> {
    const server = this.#servers.get(broker);
    this.#servers.delete(broker);
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#servers.keys()].map((broker) => this.close(broker)));
  }
}

function listen(server: Server, port: number): Promise<void> {
  if (port > PORT_MAX) throw new Complaint(`There is no port ${port}: the last one is ${PORT_MAX}.`);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Complaint(`Port ${port} of ${LOOPBACK} cannot be listened on: ${reasonOf(error)}.`)),
    );
    server.listen(port, LOOPBACK, () => resolve());
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'another program has it already';
  if (error.code === 'EACCES') return 'this user may not take it';
  return error.message;
}
