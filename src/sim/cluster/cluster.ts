import type { Command } from '../../contract/command';
import type { SimEvent } from '../../contract/event';
import {
  BROKER_PORT,
  brokerEndpoint,
  brokerHost,
  processEndpoint,
  TOOL_ENDPOINT,
  type BrokerId,
  type ProcessId,
  type Us,
} from '../../contract/ids';
import type { Delivery, HostAction, ProcessOutput } from '../../contract/process-port';
import type { Query, QueryAnswer } from '../../contract/query';
import type { RunLog } from '../../contract/run-log';
import type { Scenario } from '../../contract/scenario';
import { topicById } from '../controller/metadata-image';
import { METADATA_TOPIC, METADATA_TOPIC_ID } from '../controller/metadata-log';
import type { StoredBatch } from '../storage/stored-batch';
import { uuidToText } from '../protocol/uuid';
import { Barriers } from './barriers';
import { checkLimits, firstRecords } from './bootstrap';
import { Clock } from './clock';
import { BrokerConfig } from './config';
import { Faults, isFault } from './faults';
import { Journal } from './journal';
import { Links } from './links';
import { MessageWriter } from './message-writer';
import { MetadataJournal } from './metadata-journal';
import { Network } from './network';
import { Node } from './node';
import { Prng } from './prng';
import { ProcessTable } from './processes';
import { answerQuery } from './queries/answer';
import { Schedules } from './schedules';
import { Succession } from './succession';
import { isAdmin, Toolbox } from './tool/toolbox';

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

