import type { SimEventBody } from '../../contract/event';
import type { Controller } from '../controller/controller';
import type { ResponseInit } from '../protocol/api';
import type { DecodedRequest } from '../protocol/frames';
import { apiByName, type ApiName, type ApiNamed } from '../protocol/registry';
import type { ControllerHandler } from './controller-call';
import type { ControllerDesk } from './context';
import { later, reply, type Outcome } from './handler';
import { createPartitionsOnController } from './handlers/create-partitions';
import { createTopicsOnController } from './handlers/create-topics';
import { deleteTopicsOnController } from './handlers/delete-topics';
import type { Peer } from './peer';
import type { CreateTopicsRequest } from '../protocol/messages/create-topics';
import { CONSUMER_OFFSETS } from './group-host';
import type { BrokerConfig } from '../cluster/config';

/** Producer ids come to a broker in blocks of this many. Kafka: ProducerIdsBlock. */
const PRODUCER_ID_BLOCK = 1000;

export interface ControllerLinkOptions {
  readonly config: BrokerConfig;
  /** The controller in this node, where this node is the active one. */
  readonly local: () => Controller | null;
  /** Carries what the controller decided to all brokers and into the journal. */
  readonly publish: (events: readonly SimEventBody[]) => void;
  /** The connection to the active controller's node. */
  readonly remote: () => Peer;
  readonly allocateProducerIds: () => number;
}

/**
 * A broker's way to the active controller: carried out here if this node is it, else forwarded as it came.
 * Kafka: ForwardingManager, AutoTopicCreationManager, ProducerIdManager.
 */
export class ControllerLink implements ControllerDesk {
  readonly #options: ControllerLinkOptions;
  #beingCreated = new Set<string>();
  #nextProducerId = 0;
  #producerIdsLeft = 0;

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
  }

  /** CreateTopics, DeleteTopics, CreatePartitions. */
  handle(request: DecodedRequest): Outcome<unknown> | null {
    switch (request.name) {
      case 'CreateTopics':
        return this.#carryOut(request.name, request.header.apiVersion, request.body, createTopicsOnController);
      case 'DeleteTopics':
        return this.#carryOut(request.name, request.header.apiVersion, request.body, deleteTopicsOnController);
      case 'CreatePartitions':
        return this.#carryOut(request.name, request.header.apiVersion, request.body, createPartitionsOnController);
      default:
        return null;
    }
  }

  autoCreateTopic(name: string): void {
    if (this.#beingCreated.has(name)) return;
    this.#beingCreated.add(name);
    const { config } = this.#options;
    const isOffsets = name === CONSUMER_OFFSETS;
    const request: CreateTopicsRequest = {
      topics: [
        {
          name,
          numPartitions: config.int(isOffsets ? 'offsets.topic.num.partitions' : 'num.partitions'),
          replicationFactor: config.int(isOffsets ? 'offsets.topic.replication.factor' : 'default.replication.factor'),
          assignments: [],
          configs: isOffsets ? OFFSETS_TOPIC_CONFIGS : [],
        },
      ],
      timeoutMs: 60_000,
      validateOnly: false,
    };
    const outcome = this.#carryOut('CreateTopics', 7, request, createTopicsOnController);
    const done = (): void => void this.#beingCreated.delete(name);
    if (outcome.type === 'later') outcome.start(done);
    else done();
  }

  nextProducerId(): number {
    if (this.#producerIdsLeft === 0) {
      this.#nextProducerId = this.#options.allocateProducerIds();
      this.#producerIdsLeft = PRODUCER_ID_BLOCK;
    }
    this.#producerIdsLeft--;
    return this.#nextProducerId++;
  }

  #carryOut<N extends ApiName, Request, Response>(
    name: N,
    version: number,
    request: Request,
    handler: ControllerHandler<Request, Response>,
  ): Outcome<Response> {
    const controller = this.#options.local();
    if (controller !== null) {
      const events: SimEventBody[] = [];
      const response = handler(controller, request, events);
      this.#options.publish(events);
      return reply(response);
    }
    return later((respond) => {
      const api = apiByName(name);
      this.#options
        .remote()
        .request(api, version, request as never, (body) => respond(body as ResponseInit<ApiNamed<N>> as never));
    });
  }
}

/** As Kafka creates __consumer_offsets. */
const OFFSETS_TOPIC_CONFIGS = [
  { name: 'cleanup.policy', value: 'compact' },
  { name: 'compression.type', value: 'producer' },
  { name: 'segment.bytes', value: '104857600' },
];
