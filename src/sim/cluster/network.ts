import { BROKER_PORT, brokerEndpoint, brokerHost, type BrokerId, type EndpointId, type Us } from '../../contract/ids';
import { FrameSplitter } from '../protocol/frames';
import { CORE_LANE, LANES_MAX, type Clock } from './clock';
import { parseRequest, type RequestFrame } from './frame';
import type { Journal } from './journal';
import type { Links } from './links';
import type { MessageWriter } from './message-writer';
import { Way } from './way';

/** The end of a connection that opened it: a program's socket, or a broker that fetches or forwards. */
export interface ClientEnd {
  /**
   * Each call says when the thing reaches this end; it is made when the thing leaves the other end, so a program
   * that steps in windows has it in its inbox in time.
   */
  connected(atUs: Us): void;
  /** `code` as Node has it. */
  failed(atUs: Us, code: string, message: string): void;
  /** One response frame, with its length prefix. */
  received(atUs: Us, frame: Uint8Array): void;
  /** The other end closed. */
  ended(atUs: Us): void;
}

/** The end that listens. */
export interface Server {
  /** A whole request frame has arrived. */
  receive(connection: Connection, frame: RequestFrame): void;
  /** The client's end is gone. */
  disconnected(connection: Connection): void;
}

/** What is at a broker's address. */
export type Host =
  | { readonly type: 'listening'; readonly server: Server }
  /** The machine runs, the process does not: its kernel refuses. */
  | { readonly type: 'refusing' }
  /** No power: nobody answers. */
  | { readonly type: 'silent' };

/**
 * One TCP connection. Bytes keep their order and arrive as whole frames: what is cut in pieces by the sender is put
 * together before it counts as arrived.
 */
export interface Connection {
  /** Unique in the run. */
  readonly id: number;
  readonly client: EndpointId;
  readonly broker: BrokerId;
  /** Order of what this client sends among all that arrives at the same microsecond. */
  readonly lane: number;
  readonly end: ClientEnd;
  readonly requests: FrameSplitter;
  /** To the broker, and back. */
  readonly up: Way;
  readonly down: Way;
  /** As the broker sees it. */
  open: boolean;
}

export interface NetworkOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly links: Links;
  readonly writer: MessageWriter;
  readonly hostOf: (broker: BrokerId) => Host;
  readonly brokers: readonly BrokerId[];
}

