import type { BrokerStateEvent, SimEventBody } from '../../contract/event';
import { brokerEndpoint, brokerOf, epochMsAt, processOf, US_PER_MS, type BrokerId } from '../../contract/ids';
import type { Clock } from '../cluster/clock';
import type { BrokerConfig } from '../cluster/config';
import type { RequestFrame } from '../cluster/frame';
import type { Journal } from '../cluster/journal';
import type { MessageWriter } from '../cluster/message-writer';
import type { Connection, Network, OnLeaving, Server } from '../cluster/network';
import type { NodeClock } from '../cluster/node-clock';
import type { Prng } from '../cluster/prng';
import type { MetadataDelta } from '../controller/apply-records';
import { ControllerNode } from '../controller/controller-node';
import { emptyImage, type MetadataImage } from '../controller/metadata-image';
import { controllerRules, controllerTiming } from '../controller/rules';
import { ERROR } from '../protocol/errors';
import { encodeResponseFrame, isUnknownApiVersions, type DecodedRequest } from '../protocol/frames';
import { apiVersions } from '../protocol/messages/api-versions';
import { ProtocolError } from '../protocol/protocol-error';
import { advertisedApis } from '../protocol/registry';
import { stopLogDir, type LoadedReplica } from '../storage/log-dir-life';
import type { StoredBatch } from '../storage/stored-batch';
import type { BrokerContext } from './context';
import { ControllerChannel } from './controller-channel';
import { ControllerLink } from './controller-link';
import { DiskWrites, type DiskSpeed } from './disk-writes';
import { encodeAnswer } from './encode-answer';
import { CONSUMER_OFFSETS, GroupHost } from './group-host';
import { every } from './every';
import type { Outcome, Respond } from './handler';
import { IsrManager } from './isr-manager';
import { Lifecycle } from './lifecycle';
import { loadLogs } from './load-logs';
import { MetadataFollower } from './metadata-follower';
import type { NodeDisk } from './node-disk';
import type { Partition } from './partition';
import { Peer } from './peer';
import { Purgatory } from './purgatory';
import { ReplicaFetcher } from './replica-fetcher';
import { ReplicaManager } from './replica-manager';
import { RequestQueue } from './request-queue';
import { route, SERVED_KEYS } from './routes';
import { serverProperties } from './server-properties';

export interface BrokerOptions {
  readonly id: BrokerId;
  readonly rack: string | null;
  readonly listener: { readonly host: string; readonly port: number };
  readonly voters: readonly BrokerId[];
  readonly clusterId: string;
  readonly incarnationId: string;
  readonly world: Clock;
  readonly clock: NodeClock;
  readonly journal: Journal;
  readonly writer: MessageWriter;
  readonly network: Network;
  readonly config: BrokerConfig;
  readonly random: Prng;
  readonly disk: NodeDisk;
  /** Of the machine's disk, as it is at any time. */
  readonly diskSpeed: DiskSpeed;
  /** The node that is active controller, as far as this one has heard. */
  readonly activeController: () => BrokerId | null;
  /** Committed metadata has come here. */
  readonly onCommitted: (delta: MetadataDelta) => void;
  readonly onReleased: () => void;
  readonly shareBatch: BrokerContext['shareBatch'];
}

/** Bytes of the length in front of a frame. */
const LENGTH_BYTES = 4;

/** One node's process: takes requests, has them handled, sends the answers. Kafka: BrokerServer, KafkaApis. */
export class Broker implements BrokerContext, Server {
  readonly id: BrokerId;
  readonly clock: NodeClock;
  readonly config: BrokerConfig;
  readonly random: Prng;
  readonly journals: boolean;
  readonly servedKeys = SERVED_KEYS;
  readonly purgatory: Purgatory;
  readonly replicas: ReplicaManager;
  readonly diskWrites: DiskWrites;
  readonly groups: GroupHost;
  readonly controller: ControllerLink;
  readonly lifecycle: Lifecycle;
  readonly controllerNode: ControllerNode;
  readonly #channel: ControllerChannel;
  /** Of their own, so that nothing that takes long stands before a heartbeat. Kafka: the heartbeat channel. */
  readonly #heartbeats: ControllerChannel;
  readonly #follower: MetadataFollower;
  readonly #isr: IsrManager;
  readonly #options: BrokerOptions;
  readonly #queue = new RequestQueue((connection, frame) => this.#handle(connection, frame));
  #image: MetadataImage;
  /** Of a process that starts they are loaded before it does anything with them. */
  #logs: 'closed' | 'loaded' | 'served' = 'closed';

