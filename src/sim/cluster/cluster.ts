import type { Command } from '../../contract/command';
import type { SimEvent, SimEventBody } from '../../contract/event';
import { BROKER_PORT, brokerHost, type BrokerId, type ProcessId, type Us } from '../../contract/ids';
import type { Delivery, HostAction, ProcessOutput } from '../../contract/process-port';
import type { Query, QueryAnswer } from '../../contract/query';
import type { RunLog } from '../../contract/run-log';
import type { Scenario } from '../../contract/scenario';
import { Broker } from '../broker/broker';
import { Controller } from '../controller/controller';
import { topicById, type MetadataImage } from '../controller/metadata-image';
import { uuidToText } from '../protocol/uuid';
import { Clock } from './clock';
import { BrokerConfig } from './config';
import { Journal } from './journal';
import { MessageWriter } from './message-writer';
import { Network } from './network';
import { Prng } from './prng';
import { ProcessTable } from './processes';
import { answerQuery } from './queries';

export interface ClusterOptions extends Pick<RunLog, 'scenario' | 'seed' | 'programs' | 'files'> {
  /** False: no events, for measuring the engine alone. */
  readonly journal?: boolean;
  /** Where clients outside of the simulation reach a broker, where it is not `broker-1:9092`. */
  readonly advertised?: ReadonlyMap<BrokerId, AdvertisedListener>;
  /** The moment at which the run begins: brokers that real clients talk to have the real date. 0 when absent. */
  readonly startUs?: Us;
}

/** What a broker tells clients to connect to. Kafka: `advertised.listeners`. */
export interface AdvertisedListener {
  readonly host: string;
  readonly port: number;
}

/**
 * The whole cluster in virtual time, with its doors to the programs. The one place that joins the parts; every call
 * is synchronous, and the same calls give the same journal.
 *
 * Programs step in windows (see contract/process-port.ts), driven from outside:
 * `takeHostActions`, then `advanceTo(windowEnd)` while each program with something to hear or a timer in the window
 * steps on its own, then `accept` for each, in the order of `processes`.
 */
export class Cluster {
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #network: Network;
  readonly #brokers = new Map<BrokerId, Broker>();
  readonly #controller: Controller;
  readonly #controllerId: BrokerId;
  readonly #processes: ProcessTable;
  readonly #scenario: Scenario;

