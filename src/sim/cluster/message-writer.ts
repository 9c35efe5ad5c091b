import type { BatchSummary } from '../../contract/event';
import { brokerEndpoint, type Us } from '../../contract/ids';
import type { DecodedRequest } from '../protocol/frames';
import { ProtocolError } from '../protocol/protocol-error';
import { CORE_LANE } from './clock';
import { describeRequest, describeResponse } from './describe-message';
import type { RequestFrame } from './frame';
import type { Journal } from './journal';
import { idInLane, type Connection } from './network';

/** An answer that leaves a broker, as the journal needs it. */
export interface Answer {
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly requestId: number | null;
  readonly bytes: number;
  readonly batches: readonly BatchSummary[];
  /** Null: a cut link holds it. */
  readonly arrivesAtUs: Us | null;
}

/** Writes requests and responses into the journal as they leave. Does nothing where no journal is kept. */
export class MessageWriter {
  readonly #journal: Journal;
  readonly #topicName: (topicId: string) => string | null;
  #nextId: number[] = [];

  constructor(journal: Journal, topicName: (topicId: string) => string | null) {
    this.#journal = journal;
    this.#topicName = topicName;
  }

  request(connection: Connection, frame: RequestFrame, atUs: Us, arrivesAtUs: Us | null): void {
    if (!this.#journal.on) return;
    const decoded = frame.read();
    const { header } = decoded;
    const described =
      decoded instanceof ProtocolError
        ? { api: 'unreadable', batches: [], details: {} }
        : { api: decoded.name, ...describeRequest(decoded, this.#topicName) };
    const id = this.#id(connection.lane);
    frame.messageId = id;
    this.#journal.add(
      atUs,
      {
        type: 'message',
        id,
        kind: 'request',
        api: described.api,
        apiVersion: header?.apiVersion ?? -1,
        correlationId: header?.correlationId ?? -1,
        connection: connection.id,
        from: connection.client,
        to: brokerEndpoint(connection.broker),
        bytes: frame.bytes.length,
        arrivesAtUs,
        requestId: null,
        batches: described.batches,
        details: described.details,
      },
      connection.lane,
    );
  }

  /** `body` as it was encoded: fields left at their default may be absent. */
  response(connection: Connection, request: DecodedRequest, body: unknown, answer: Answer, atUs: Us): number | null {
    if (!this.#journal.on) return null;
    const id = this.#id(CORE_LANE);
    this.#journal.add(atUs, {
      type: 'message',
      id,
      kind: 'response',
      api: request.name,
      apiVersion: answer.apiVersion,
      correlationId: answer.correlationId,
      connection: connection.id,
      from: brokerEndpoint(connection.broker),
      to: connection.client,
      bytes: answer.bytes,
      arrivesAtUs: answer.arrivesAtUs,
      requestId: answer.requestId,
      batches: answer.batches,
      details: describeResponse(request, body, this.#topicName),
    });
    return id;
  }

  /** A message that a cut link held sets out after all. */
  fate(messageId: number | null, nowUs: Us, arrivesAtUs: Us): void {
    if (messageId !== null) this.#journal.add(nowUs, { type: 'message-fate', id: messageId, arrivesAtUs });
  }

  #id(lane: number): number {
    const seq = this.#nextId[lane] ?? 1;
    this.#nextId[lane] = seq + 1;
    return idInLane(seq, lane);
  }
}