  constructor(options: BrokerOptions) {
    const { id, clock, disk, clusterId } = options;
    const config = options.config.ofBroker(id, serverProperties(options), () => this.#image.configs);
    this.#options = options;
    this.id = id;
    this.clock = clock;
    this.config = config;
    this.random = options.random;
    this.journals = options.journal.on;
    this.#image = emptyImage(clusterId);
    this.purgatory = new Purgatory(clock);
    this.diskWrites = new DiskWrites({
      broker: id,
      clock,
      speed: options.diskSpeed,
      emit: (event) => this.emit(event),
    });
    this.#channel = new ControllerChannel(clock, options.activeController, (to) =>
      this.#peer(to, 'to-controller', config.int('broker.session.timeout.ms') / 2),
    );
    this.#heartbeats = new ControllerChannel(clock, options.activeController, (to) =>
      this.#peer(to, 'heartbeat', config.int('broker.session.timeout.ms') / 2),
    );
    this.replicas = new ReplicaManager({
      broker: this,
      disk,
      isr: () => this.#isr,
      fetcherOf: (leader) =>
        new ReplicaFetcher(this, leader, this.#peer(leader, 'fetcher-0', config.int('replica.socket.timeout.ms'))),
      onLeadership: (partition, leads) => this.#onLeadership(partition, leads),
    });
    this.controllerNode = new ControllerNode(
      {
        id,
        voters: options.voters,
        clock,
        log: disk.metadata,
        rules: controllerRules(config, () => this.controllerNode.image),
        random: options.random.fork('controller'),
        timing: controllerTiming(config),
        onCommitted: (delta) => this.#committed(delta),
      },
      emptyImage(clusterId),
    );
    this.#follower = new MetadataFollower(
      id,
      clock,
      disk.metadata,
      this.controllerNode,
      options.activeController,
      (to) => this.#peer(to, 'raft-client', config.int('controller.quorum.request.timeout.ms')),
    );
    this.lifecycle = new Lifecycle({
      id,
      rack: options.rack,
      listener: options.listener,
      clusterId,
      incarnationId: options.incarnationId,
      previousEpoch: disk.dir.cleanShutdownEpoch,
      clock,
      channel: this.#heartbeats,
      heartbeatUs: config.int('broker.heartbeat.interval.ms') * US_PER_MS,
      metadataOffset: () => this.#image.endOffset,
      onState: (state) => this.#journalState(state),
      onReleased: () => options.onReleased(),
    });
    this.#isr = new IsrManager({
      id,
      channel: this.#channel,
      brokerEpoch: () => this.lifecycle.epoch,
      epochOf: (broker) => this.#image.brokers.get(broker)?.epoch ?? -1,
      onSettled: (partition) => this.replicas.isrSettled(partition),
    });
    this.controller = new ControllerLink({
      id,
      clock,
      config,
      node: this.controllerNode,
      channel: this.#channel,
      brokerEpoch: () => this.lifecycle.epoch,
    });
    this.groups = new GroupHost(this);
  }

  get image(): MetadataImage {
    return this.#image;
  }

  get activeController(): BrokerId | null {
    return this.#options.activeController();
  }

  nowMs(): number {
    return epochMsAt(this.clock.nowUs);
  }

  /** At the start of a run: everything is there already. */
  startRunning(): void {
    this.controllerNode.catchUp();
    this.lifecycle.startRunning(this.#image.brokers.get(this.id)?.epoch ?? -1);
    this.#publish();
    this.#follower.follow();
  }

  /** A process that starts: follows the metadata, registers, loads its logs. */
  start(): void {
    this.controllerNode.catchUp();
    this.lifecycle.start();
    this.#follower.follow();
  }

  /** SIGTERM. */
  shutdown(): void {
    this.lifecycle.shutdown();
  }

  /** Another node is active controller. */
  controllerChanged(): void {
    this.#follower.follow();
  }

  /** The process ends: in good order, or at once. */
  end(isClean: boolean): void {
    if (isClean) {
      if (this.#logs === 'served') this.replicas.checkpointHighWatermarks();
      if (this.#logs !== 'closed') stopLogDir(this.#options.disk.dir, this.lifecycle.epoch);
      this.lifecycle.stopped();
    } else this.lifecycle.kill();
    this.controllerNode.close();
    this.groups.close();
    this.purgatory.clear();
    this.diskWrites.close();
    this.replicas.close();
    this.#follower.close();
    this.#channel.close();
    this.#heartbeats.close();
  }

  emit(event: SimEventBody): void {
    this.#options.journal.add(this.clock.nowUs, event);
  }

  shareBatch(...batch: Parameters<BrokerContext['shareBatch']>): StoredBatch | null {
    return this.#options.shareBatch(...batch);
  }

  receive(connection: Connection, frame: RequestFrame): void {
    this.clock.run(() => this.#queue.receive(connection, frame));
  }

  disconnected(connection: Connection): void {
    this.clock.run(() => this.#queue.forget(connection));
  }

  /** Metadata that a majority has: leaders and followers change with it. */
  #committed(delta: MetadataDelta): void {
    const before = this.#image;
    this.#image = delta.image;
    this.#options.onCommitted(delta);
    this.#forgetDeleted(before, delta);
    if (this.#logs === 'served') this.replicas.apply(delta);
    else this.#publish();
  }

  /**
   * The first image counts when it has this process's own registration: what it says of the process before, which
   * may have led something, is past. With it the logs are loaded, and when they are, it is served. Kafka:
   * BrokerMetadataPublisher's first publish.
   */
  #publish(): void {
    const { epoch } = this.lifecycle;
    if (this.#logs !== 'closed' || epoch < 0 || this.#image.brokers.get(this.id)?.epoch !== epoch) return;
    this.#logs = 'loaded';
    const { disk, diskSpeed, random } = this.#options;
    const { replicas, durationUs } = loadLogs(
      { broker: this, disk, speed: diskSpeed, random: random.fork('stray folders') },
      this.#image,
    );
    if (durationUs === 0) this.#serve(replicas);
    else this.clock.after(durationUs, () => this.#serve(replicas));
  }

  #serve(loaded: readonly LoadedReplica[]): void {
    this.#logs = 'served';
    this.replicas.loaded(loaded);
    this.replicas.applyAll(this.#image);
    this.#startTasks();
    this.lifecycle.ready();
  }

  /** Groups keep no offsets of topics that are gone. */
  #forgetDeleted(before: MetadataImage, { image, topics }: MetadataDelta): void {
    for (const name of topics) {
      const old = before.topics.get(name);
      if (old === undefined || image.topics.get(name)?.topicId === old.topicId) continue;
      this.groups.forgetPartitions(old.partitions.map(({ partition }) => ({ topic: name, partition })));
    }
  }

  #onLeadership(partition: Partition, leads: boolean): void {
    if (partition.topic !== CONSUMER_OFFSETS) return;
    if (leads) this.groups.load(partition);
    else this.groups.unload(partition.partition);
  }

  /** Kafka's scheduled tasks: each runs as long as the process does. */
  #startTasks(): void {
    const us = (name: Parameters<BrokerConfig['int']>[0]): number => this.config.int(name) * US_PER_MS;
    const lagUs = us('replica.lag.time.max.ms') / 2;
    every(this.clock, lagUs, lagUs, () => this.replicas.checkLag());
    const checkpointUs = us('replica.high.watermark.checkpoint.interval.ms');
    every(this.clock, checkpointUs, checkpointUs, () => this.replicas.checkpointHighWatermarks());
    this.replicas.logs.start();
  }

  #handle(connection: Connection, frame: RequestFrame): void {
    const request = frame.read();
    if (request instanceof ProtocolError) {
      if (isUnknownApiVersions(request)) this.#answerUnknownApiVersions(connection, request.header.correlationId);
      else this.#options.network.closeByServer(connection, request.message);
      return;
    }
    const call = {
      header: request.header,
      clientHost: hostOf(connection),
      process: processOf(connection.client),
      messageId: frame.messageId,
    };
    const fromNode = brokerOf(connection.client) !== null;
    const outcome = route(this, call, request) ?? this.controller.handle(request, fromNode);
    if (outcome === null) this.#options.network.closeByServer(connection, `${request.name} is not served`);
    else this.#conclude(connection, frame, request, outcome);
  }

  #conclude(connection: Connection, frame: RequestFrame, request: DecodedRequest, outcome: Outcome<unknown>): void {
    const respond: Respond<unknown> = (response, batches = []) => {
      if (connection.open) this.#answer(connection, frame, request, response, batches);
      this.#queue.done(connection);
    };
    switch (outcome.type) {
      case 'reply':
        return respond(outcome.response, outcome.batches);
      case 'later':
        return outcome.start(respond);
      case 'written-first':
        return outcome.write(() => this.#conclude(connection, frame, request, outcome.then()));
      case 'silent':
        return this.#queue.done(connection);
      case 'close':
        return this.#options.network.closeByServer(connection, outcome.reason);
    }
  }

  #answer(
    connection: Connection,
    frame: RequestFrame,
    request: DecodedRequest,
    response: unknown,
    batches: Parameters<Respond<unknown>>[1] = [],
  ): void {
    const { network, writer } = this.#options;
    const { apiVersion, correlationId } = request.header;
    const encoded = encodeAnswer(request.api, apiVersion, correlationId, response as never);
    if (encoded === null) return network.closeByServer(connection, `${request.name}: too long a text to be sent back`);
    let messageId: number | null = null;
    const bytes = encoded.length - LENGTH_BYTES;
    const onLeaving: OnLeaving = (arrivesAtUs) => {
      const answer = { apiVersion, correlationId, requestId: frame.messageId, bytes, batches, arrivesAtUs };
      messageId = writer.response(connection, request, response, answer, this.clock.nowUs);
    };
    network.reply(connection, encoded, onLeaving, (atUs) => writer.fate(messageId, this.clock.nowUs, atUs));
  }

  /** Asked for a version of ApiVersions that it does not know, a broker answers in version 0 (KIP-511). */
  #answerUnknownApiVersions(connection: Connection, correlationId: number): void {
    const own = advertisedApis(new Set([apiVersions.key]));
    const body = { errorCode: ERROR.UNSUPPORTED_VERSION, apiKeys: own };
    const frame = encodeResponseFrame(apiVersions, 0, correlationId, body);
    this.#options.network.reply(
      connection,
      frame,
      () => {},
      () => {},
    );
    this.#queue.done(connection);
  }

  #journalState(state: BrokerStateEvent['state']): void {
    this.emit({ type: 'broker-state', broker: this.id, state });
    this.#publish();
  }

  #peer(to: BrokerId, use: string, timeoutMs: number): Peer {
    const { world, network } = this.#options;
    const timeoutUs = timeoutMs * US_PER_MS;
    const clientId = `broker-${this.id}-${use}`;
    return new Peer({ world, clock: this.clock, network, from: brokerEndpoint(this.id), to, clientId, timeoutUs });
  }
}

/** As DescribeGroups shows a client's address: programs and brokers have one each. */
function hostOf(connection: Connection): string {
  const broker = brokerOf(connection.client);
  return broker === null ? `/10.0.1.${connection.lane}` : `/10.0.0.${broker}`;
}