  /** Throws UnknownConfig, PlacementImpossible or UnknownTopic for a scenario that cannot stand. */
  constructor(options: ClusterOptions) {
    const { scenario, seed } = options;
    const random = new Prng(seed);
    const config = new BrokerConfig(scenario);
    this.#clock = new Clock(options.startUs);
    this.#scenario = scenario;
    this.#controllerId = scenario.controllerId ?? Math.min(...scenario.brokers.map(({ id }) => id));
    this.#journal = new Journal(options.journal ?? true);
    const image = emptyImage(options, this.#controllerId, random.fork('cluster id'));
    this.#controller = new Controller(image, config, random.fork('controller'));
    const writer = new MessageWriter(
      this.#journal,
      (topicId) => topicById(this.#controller.image, topicId)?.name ?? null,
    );
    this.#network = new Network({
      clock: this.#clock,
      journal: this.#journal,
      links: scenario.links,
      writer,
      serverAt: (id) => this.#brokers.get(id) ?? null,
      brokers: scenario.brokers.map(({ id }) => id),
    });
    for (const { id } of scenario.brokers) {
      const broker = new Broker({
        id,
        clock: this.#clock,
        journal: this.#journal,
        writer,
        network: this.#network,
        config,
        random: random.fork(`broker ${id}`),
        image,
        localController: () => (id === this.#controllerId ? this.#controller : null),
        publish: (events) => this.#publish(events),
        allocateProducerIds: () => this.#controller.allocateProducerIds(),
      });
      this.#brokers.set(id, broker);
    }
    this.#processes = new ProcessTable({
      clock: this.#clock,
      journal: this.#journal,
      network: this.#network,
      random: random.fork('processes'),
      programs: options.programs,
      files: options.files,
    });
    this.#boot();
  }

  get nowUs(): Us {
    return this.#clock.nowUs;
  }

  /** What a program does reaches nobody before this much time has passed. */
  get lookaheadUs(): Us {
    return this.#scenario.links.clientUs;
  }

  /** The next thing that happens by itself: of the cluster, or something that a program is to hear. */
  nextUs(): Us | null {
    const core = this.#clock.nextUs;
    const processes = this.#processes.nextUs;
    if (core === null || processes === null) return core ?? processes;
    return Math.min(core, processes);
  }

  /** The next moment at which the cluster acts on a process directly; no window may reach across it. */
  barrierUs(): Us | null {
    return this.#processes.barrierUs;
  }

  /** Takes effect now. */
  command(command: Command): void {
    this.#processes.command(command);
  }

  takeHostActions(): HostAction[] {
    return this.#processes.takeHostActions();
  }

  /** Everything before `untilUs` happens; then it is `untilUs`. */
  advanceTo(untilUs: Us): void {
    this.#clock.advanceTo(untilUs);
  }

  /** What this program hears before `beforeUs`, in order. */
  takeInbox(process: ProcessId, beforeUs: Us): Delivery[] {
    return this.#processes.takeInbox(process, beforeUs);
  }

  accept(process: ProcessId, outbox: readonly ProcessOutput[]): void {
    this.#processes.accept(process, outbox);
  }

  /** Programs that run, in the order in which windows are merged. */
  get processes(): readonly ProcessId[] {
    return this.#processes.alive;
  }

  /** Events before now, in final order, each once. */
  releaseEvents(): SimEvent[] {
    return this.#journal.release(this.#clock.nowUs);
  }

  /** The journal has all the events it may have; the run should stop. */
  get isJournalFull(): boolean {
    return this.#journal.isFull;
  }

  get journalHash(): string {
    return this.#journal.hash;
  }

  query(query: Query): QueryAnswer {
    return answerQuery(query, this.#brokers, this.#journal);
  }

  #boot(): void {
    const events: SimEventBody[] = [{ type: 'controller-changed', broker: this.#controllerId, epoch: 1 }];
    for (const id of this.#brokers.keys()) events.push({ type: 'broker-state', broker: id, state: 'Running' });
    for (const { name, partitions, replicationFactor, assignment, configs } of this.#scenario.topics) {
      const wish = { name, partitions, replicationFactor, assignment: assignment ?? null, configs: configs ?? {} };
      const decision = this.#controller.createTopic(wish, false, events);
      if (!decision.ok) throw new BadTopic(`scenario ${this.#scenario.id}, topic ${name}: ${decision.message}`);
    }
    for (const event of events) this.#journal.add(this.#clock.nowUs, event);
    for (const broker of this.#brokers.values()) broker.applyImage(this.#controller.image);
    this.#processes.autostart();
  }

  /** What the controller decided goes into the journal now, and to each broker after one hop. */
  #publish(events: readonly SimEventBody[]): void {
    if (events.length === 0) return;
    for (const event of events) this.#journal.add(this.#clock.nowUs, event);
    const { image } = this.#controller;
    for (const broker of this.#brokers.values()) {
      if (broker.id === this.#controllerId) broker.applyImage(image);
      else this.#clock.after(this.#scenario.links.brokerUs, () => broker.applyImage(image));
    }
  }
}

/** A topic of the scenario that the controller refuses. */
export class BadTopic extends Error {}

function emptyImage({ scenario, advertised }: ClusterOptions, controllerId: BrokerId, random: Prng): MetadataImage {
  return {
    version: 0,
    clusterId: uuidToText(random.bytes(16)),
    controllerId,
    brokers: scenario.brokers.map(({ id, rack }) => ({
      id,
      ...(advertised?.get(id) ?? { host: brokerHost(id), port: BROKER_PORT }),
      rack: rack ?? null,
      fenced: false,
    })),
    topics: new Map(),
  };
}
