import type { Socket } from 'node:net';
import { BROKER_PORT, brokerHost, type BrokerId, type ProcessId } from '../../src/contract/ids';
import type { Delivery, ProcessOutput } from '../../src/contract/process-port';
import type { ProgramSpec, SourceFiles } from '../../src/contract/scenario';
import type { Cluster } from '../../src/sim/cluster/cluster';

/** The cluster knows clients as processes: here each connection from outside is one. */
const PROGRAM = 'client';
export const DOOR_PROGRAMS: readonly ProgramSpec[] = [{ name: PROGRAM, entry: PROGRAM, role: 'other' }];
export const DOOR_FILES: SourceFiles = { [PROGRAM]: '' };

/** Each process here has this one socket. */
const SOCKET = 1;

interface Guest {
  readonly process: ProcessId;
  readonly instance: number;
  readonly socket: Socket;
}

type OutputWithoutTime = ProcessOutput extends infer O ? (O extends { atUs: number } ? Omit<O, 'atUs'> : never) : never;

/** Joins TCP connections from outside to a cluster. */
export class Door {
  readonly #cluster: Cluster;
  /** Brings the cluster's time up to now. */
  readonly #catchUp: () => void;
  readonly #guests = new Map<ProcessId, Guest>();
  /** Processes whose connection is over: there are only so many in a run, so they serve again. */
  readonly #free: number[] = [];
  #instances = 0;

  constructor(cluster: Cluster, catchUp: () => void) {
    this.#cluster = cluster;
    this.#catchUp = catchUp;
  }

  /** A client has connected to the port of this broker. */
  enter(socket: Socket, broker: BrokerId): void {
    this.#catchUp();
    const instance = this.#free.pop() ?? ++this.#instances;
    const guest: Guest = { process: `${PROGRAM}-${instance}`, instance, socket };
    this.#guests.set(guest.process, guest);
    this.#cluster.command({ type: 'run', program: PROGRAM, instance });
    this.#did(guest, { type: 'connect', socket: SOCKET, host: brokerHost(broker), port: BROKER_PORT });
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#did(guest, { type: 'write', socket: SOCKET, bytes: plain(bytes) }));
    // A reset is an end like any other; `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#leave(guest));
  }

  /** Carries out what has come for the clients by now. */
  deliver(): void {
    // The programs of these processes run outside: nobody has to start them.
    this.#cluster.takeHostActions();
    for (const guest of this.#guests.values()) {
      const inbox = this.#cluster.takeInbox(guest.process, this.#cluster.nowUs);
      for (const delivery of inbox) hear(guest.socket, delivery);
    }
  }

  /** Ends all connections at once. */
  closeAll(): void {
    for (const { socket } of this.#guests.values()) socket.destroy();
  }

  #leave(guest: Guest): void {
    this.#did(guest, { type: 'exit', code: 0, crashed: false });
    this.#guests.delete(guest.process);
    this.#free.push(guest.instance);
  }

  #did(guest: Guest, output: OutputWithoutTime): void {
    this.#catchUp();
    this.#cluster.accept(guest.process, [{ atUs: this.#cluster.nowUs, ...output } as ProcessOutput]);
    this.#catchUp();
  }
}

/** A Buffer's `slice` is no copy, as the simulation expects it to be. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

function hear(socket: Socket, delivery: Delivery): void {
  switch (delivery.type) {
    case 'data':
      socket.write(delivery.bytes);
      break;
    case 'end':
      socket.destroySoon();
      break;
    case 'error':
      socket.resetAndDestroy();
      break;
  }
}
