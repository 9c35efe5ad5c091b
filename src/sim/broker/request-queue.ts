import type { RequestFrame } from '../cluster/frame';
import type { Connection } from '../cluster/network';

/**
 * A broker handles one request of a connection at a time: the next one waits until the answer to the one before has
 * been queued, so answers keep the order of requests. Kafka: SocketServer mutes the channel.
 */
export class RequestQueue {
  #waiting = new Map<Connection, RequestFrame[]>();
  readonly #handle: (connection: Connection, frame: RequestFrame) => void;

  constructor(handle: (connection: Connection, frame: RequestFrame) => void) {
    this.#handle = handle;
  }

  receive(connection: Connection, frame: RequestFrame): void {
    const behind = this.#waiting.get(connection);
    if (behind !== undefined) behind.push(frame);
    else {
      this.#waiting.set(connection, []);
      this.#handle(connection, frame);
    }
  }

  /** The request in hand is done with; the next one follows at once. */
  done(connection: Connection): void {
    const behind = this.#waiting.get(connection);
    if (behind === undefined) return;
    const next = behind.shift();
    if (next === undefined) this.#waiting.delete(connection);
    else this.#handle(connection, next);
  }

  forget(connection: Connection): void {
    this.#waiting.delete(connection);
  }
}
