import type { Us } from '../../contract/ids';
import type { Clock } from './clock';
import { timeOf, WaitingLine } from './waiting-line';

/**
 * A machine's network card. Each direction has the card's rate to itself and takes one message at a time, in order;
 * a message holds it for bytes / rate. It is the machine's: processes come and go, and it goes on.
 */
export class NetworkCard {
  readonly #sending: WaitingLine;
  readonly #receiving: WaitingLine;
  /** Null: as many as come. */
  bytesPerSecond: number | null;

  constructor(clock: Clock, bytesPerSecond: number | null) {
    this.#sending = new WaitingLine(clock);
    this.#receiving = new WaitingLine(clock);
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Calls when the message's turn has come, with the moment at which its last byte is out. */
  send(bytes: number, leaves: (leftAtUs: Us) => void): void {
    this.#sending.enter({ durationUs: () => timeOf(bytes, this.bytesPerSecond), begin: leaves });
  }

  /** Calls when the message's turn has come, with the moment at which its last byte is in. */
  receive(bytes: number, comes: (inAtUs: Us) => void): void {
    this.#receiving.enter({ durationUs: () => timeOf(bytes, this.bytesPerSecond), begin: comes });
  }

  /** What had not begun to leave never will. */
  losePower(): void {
    this.#sending.clear();
  }
}
