import type { DiskEvent } from '../../contract/event';
import type { BrokerId, Us } from '../../contract/ids';
import type { Scheduler } from '../cluster/node-clock';
import { timeOf, WaitingLine } from '../cluster/waiting-line';

/** How quickly a machine's disk writes. It is the machine's: a process that starts again finds it as it was. */
export interface DiskSpeed {
  /** Null: as many as come. */
  bytesPerSecond: number | null;
  /** On top, for each write. */
  extraUs: Us;
}

export interface DiskWritesOptions {
  readonly broker: BrokerId;
  readonly clock: Scheduler;
  readonly speed: DiskSpeed;
  readonly emit: (event: DiskEvent) => void;
}

/**
 * Writes to the logs of one broker, which share its disk: one after another, in order of arrival. Whoever writes goes
 * on when the disk has taken it, as a request handler thread of Kafka's that blocks in write(2); who only reads does
 * not wait. Where the disk has no limit, nobody does.
 */
export class DiskWrites {
  readonly #options: DiskWritesOptions;
  readonly #line: WaitingLine;
  #told = 0;

  constructor(options: DiskWritesOptions) {
    this.#options = options;
    this.#line = new WaitingLine(options.clock);
  }

  /** Nothing has to wait: whoever writes need not ask how much. */
  get isFree(): boolean {
    const { bytesPerSecond, extraUs } = this.#options.speed;
    return bytesPerSecond === null && extraUs === 0 && this.#line.length === 0;
  }

  /** Writes that are not on the disk yet: the one under way, and those behind it. */
  get waiting(): number {
    return this.#line.length;
  }

  /** So many writes with so many bytes in all; `written` is called when the disk has taken them, perhaps at once. */
  write(writes: number, bytes: number, written: () => void): void {
    if (this.isFree) return written();
    const { speed } = this.#options;
    this.#line.enter({
      durationUs: () => writes * speed.extraUs + timeOf(bytes, speed.bytesPerSecond),
      end: () => {
        this.#tell();
        written();
      },
    });
    this.#tell();
  }

  /** The disk is quicker or slower now: what waits has to do with that. */
  speedChanged(): void {
    this.#line.durationsChanged();
  }

  /** The process is gone, and what it had not written yet with it. */
  close(): void {
    this.#line.clear();
    this.#tell();
  }

  #tell(): void {
    const { waiting } = this;
    if (waiting === this.#told) return;
    this.#told = waiting;
    const { broker, speed, emit } = this.#options;
    emit({ type: 'disk', broker, ...speed, waiting });
  }
}