/** The simulated network: latency, connections and ports. */
export class Network {
  readonly #options: NetworkOptions;
  /** By lane: numbers that do not depend on what other lanes do. */
  #nextConnection: number[] = [];
  readonly #byHost: ReadonlyMap<string, BrokerId>;
  /** Those that either end still holds. */
  readonly #connections = new Set<Connection>();

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#byHost = new Map(options.brokers.map((id) => [brokerHost(id), id]));
  }

  /**
   * Opens a connection at `fromUs`; the answer comes one round trip later, or never over a cut link. A host that is
   * no broker is not found, a port on which nothing listens refuses, both as in Node. Null for a host not found.
   */
  connect(client: EndpointId, lane: number, host: string, port: number, fromUs: Us, end: ClientEnd): Connection | null {
    const { clock, links } = this.#options;
    const broker = this.#byHost.get(host);
    if (broker === undefined) {
      const latencyUs = links.latencyUs(client, client);
      const fail = (): void => end.failed(clock.nowUs + latencyUs, 'ENOTFOUND', `getaddrinfo ENOTFOUND ${host}`);
      clock.at(fromUs + latencyUs, fail, lane);
      return null;
    }
    const server = brokerEndpoint(broker);
    const connection: Connection = {
      id: this.#connectionId(lane),
      client,
      broker,
      lane,
      end,
      requests: new FrameSplitter(),
      up: new Way(client, server),
      down: new Way(server, client),
      open: false,
    };
    this.#connections.add(connection);
    this.#sendUp(connection, fromUs, () => this.#accept(connection, host, port));
    return connection;
  }

  /** The client's end sends bytes at `fromUs`. */
  send(connection: Connection, bytes: Uint8Array, fromUs: Us): void {
    let frames: Uint8Array[];
    try {
      frames = connection.requests.push(bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'malformed request';
      this.#sendUp(connection, fromUs, () => this.closeByServer(connection, reason));
      return;
    }
    for (const bytes of frames) {
      const frame = parseRequest(bytes);
      const arrivesAtUs = this.#sendUp(
        connection,
        fromUs,
        () => this.#arrived(connection, frame),
        (atUs) => this.#options.writer.fate(frame.messageId, this.#options.clock.nowUs, atUs),
      );
      this.#options.writer.request(connection, frame, fromUs, arrivesAtUs);
    }
  }

  /** The client's end closes at `fromUs`. What it had not got rid of is lost. */
  closeByClient(connection: Connection, fromUs: Us, reason: string): void {
    connection.up.drop();
    this.#sendUp(connection, fromUs, () => this.#closed(connection, reason));
  }

  /** The broker answers, now. Returns when the answer arrives, null over a cut link. */
  reply(connection: Connection, frame: Uint8Array, onFate: (arrivesAtUs: Us) => void): Us | null {
    return this.#sendDown(connection, (atUs) => connection.end.received(atUs, frame), onFate);
  }

  /** The broker closes, now. */
  closeByServer(connection: Connection, reason: string): void {
    if (!this.#closed(connection, reason)) return;
    this.#sendDown(connection, (atUs) => connection.end.ended(atUs));
  }

  /** A broker's process is gone: its kernel closes what it had open, unless the machine went with it. */
  dropServer(broker: BrokerId, isSilent: boolean, reason: string): void {
    for (const connection of [...this.#connections]) {
      if (connection.broker !== broker || !connection.open) continue;
      connection.down.drop();
      if (isSilent) {
        connection.open = false;
        this.#journalClosed(connection, reason);
      } else this.closeByServer(connection, reason);
    }
  }

  /** A link is whole again: what waited in front of the cut sets out. */
  healed(from: EndpointId, to: EndpointId): void {
    const { clock, links } = this.#options;
    for (const connection of this.#connections) {
      for (const way of [connection.up, connection.down]) {
        if (way.from === from && way.to === to) way.release(clock.nowUs, links.latencyUs(from, to));
      }
    }
  }

  #arrived(connection: Connection, frame: RequestFrame): void {
    const host = this.#options.hostOf(connection.broker);
    if (connection.open && host.type === 'listening') host.server.receive(connection, frame);
    // The machine has forgotten this connection, and says so.
    else if (!connection.open && host.type !== 'silent') this.#reset(connection);
  }

  #reset(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#sendDown(connection, (atUs) => connection.end.failed(atUs, 'ECONNRESET', 'read ECONNRESET'));
  }

  /** True if the broker had it open. */
  #closed(connection: Connection, reason: string): boolean {
    this.#connections.delete(connection);
    if (!connection.open) return false;
    connection.open = false;
    this.#journalClosed(connection, reason);
    const host = this.#options.hostOf(connection.broker);
    if (host.type === 'listening') host.server.disconnected(connection);
    return true;
  }

  #accept(connection: Connection, host: string, port: number): void {
    const { clock, journal, hostOf } = this.#options;
    const { type } = hostOf(connection.broker);
    if (type === 'silent') return;
    const opened = port === BROKER_PORT && type === 'listening';
    connection.open = opened;
    if (!opened) this.#connections.delete(connection);
    journal.add(clock.nowUs, {
      type: 'connection',
      connection: connection.id,
      from: connection.client,
      to: brokerEndpoint(connection.broker),
      state: opened ? 'opened' : 'refused',
      reason: opened ? null : `nothing listens on ${host}:${port}`,
    });
    this.#sendDown(connection, (atUs) =>
      opened
        ? connection.end.connected(atUs)
        : connection.end.failed(atUs, 'ECONNREFUSED', `connect ECONNREFUSED ${host}:${port}`),
    );
  }

  #sendUp(connection: Connection, fromUs: Us, arrive: () => void, onFate?: (atUs: Us) => void): Us | null {
    const { clock } = this.#options;
    const deliver = (atUs: Us): void => void clock.at(atUs, arrive, connection.lane);
    return this.#travel(connection.up, fromUs, deliver, onFate);
  }

  #sendDown(connection: Connection, deliver: (atUs: Us) => void, onFate?: (atUs: Us) => void): Us | null {
    return this.#travel(connection.down, this.#options.clock.nowUs, deliver, onFate);
  }

  #travel(way: Way, fromUs: Us, deliver: (atUs: Us) => void, onFate?: (atUs: Us) => void): Us | null {
    const { links } = this.#options;
    if (way.isHeld || links.isCut(way.from, way.to)) {
      way.hold((atUs) => {
        deliver(atUs);
        onFate?.(atUs);
      });
      return null;
    }
    const arrivesAtUs = way.arrival(fromUs, links.latencyUs(way.from, way.to));
    deliver(arrivesAtUs);
    return arrivesAtUs;
  }

  #journalClosed(connection: Connection, reason: string): void {
    this.#options.journal.add(this.#options.clock.nowUs, {
      type: 'connection',
      connection: connection.id,
      from: connection.client,
      to: brokerEndpoint(connection.broker),
      state: 'closed',
      reason,
    });
  }

  #connectionId(lane: number): number {
    const seq = this.#nextConnection[lane] ?? 1;
    this.#nextConnection[lane] = seq + 1;
    return idInLane(seq, lane);
  }
}

/** A number that no other (sequence, lane) has; what brokers number themselves keeps small numbers apart by lane 0. */
export const idInLane = (seq: number, lane: number = CORE_LANE): number => seq * LANES_MAX + lane;
