import { BROKER_PORT, brokerEndpoint, brokerHost, type BrokerId, type EndpointId, type Us } from '../../contract/ids';
import type { LinkSpec } from '../../contract/scenario';
import { FrameSplitter } from '../protocol/frames';
import { CORE_LANE, LANES_MAX, type Clock } from './clock';
import { parseRequest, type RequestFrame } from './frame';
import type { Journal } from './journal';
import type { MessageWriter } from './message-writer';

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

/**
 * One TCP connection. Bytes keep their order, take the link's latency and arrive as whole frames: what is cut in
 * pieces by the sender is put together before it counts as arrived.
 */
export interface Connection {
  /** Unique in the run. */
  readonly id: number;
  readonly client: EndpointId;
  readonly broker: BrokerId;
  readonly latencyUs: Us;
  /** Order of what this client sends among all that arrives at the same microsecond. */
  readonly lane: number;
  readonly end: ClientEnd;
  readonly requests: FrameSplitter;
  /** As the broker sees it. */
  open: boolean;
}

export interface NetworkOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly links: LinkSpec;
  readonly writer: MessageWriter;
  /** The server at a broker's address, null when nothing listens there. */
  readonly serverAt: (broker: BrokerId) => Server | null;
  readonly brokers: readonly BrokerId[];
}

/** The simulated network: latency, connections and ports. */
export class Network {
  readonly #options: NetworkOptions;
  /** By lane: numbers that do not depend on what other lanes do. */
  #nextConnection: number[] = [];
  readonly #byHost: ReadonlyMap<string, BrokerId>;

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#byHost = new Map(options.brokers.map((id) => [brokerHost(id), id]));
  }

  /**
   * Opens a connection at `fromUs`; the answer comes one round trip later. A host that is no broker is not found, a
   * port on which nothing listens refuses, both as in Node. Returns null for those.
   */
  connect(client: EndpointId, lane: number, host: string, port: number, fromUs: Us, end: ClientEnd): Connection | null {
    const { clock } = this.#options;
    const latencyUs = this.#latency(client);
    const broker = this.#byHost.get(host);
    if (broker === undefined) {
      const fail = (): void => end.failed(clock.nowUs + latencyUs, 'ENOTFOUND', `getaddrinfo ENOTFOUND ${host}`);
      clock.at(fromUs + latencyUs, fail, lane);
      return null;
    }
    const connection: Connection = {
      id: this.#connectionId(lane),
      client,
      broker,
      latencyUs,
      lane,
      end,
      requests: new FrameSplitter(),
      open: false,
    };
    clock.at(fromUs + latencyUs, () => this.#accept(connection, host, port), lane);
    return connection;
  }

  /** The client's end sends bytes at `fromUs`. */
  send(connection: Connection, bytes: Uint8Array, fromUs: Us): void {
    const { clock, writer } = this.#options;
    const arrivesUs = fromUs + connection.latencyUs;
    let frames: Uint8Array[];
    try {
      frames = connection.requests.push(bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'malformed request';
      clock.at(arrivesUs, () => this.closeByServer(connection, reason), connection.lane);
      return;
    }
    for (const frame of frames) {
      const request = parseRequest(frame);
      writer.request(connection, request, fromUs, arrivesUs);
      clock.at(
        arrivesUs,
        () => {
          if (connection.open) this.#options.serverAt(connection.broker)?.receive(connection, request);
        },
        connection.lane,
      );
    }
  }

  /** The client's end closes at `fromUs`. */
  closeByClient(connection: Connection, fromUs: Us, reason: string): void {
    this.#options.clock.at(
      fromUs + connection.latencyUs,
      () => {
        if (!connection.open) return;
        connection.open = false;
        this.#journalClosed(connection, reason);
        this.#options.serverAt(connection.broker)?.disconnected(connection);
      },
      connection.lane,
    );
  }

  /** The broker answers, now. */
  reply(connection: Connection, frame: Uint8Array): void {
    if (!connection.open) return;
    connection.end.received(this.#options.clock.nowUs + connection.latencyUs, frame);
  }

  /** The broker closes, now. */
  closeByServer(connection: Connection, reason: string): void {
    if (!connection.open) return;
    connection.open = false;
    this.#journalClosed(connection, reason);
    this.#options.serverAt(connection.broker)?.disconnected(connection);
    connection.end.ended(this.#options.clock.nowUs + connection.latencyUs);
  }

  #accept(connection: Connection, host: string, port: number): void {
    const { clock, journal, serverAt } = this.#options;
    const answeredUs = clock.nowUs + connection.latencyUs;
    const opened = port === BROKER_PORT && serverAt(connection.broker) !== null;
    connection.open = opened;
    journal.add(clock.nowUs, {
      type: 'connection',
      connection: connection.id,
      from: connection.client,
      to: brokerEndpoint(connection.broker),
      state: opened ? 'opened' : 'refused',
      reason: opened ? null : `nothing listens on ${host}:${port}`,
    });
    if (opened) connection.end.connected(answeredUs);
    else connection.end.failed(answeredUs, 'ECONNREFUSED', `connect ECONNREFUSED ${host}:${port}`);
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

  #latency(client: EndpointId): Us {
    const { links } = this.#options;
    return client.startsWith('broker:') ? links.brokerUs : links.clientUs;
  }

  #connectionId(lane: number): number {
    const seq = this.#nextConnection[lane] ?? 1;
    this.#nextConnection[lane] = seq + 1;
    return idInLane(seq, lane);
  }
}

/** A number that no other (sequence, lane) has; what brokers number themselves keeps small numbers apart by lane 0. */
export const idInLane = (seq: number, lane: number = CORE_LANE): number => seq * LANES_MAX + lane;
