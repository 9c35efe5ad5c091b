import type { Cluster } from '../../src/sim/cluster/cluster';
import type { WireProgram } from './wire-program';

/** Drives a cluster and wire programs in windows, as the page's worker does. */
export class WireDriver {
  readonly #cluster: Cluster;
  readonly #programs: readonly WireProgram[];
  #events = 0;
  #clusterMs = 0;

  constructor(cluster: Cluster, programs: readonly WireProgram[]) {
    this.#cluster = cluster;
    this.#programs = programs;
    cluster.takeHostActions();
  }

  /** Of the journal, since the start. */
  get events(): number {
    return this.#events;
  }

  /**
   * Microseconds of the processor within the cluster until so many more events are in the journal. What the processor
   * gave to the whole process, all threads of Node together, in the proportion that the cluster had of the time: to
   * ask for the processor's time in each window would take longer than the window.
   */
  clusterUsFor(events: number): number {
    const last = this.#events + events;
    this.#clusterMs = 0;
    const startedMs = performance.now();
    const started = process.cpuUsage();
    this.runWhile(() => this.#events < last);
    const { user, system } = process.cpuUsage(started);
    return (user + system) * (this.#clusterMs / (performance.now() - startedMs));
  }

  runWhile(goesOn: () => boolean): void {
    while (goesOn()) this.#window();
  }

  #window(): void {
    const cluster = this.#cluster;
    const programs = this.#programs;
    let wakeUs = Infinity;
    for (const program of programs) wakeUs = Math.min(wakeUs, program.wakeUs);
    const beganMs = performance.now();
    const untilUs = Math.max(cluster.nowUs, Math.min(wakeUs, cluster.nextUs() ?? Infinity)) + cluster.lookaheadUs;
    const inboxes = programs.map(({ id }) => cluster.takeInbox(id, untilUs));
    const steppedMs = performance.now();
    const outboxes = programs.map((program, i) => program.step(inboxes[i] ?? [], untilUs));
    const mergedMs = performance.now();
    outboxes.forEach((outbox, i) => {
      if (outbox.length > 0) cluster.accept((programs[i] as WireProgram).id, outbox);
    });
    cluster.advanceTo(untilUs);
    this.#events += cluster.releaseEvents().length;
    this.#clusterMs += steppedMs - beganMs + (performance.now() - mergedMs);
  }
}
