import { BROKER_PORT, brokerEndpoint, brokerHost, type BrokerId, type EndpointId, type Us } from '../../contract/ids';
import { FrameSplitter } from '../protocol/frames';
import { CORE_LANE, LANES_MAX, type Clock } from './clock';
import { brokenFrame, parseRequest, type RequestFrame } from './frame';
import type { Journal } from './journal';
import type { Links } from './links';
import type { MessageWriter } from './message-writer';
import { NetworkCard } from './network-card';
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

/** Bytes of the length in front of a frame. */
const LENGTH_BYTES = 4;

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

/** What is sent, and what follows from its leaving and arriving. */
interface Parcel {
  readonly bytes: number;
  /** Of its arrival. */
  readonly lane: number;
  readonly deliver: (atUs: Us) => void;
  /** Null: a cut link holds it. */
  readonly onLeaving?: (arrivesAtUs: Us | null, leavesAtUs: Us) => void;
  /** A cut link held it, and lets it go now. */
  readonly onFate?: (arrivesAtUs: Us) => void;
}

export interface NetworkOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly links: Links;
  readonly writer: MessageWriter;
  readonly hostOf: (broker: BrokerId) => Host;
  readonly brokers: readonly BrokerId[];
}

/** Called when a message leaves, with the moment at which it arrives; null: a cut link holds it. */
export type OnLeaving = (arrivesAtUs: Us | null) => void;

/** The simulated network: latency, connections and ports. */
export class Network {
  readonly #options: NetworkOptions;
  /** Of the machines whose cards have, or had, a limit. */
  readonly #cards = new Map<EndpointId, NetworkCard>();
  /** By lane: numbers that do not depend on what other lanes do. */
  #nextConnection: number[] = [];
  readonly #byHost: ReadonlyMap<string, BrokerId>;
  /** Those that either end still holds. */
  readonly #connections = new Set<Connection>();

  constructor(options: NetworkOptions) {
    this.#options = options;
    this.#byHost = new Map(options.brokers.map((id) => [brokerHost(id), id]));
  }

  /** Bytes a second that a machine's card sends, and as many that it receives; null: as many as come. */
  setRate(machine: EndpointId, bytesPerSecond: number | null): void {
    const card = this.#cards.get(machine);
    if (card !== undefined) card.bytesPerSecond = bytesPerSecond;
    else if (bytesPerSecond !== null) this.#cards.set(machine, new NetworkCard(this.#options.clock, bytesPerSecond));
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
    const { clock, writer } = this.#options;
    const { requests } = connection;
    if (requests.problem !== null) return;
    for (const one of requests.push(bytes)) {
      const frame = parseRequest(one);
      this.#travel(connection.up, fromUs, {
        bytes: LENGTH_BYTES + one.length,
        lane: connection.lane,
        deliver: (atUs) => void clock.at(atUs, () => this.#arrived(connection, frame), connection.lane),
        onLeaving: (arrivesAtUs, leavesAtUs) => writer.request(connection, frame, leavesAtUs, arrivesAtUs),
        onFate: (atUs) => writer.fate(frame.messageId, clock.nowUs, atUs),
      });
    }
    const { problem } = requests;
    if (problem !== null) this.#sendUp(connection, fromUs, () => this.#arrived(connection, brokenFrame(problem)));
  }

  /** The client's end closes at `fromUs`. What it had not got rid of is lost. */
  closeByClient(connection: Connection, fromUs: Us, reason: string): void {
    connection.up.drop();
    this.#sendUp(connection, fromUs, () => this.#closed(connection, reason));
  }

  /** The broker answers, now; the answer leaves when the network card has come to it. */
  reply(connection: Connection, frame: Uint8Array, onLeaving: OnLeaving, onFate: (arrivesAtUs: Us) => void): void {
    this.#travel(connection.down, this.#options.clock.nowUs, {
      bytes: frame.length,
      lane: CORE_LANE,
      deliver: (atUs) => connection.end.received(atUs, frame),
      onLeaving,
      onFate,
    });
  }

  /** The broker closes, now. */
  closeByServer(connection: Connection, reason: string): void {
    if (!this.#closed(connection, reason)) return;
    this.#sendDown(connection, (atUs) => connection.end.ended(atUs));
  }

  /** A broker's process is gone: its kernel closes what it had open, unless the machine went with it. */
  dropServer(broker: BrokerId, isSilent: boolean, reason: string): void {
    if (isSilent) this.#cards.get(brokerEndpoint(broker))?.losePower();
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
    const { clock } = this.#options;
    for (const connection of this.#connections) {
      for (const way of [connection.up, connection.down]) {
        if (way.from === from && way.to === to) way.release(clock.nowUs);
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

  /** Opening and closing weigh nothing, but keep their place among what is sent. */
  #sendUp(connection: Connection, fromUs: Us, arrive: () => void): void {
    const { lane } = connection;
    const deliver = (atUs: Us): void => void this.#options.clock.at(atUs, arrive, lane);
    this.#travel(connection.up, fromUs, { bytes: 0, lane, deliver });
  }

  #sendDown(connection: Connection, deliver: (atUs: Us) => void): void {
    this.#travel(connection.down, this.#options.clock.nowUs, { bytes: 0, lane: CORE_LANE, deliver });
  }

  /** Through the sender's card, over the link, through the receiver's card. */
  #travel(way: Way, fromUs: Us, parcel: Parcel): void {
    const card = this.#cards.get(way.from);
    if (card === undefined) this.#leave(way, fromUs, fromUs, parcel);
    // A machine with a card is a broker, which sends at the moment at which it acts.
    else card.send(parcel.bytes, (leftAtUs) => this.#leave(way, this.#options.clock.nowUs, leftAtUs, parcel));
  }

  /** The first byte leaves now, the last one at `leftAtUs`. */
  #leave(way: Way, nowUs: Us, leftAtUs: Us, parcel: Parcel): void {
    const { links } = this.#options;
    if (way.isHeld || links.isCut(way.from, way.to)) {
      way.hold((healedAtUs) => {
        const { onFate } = parcel;
        this.#travel(way, healedAtUs, {
          ...parcel,
          onLeaving: (arrivesAtUs) => arrivesAtUs !== null && onFate?.(arrivesAtUs),
        });
      });
      parcel.onLeaving?.(null, nowUs);
      return;
    }
    const arrivesAtUs = way.arrival(leftAtUs, links.latencyUs(way.from, way.to));
    this.#reach(way.to, arrivesAtUs, parcel);
    parcel.onLeaving?.(arrivesAtUs, nowUs);
  }

  /** What comes in together is taken in one after another, where the receiver's card has a limit. */
  #reach(to: EndpointId, arrivesAtUs: Us, { bytes, lane, deliver }: Parcel): void {
    const card = this.#cards.get(to);
    if (card === undefined) deliver(arrivesAtUs);
    else this.#options.clock.at(arrivesAtUs, () => card.receive(bytes, deliver), lane);
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
