import type { Us } from '../../src/contract/ids';
import type { Cluster } from '../../src/sim/cluster/cluster';

const US_PER_MS = 1_000;

/** Lets a cluster's virtual time follow the machine's clock: what is due happens, then `onAdvanced` hears of it. */
export class RealTime {
  readonly #cluster: Cluster;
  readonly #onAdvanced: () => void;
  readonly #virtualAtStart: Us;
  readonly #realMsAtStart = performance.now();
  #timer: NodeJS.Timeout | null = null;
  #immediate: NodeJS.Immediate | null = null;
  #stopped = false;

  constructor(cluster: Cluster, onAdvanced: () => void) {
    this.#cluster = cluster;
    this.#onAdvanced = onAdvanced;
    this.#virtualAtStart = cluster.nowUs;
  }

  /** Brings the cluster up to now, and sets the alarm for what comes next. */
  catchUp(): void {
    if (this.#stopped) return;
    const nowUs = this.#nowUs();
    if (nowUs > this.#cluster.nowUs) {
      this.#cluster.advanceTo(nowUs);
      this.#onAdvanced();
    }
    this.#setAlarm();
  }

  stop(): void {
    this.#stopped = true;
    this.#clearAlarm();
  }

  #nowUs(): Us {
    return this.#virtualAtStart + Math.floor((performance.now() - this.#realMsAtStart) * US_PER_MS);
  }

  #setAlarm(): void {
    this.#clearAlarm();
    const nextUs = this.#cluster.nextUs();
    if (nextUs === null) return;
    // Only what lies before the moment that is advanced to happens.
    const waitMs = (nextUs + 1 - this.#nowUs()) / US_PER_MS;
    // Timers of Node are no finer than a millisecond; a link's latency may be.
    if (waitMs < 1) this.#immediate = setImmediate(() => this.catchUp());
    else this.#timer = setTimeout(() => this.catchUp(), Math.floor(waitMs));
  }

  #clearAlarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#timer = null;
    this.#immediate = null;
  }
}