/** Epoch of the first active controller. */
const FIRST_EPOCH = 1;

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
  readonly #nodes = new Map<BrokerId, Node>();
  readonly #succession: Succession;
  readonly #faults: Faults;
  readonly #processes: ProcessTable;
  readonly #tools: Toolbox;
  readonly #schedules: Schedules;
  readonly #barriers = new Barriers();
  readonly #scenario: Scenario;

  /** Throws InvalidConfig, PlacementImpossible, BadTopic or BadLimit for a scenario that cannot stand. */
  constructor(options: ClusterOptions) {
    const { scenario, seed } = options;
    checkLimits(scenario);
    const random = new Prng(seed);
    const config = BrokerConfig.ofScenario(scenario);
    const clusterId = uuidToText(random.fork('cluster id').bytes(16));
    const brokers = scenario.brokers.map(({ id }) => id);
    const voters = scenario.controllers ?? brokers;
    const clock = new Clock(options.startUs);
    const journal = new Journal(options.journal ?? true);
    const links = new Links(scenario.links);
    const metadataJournal = new MetadataJournal((event) => journal.add(clock.nowUs, event));
    this.#scenario = scenario;
    this.#clock = clock;
    this.#journal = journal;
    const writer = new MessageWriter(journal, (topicId) => this.#topicName(topicId));
    const hostOf = (id: BrokerId) => this.#nodes.get(id)?.host ?? { type: 'silent' as const };
    const network = new Network({ clock, journal, links, writer, hostOf, brokers });
    for (const { id, rack, diskBytesPerSecond = null, networkBytesPerSecond = null } of scenario.brokers) {
      network.setRate(brokerEndpoint(id), networkBytesPerSecond);
      const node = new Node({
        id,
        rack: rack ?? null,
        diskBytesPerSecond,
        listener: options.advertised?.get(id) ?? { host: brokerHost(id), port: BROKER_PORT },
        voters,
        clusterId,
        world: clock,
        journal,
        writer,
        network,
        config,
        random: random.fork(`broker ${id}`),
        activeController: () => this.#succession.knownTo(id),
        onChange: () => this.#succession.review(),
        onCommitted: ({ disk }) => metadataJournal.read(disk.metadata),
        shareBatch: (...batch) => this.#shared(...batch),
      });
      this.#nodes.set(id, node);
    }
    const first = scenario.controllerId ?? Math.min(...voters);
    this.#succession = new Succession(
      { clock, journal, links, config, random: random.fork('succession'), nodes: this.#nodes, voters },
      first,
    );
    this.#processes = new ProcessTable({
      clock,
      journal,
      network,
      barriers: this.#barriers,
      random: random.fork('processes'),
      programs: options.programs,
      files: options.files,
      onFirstRun: (id) => this.#faults.introduce(processEndpoint(id)),
    });
    this.#tools = new Toolbox({
      clock,
      journal,
      network,
      brokers,
      onFirstCall: () => this.#faults.introduce(TOOL_ENDPOINT),
    });
    this.#faults = new Faults({
      clock,
      journal,
      links,
      network,
      nodes: this.#nodes,
      brokers: scenario.brokers,
      onChange: () => this.#succession.review(),
    });
    this.#schedules = new Schedules({
      clock,
      journal,
      barriers: this.#barriers,
      schedules: scenario.schedules ?? {},
      carryOut: (command) => this.#faults.carryOut(command),
    });
    const records = firstRecords(options, config, random.fork('placement'));
    for (const { disk } of this.#nodes.values()) disk.metadata.write(records, FIRST_EPOCH, clock.nowUs);
    for (const { disk } of this.#nodes.values()) disk.metadata.learnHighWatermark(records.length);
    for (const node of this.#nodes.values()) node.startRunning();
    this.#succession.begin();
    this.#processes.autostart();
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
    const all = [this.#clock.nextUs, this.#processes.nextUs, this.#barriers.nextUs].filter((atUs) => atUs !== null);
    return all.length === 0 ? null : Math.min(...all);
  }

  /** The next moment at which the cluster does something to programs or what they see; no window may reach across it. */
  barrierUs(): Us | null {
    return this.#barriers.nextUs;
  }

  /** Takes effect now. */
  command(command: Command): void {
    if (isFault(command)) this.#faults.carryOut(command);
    else if (isAdmin(command)) this.#tools.carryOut(command);
    else if (command.type === 'start-schedule') this.#schedules.start(command.schedule);
    else this.#processes.command(command);
  }

  /** What the host must do before the next window; barriers that are due act first. */
  takeHostActions(): HostAction[] {
    this.#barriers.runDue(this.#clock.nowUs);
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

  /** It stands still: whoever steps programs must leave it out. */
  isPaused(process: ProcessId): boolean {
    return this.#processes.isPaused(process);
  }

  /** Programs that live, in the order in which windows are merged. */
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
    return answerQuery(query, this.#nodes, this.#journal);
  }

  /** Machines and what runs on them, for invariants and queries. */
  get nodes(): ReadonlyMap<BrokerId, Node> {
    return this.#nodes;
  }

  #topicName(topicId: string): string | null {
    if (topicId === METADATA_TOPIC_ID) return METADATA_TOPIC;
    for (const { broker } of this.#nodes.values()) {
      const topic = broker === null ? undefined : topicById(broker.image, topicId);
      if (topic !== undefined) return topic.name;
    }
    return null;
  }

  /** A batch as its leader holds it, by its place and its first 21 bytes, the checksum among them. */
  #shared(
    leader: BrokerId,
    topic: string,
    partition: number,
    baseOffset: number,
    leaderEpoch: number,
    bytes: Uint8Array,
  ): StoredBatch | null {
    const held = this.#nodes.get(leader)?.broker?.replicas.partition(topic, partition)?.log.batchAt(baseOffset);
    if (held == null || held.leaderEpoch !== leaderEpoch || held.bytes.length !== bytes.length) return null;
    return sameHead(held.bytes, bytes) ? held : null;
  }
}

/** Offset, length, leader epoch, magic and CRC-32C. */
const HEAD_BYTES = 21;

function sameHead(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < HEAD_BYTES; i++) if (a[i] !== b[i]) return false;
  return true;
}
