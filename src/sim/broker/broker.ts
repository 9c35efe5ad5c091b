import type { SimEventBody } from '../../contract/event';
import { brokerOf, processOf, type BrokerId } from '../../contract/ids';
import type { Clock } from '../cluster/clock';
import type { BrokerConfig } from '../cluster/config';
import type { RequestFrame } from '../cluster/frame';
import type { Journal } from '../cluster/journal';
import type { MessageWriter } from '../cluster/message-writer';
import type { Connection, Network, Server } from '../cluster/network';
import type { Prng } from '../cluster/prng';
import type { Controller } from '../controller/controller';
import type { MetadataImage } from '../controller/metadata-image';
import { ERROR } from '../protocol/errors';
import { encodeResponseFrame, isUnknownApiVersions, type DecodedRequest } from '../protocol/frames';
import { apiVersions } from '../protocol/messages/api-versions';
import { ProtocolError } from '../protocol/protocol-error';
import { advertisedApis } from '../protocol/registry';
import type { BrokerContext } from './context';
import { ControllerLink } from './controller-link';
import { GroupHost } from './group-host';
import type { Outcome, Respond } from './handler';
import { Peer } from './peer';
import { Purgatory } from './purgatory';
import { ReplicaFetcher } from './replica-fetcher';
import { ReplicaManager } from './replica-manager';
import { RequestQueue } from './request-queue';
import { route, SERVED_KEYS } from './routes';

export interface BrokerOptions {
  readonly id: BrokerId;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly writer: MessageWriter;
  readonly network: Network;
  readonly config: BrokerConfig;
  readonly random: Prng;
  readonly image: MetadataImage;
  /** The controller in this node, where this node is the active one. */
  readonly localController: () => Controller | null;
  readonly publish: (events: readonly SimEventBody[]) => void;
  readonly allocateProducerIds: () => number;
}

/** Bytes of the length in front of a frame. */
const LENGTH_BYTES = 4;

/** One node: takes requests, has them handled, sends the answers. Kafka: BrokerServer, KafkaApis. */
export class Broker implements BrokerContext, Server {
  readonly id: BrokerId;
  readonly clock: Clock;
  readonly config: BrokerConfig;
  readonly random: Prng;
  readonly journals: boolean;
  readonly servedKeys = SERVED_KEYS;
  readonly purgatory: Purgatory;
  readonly replicas: ReplicaManager;
  readonly groups: GroupHost;
  readonly controller: ControllerLink;
  #image: MetadataImage;
  #controllerPeer: Peer | null = null;
  readonly #options: BrokerOptions;
  readonly #queue = new RequestQueue((connection, frame) => this.#handle(connection, frame));

  constructor(options: BrokerOptions) {
    this.#options = options;
    this.id = options.id;
    this.clock = options.clock;
    this.config = options.config;
    this.random = options.random;
    this.journals = options.journal.on;
    this.#image = options.image;
    this.purgatory = new Purgatory(options.clock);
    this.replicas = new ReplicaManager(
      this,
      (leader) => new ReplicaFetcher(this, leader, this.#peer(leader, `broker-${this.id}-fetcher-0`)),
    );
    this.controller = new ControllerLink({
      config: options.config,
      local: options.localController,
      publish: options.publish,
      remote: () => (this.#controllerPeer ??= this.#peer(this.#image.controllerId, `broker-${this.id}-forwarding`)),
      allocateProducerIds: options.allocateProducerIds,
    });
    this.groups = new GroupHost(this);
  }

  get image(): MetadataImage {
    return this.#image;
  }

  /** News from the controller. */
  applyImage(image: MetadataImage): void {
    if (image.version <= this.#image.version && image !== this.#image) return;
    this.#image = image;
    this.replicas.apply(image);
  }

  emit(event: SimEventBody): void {
    this.#options.journal.add(this.clock.nowUs, event);
  }

  receive(connection: Connection, frame: RequestFrame): void {
    this.#queue.receive(connection, frame);
  }

  disconnected(connection: Connection): void {
    this.#queue.forget(connection);
  }

  #handle(connection: Connection, frame: RequestFrame): void {
    const request = frame.read();
    if (request instanceof ProtocolError) {
      if (isUnknownApiVersions(request)) this.#answerUnknownApiVersions(connection, request.header.correlationId);
      else this.#options.network.closeByServer(connection, request.message);
      return;
    }
    const outcome = route(this, this.#call(connection, frame, request), request) ?? this.controller.handle(request);
    if (outcome === null) {
      this.#options.network.closeByServer(connection, `${request.name} is not served`);
      return;
    }
    this.#conclude(connection, frame, request, outcome);
  }

  #call(connection: Connection, frame: RequestFrame, request: DecodedRequest) {
    return {
      header: request.header,
      clientHost: hostOf(connection),
      process: processOf(connection.client),
      messageId: frame.messageId,
    };
  }

  #conclude(connection: Connection, frame: RequestFrame, request: DecodedRequest, outcome: Outcome<unknown>): void {
    const respond: Respond<unknown> = (response, batches = []) => {
      const { apiVersion, correlationId } = request.header;
      const bytes = encodeResponseFrame(request.api, apiVersion, correlationId, response as never);
      const answer = {
        apiVersion,
        correlationId,
        requestId: frame.messageId,
        bytes: bytes.length - LENGTH_BYTES,
        batches,
      };
      if (connection.open) {
        this.#options.writer.response(connection, request, response, answer, this.clock.nowUs);
        this.#options.network.reply(connection, bytes);
      }
      this.#queue.done(connection);
    };
    switch (outcome.type) {
      case 'reply':
        return respond(outcome.response, outcome.batches);
      case 'later':
        return outcome.start(respond);
      case 'silent':
        return this.#queue.done(connection);
      case 'close':
        return this.#options.network.closeByServer(connection, outcome.reason);
    }
  }

  /** Asked for a version of ApiVersions that it does not know, a broker answers in version 0 (KIP-511). */
  #answerUnknownApiVersions(connection: Connection, correlationId: number): void {
    const own = advertisedApis(new Set([apiVersions.key]));
    const body = { errorCode: ERROR.UNSUPPORTED_VERSION, apiKeys: own };
    this.#options.network.reply(connection, encodeResponseFrame(apiVersions, 0, correlationId, body));
    this.#queue.done(connection);
  }

  #peer(to: BrokerId, clientId: string): Peer {
    return new Peer(this.clock, this.#options.network, this.id, to, clientId);
  }
}

/** As DescribeGroups shows a client's address: programs and brokers have one each. */
function hostOf(connection: Connection): string {
  const broker = brokerOf(connection.client);
  return broker === null ? `/10.0.1.${connection.lane}` : `/10.0.0.${broker}`;
}
