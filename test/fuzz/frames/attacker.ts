import type { Prng } from '../../../src/sim/cluster/prng';
import { SERVED_KEYS } from '../../../src/sim/broker/routes';
import { ERROR } from '../../../src/sim/protocol/errors';
import {
  decodeRequestFrame,
  decodeResponseFrame,
  FrameSplitter,
  isUnknownApiVersions,
  type DecodedRequest,
} from '../../../src/sim/protocol/frames';
import { ProtocolError } from '../../../src/sim/protocol/protocol-error';
import { apiByName } from '../../../src/sim/protocol/registry';
import type { Socket, WireClient } from '../../support/world';

/** What a broker did that Kafka would not have done. */
export class Misbehaviour extends Error {
  override readonly name = 'Misbehaviour';
}

export type Fate = 'answered' | 'refused' | 'closed' | 'silent' | 'waits';

/** An answer that has to come. */
interface Due {
  readonly request: DecodedRequest | 'unknown ApiVersions';
  readonly correlationId: number;
}

const CODES: ReadonlySet<number> = new Set(Object.values(ERROR));

/** Requests that a broker may keep: for records, for followers, for the other members of a group. */
const WAITING: ReadonlySet<string> = new Set(['Fetch', 'Produce', 'JoinGroup', 'SyncGroup', 'DeleteRecords']);

/**
 * One connection over which anything may come. Beside what it sends it works out, from the same bytes, what has to
 * happen: an answer that can be read, with the right correlation id and with codes that Kafka has, or an end.
 */
export class Attacker {
  readonly #client: WireClient;
  readonly #onFate: (fate: Fate) => void;
  /** Members that brokers have made, by group: what attackers learn. */
  readonly #members: Map<string, string>;
  #socket: Socket;
  #stream = new FrameSplitter();
  #due: Due[] = [];
  /** Why the broker has to close; null while it must not. */
  #doom: string | null = null;
  /** The broker may close, and need not: acks=0 and an error. */
  #mayEnd = false;

  constructor(client: WireClient, members: Map<string, string>, onFate: (fate: Fate) => void) {
    this.#client = client;
    this.#onFate = onFate;
    this.#members = members;
    this.#socket = client.open(1);
  }

  /** In one write or in two. */
  send(bytes: Uint8Array, random: Prng): void {
    const cut = random.nextInt(6) === 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    this.#socket.write(bytes.slice(0, cut));
    if (cut < bytes.length) this.#socket.write(bytes.slice(cut));
    if (this.#doom === null) this.#expect(bytes);
  }

  /** After time has passed. Throws Misbehaviour. */
  check(): void {
    for (const frame of this.#socket.unasked.splice(0)) this.#take(frame);
    const { state } = this.#socket;
    if (state === 'ended' || state === 'failed') return this.#ended();
    const [first] = this.#due;
    if (first !== undefined) {
      const name = nameOf(first);
      if (!WAITING.has(name)) throw new Misbehaviour(`${name} is not answered`);
      this.#onFate('waits');
      return this.#again();
    }
    if (this.#doom !== null) throw new Misbehaviour(`the connection stays open: ${this.#doom}`);
    // It may have half a frame in hand; the next one would be its rest.
    this.#again();
  }

  #expect(bytes: Uint8Array): void {
    for (const frame of this.#stream.push(bytes)) {
      if (this.#doom === null) this.#expectOne(frame);
    }
    this.#doom ??= this.#stream.problem?.message ?? null;
  }

  #expectOne(frame: Uint8Array): void {
    let request: DecodedRequest;
    try {
      request = decodeRequestFrame(frame);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (isUnknownApiVersions(error)) {
        this.#due.push({ request: 'unknown ApiVersions', correlationId: error.header.correlationId });
      } else this.#doom = error.message;
      return;
    }
    const { correlationId } = request.header;
    if (!SERVED_KEYS.has(request.api.key)) this.#doom = `${request.name} is not served`;
    else if (request.name === 'Produce' && request.body.acks === 0) {
      this.#mayEnd = true;
      this.#onFate('silent');
    } else this.#due.push({ request, correlationId });
  }

  #take(frame: Uint8Array): void {
    const due = this.#due.shift();
    if (due === undefined) throw new Misbehaviour('an answer that nobody asked for');
    const { request } = due;
    const isUnknown = request === 'unknown ApiVersions';
    const [api, version] = isUnknown ? [apiByName('ApiVersions'), 0] : [request.api, request.header.apiVersion];
    let answer: { readonly correlationId: number; readonly body: unknown };
    try {
      answer = decodeResponseFrame(api, version, frame);
    } catch (error) {
      throw new Misbehaviour(`the answer to ${nameOf(due)} cannot be read: ${textOf(error)}`);
    }
    if (answer.correlationId !== due.correlationId) throw new Misbehaviour(`${nameOf(due)}: answers out of order`);
    const codes = errorCodes(answer.body);
    const strange = codes.find(
      (code) => !CODES.has(code) || (code === ERROR.UNKNOWN_SERVER_ERROR && !mayBeUnknown(due)),
    );
    if (strange !== undefined) throw new Misbehaviour(`${nameOf(due)} is answered with error ${strange}`);
    if (isUnknown && !codes.includes(ERROR.UNSUPPORTED_VERSION)) throw new Misbehaviour('ApiVersions: not refused');
    this.#onFate(codes.some((code) => code !== 0) ? 'refused' : 'answered');
    if (isUnknown || request.name !== 'JoinGroup') return;
    const { memberId } = answer.body as { readonly memberId: string };
    if (memberId !== '') this.#members.set(request.body.groupId, memberId);
  }

  #ended(): void {
    const [first] = this.#due;
    if (this.#doom === null && !this.#mayEnd) {
      throw new Misbehaviour(`the connection is closed on ${first === undefined ? 'nothing' : nameOf(first)}`);
    }
    if (first !== undefined && !this.#mayEnd) {
      throw new Misbehaviour(`the connection is closed before the answer to ${nameOf(first)}`);
    }
    this.#onFate('closed');
    this.#again();
  }

  /** A fresh connection in place of this one. */
  #again(): void {
    this.#socket.close();
    this.#socket = this.#client.open(1);
    this.#stream = new FrameSplitter();
    this.#due = [];
    this.#doom = null;
    this.#mayEnd = false;
  }
}

const nameOf = ({ request }: Due): string => (request === 'unknown ApiVersions' ? request : request.name);

/**
 * Kafka has no code for a pending member that calls itself static, nor for an operation on a topic's settings that is
 * none: its coordinator and its controller throw.
 */
function mayBeUnknown({ request }: Due): boolean {
  if (request === 'unknown ApiVersions') return false;
  if (request.name === 'JoinGroup') return request.body.groupInstanceId !== null;
  if (request.name !== 'IncrementalAlterConfigs') return false;
  return request.body.resources.some(({ configs }) =>
    configs.some(({ configOperation }) => configOperation < SET || configOperation > SUBTRACT),
  );
}

const SET = 0;
const SUBTRACT = 3;

/** Every error code in an answer, at any depth. */
function errorCodes(body: unknown): number[] {
  if (body === null || typeof body !== 'object' || body instanceof Uint8Array) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'number' && /errorCode$/i.test(name) ? [value] : errorCodes(value),
  );
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
