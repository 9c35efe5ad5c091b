import type { Scheduler } from '../cluster/node-clock';
import type { BrokerConfig } from '../cluster/config';
import type { Controller, ControllerResult } from '../controller/controller';
import type { ControllerNode } from '../controller/controller-node';
import { changeConfigs, replaceConfigs } from '../controller/handlers/alter-configs';
import { allocateIds } from '../controller/handlers/allocate-producer-ids';
import { alterPartitions } from '../controller/handlers/alter-partition';
import { heartbeatBroker } from '../controller/handlers/broker-heartbeat';
import { registerBroker } from '../controller/handlers/broker-registration';
import { addPartitions } from '../controller/handlers/create-partitions';
import { createTopics } from '../controller/handlers/create-topics';
import { electLeaders } from '../controller/handlers/elect-leaders';
import { alterReassignments, listReassignments } from '../controller/handlers/reassignments';
import { deleteTopics } from '../controller/handlers/delete-topics';
import type { Init, ResponseInit } from '../protocol/api';
import { ERROR } from '../protocol/errors';
import type { DecodedRequest } from '../protocol/frames';
import type { FetchRequest, FetchResponse } from '../protocol/messages/fetch';
import { apiByName, type ApiName, type ApiNamed } from '../protocol/registry';
import type { ControllerDesk } from './context';
import type { ControllerChannel } from './controller-channel';
import { CONSUMER_OFFSETS } from './group-host';
import { isAlteration, preprocess, type Preprocessed } from './alter-configs';
import { later, reply, type Outcome } from './handler';

type Decision = (controller: Controller, nowUs: number) => ControllerResult<unknown>;

export interface ControllerLinkOptions {
  readonly id: number;
  readonly clock: Scheduler;
  readonly config: BrokerConfig;
  /** The controller in this node, active or not. */
  readonly node: ControllerNode;
  readonly channel: ControllerChannel;
  readonly brokerEpoch: () => number;
}

/**
 * What only the active controller does: decided here if this node is it, forwarded as it came if a client asked, and
 * refused with NOT_CONTROLLER if another node asked. Kafka: ForwardingManager, ControllerApis,
 * AutoTopicCreationManager, ProducerIdManager.
 */
export class ControllerLink implements ControllerDesk {
  readonly #options: ControllerLinkOptions;
  #beingCreated = new Set<string>();
  #nextProducerId = 0;
  #producerIdsLeft = 0;
  #waitingForIds: ((producerId: number) => void)[] = [];

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
  }

  /** Null for an API that is none of the controller's. `fromNode`: another node asks, and knows where to ask next. */
  handle(request: DecodedRequest, fromNode: boolean): Outcome<unknown> | null {
    if (isAlteration(request) && !fromNode)
      return this.#alterConfigs(preprocess(request, this.#options.id, this.#options.config));
    if (request.name === 'DescribeQuorum') return this.#describeQuorum(request, fromNode);
    const decision = decisionOf(request);
    if (decision === null) return null;
    if (isNodeOnly(request) && !fromNode) return { type: 'close', reason: `${request.name} is not served to clients` };
    return later((respond) => {
      this.#options.node.decide(decision, (response) => {
        if (response !== null) respond(response as never);
        else if (fromNode) respond({ errorCode: ERROR.NOT_CONTROLLER, ...refusedTopics(request) } as never);
        else this.#forward(request, respond as (response: unknown) => void);
      });
    });
  }

  #describeQuorum(request: Extract<DecodedRequest, { name: 'DescribeQuorum' }>, fromNode: boolean): Outcome<unknown> {
    const here = this.#options.node.describeQuorum(request.body);
    if (here !== null) return reply(here as never);
    if (fromNode) return reply({ errorCode: ERROR.NOT_CONTROLLER } as never);
    return later((respond) => this.#forward(request, respond as (response: unknown) => void));
  }

  /** What the broker itself has to say of settings comes first; the controller decides the rest. */
  #alterConfigs({ request, complete }: Preprocessed): Outcome<unknown> {
    const decision = request === null ? null : decisionOf(request);
    if (request === null || decision === null) return reply(complete({}) as never);
    return later((respond) => {
      const done = (response: unknown): void => respond(complete(response as never) as never);
      this.#options.node.decide(decision, (response) => {
        if (response !== null) done(response);
        else this.#forward(request, done);
      });
    });
  }

  autoCreateTopic(name: string): void {
    if (this.#beingCreated.has(name)) return;
    this.#beingCreated.add(name);
    const { config, channel } = this.#options;
    const isOffsets = name === CONSUMER_OFFSETS;
    const request = {
      topics: [
        {
          name,
          numPartitions: config.int(isOffsets ? 'offsets.topic.num.partitions' : 'num.partitions'),
          replicationFactor: config.int(isOffsets ? 'offsets.topic.replication.factor' : 'default.replication.factor'),
          configs: isOffsets ? offsetsTopicConfigs(config) : [],
        },
      ],
    };
    channel.request(apiByName('CreateTopics'), CREATE_TOPICS_VERSION, request, () => this.#beingCreated.delete(name));
  }

  nextProducerId(onId: (producerId: number) => void): void {
    this.#waitingForIds.push(onId);
    if (this.#producerIdsLeft > 0) this.#handOutIds();
    else if (this.#waitingForIds.length === 1) this.#askForIds();
  }

  fetchMetadata(request: FetchRequest, respond: (response: Init<FetchResponse>) => void): void {
    this.#options.node.fetch(request, respond);
  }

  #askForIds(): void {
    const { id: brokerId, brokerEpoch, channel } = this.#options;
    const request = { brokerId, brokerEpoch: brokerEpoch() };
    channel.request(apiByName('AllocateProducerIds'), 0, request, ({ errorCode, producerIdStart, producerIdLen }) => {
      if (errorCode !== 0) return this.#askForIds();
      this.#nextProducerId = producerIdStart;
      this.#producerIdsLeft = producerIdLen;
      this.#handOutIds();
    });
  }

  #handOutIds(): void {
    while (this.#waitingForIds.length > 0 && this.#producerIdsLeft > 0) {
      this.#producerIdsLeft--;
      this.#waitingForIds.shift()?.(this.#nextProducerId++);
    }
    if (this.#waitingForIds.length > 0) this.#askForIds();
  }

  #forward(request: DecodedRequest, respond: (response: unknown) => void): void {
    this.#forwardAs(request.name, request.header.apiVersion, request.body, respond);
  }

  #forwardAs<N extends ApiName>(name: N, version: number, body: unknown, respond: (response: unknown) => void): void {
    this.#options.channel.request(apiByName(name), version, body as never, (answer) =>
      respond(answer as ResponseInit<ApiNamed<N>>),
    );
  }
}

/** What the controller does with a request, null if it is none of its business. */
function decisionOf(request: DecodedRequest): Decision | null {
  switch (request.name) {
    case 'CreateTopics':
      return (controller) => createTopics(controller, request.body);
    case 'DeleteTopics':
      return (controller) => deleteTopics(controller, request.body, request.header.apiVersion);
    case 'CreatePartitions':
      return (controller) => addPartitions(controller, request.body);
    case 'ElectLeaders':
      return (controller) => electLeaders(controller, request.body);
    case 'AlterPartitionReassignments':
      return (controller) => alterReassignments(controller, request.body);
    case 'ListPartitionReassignments':
      return (controller) => listReassignments(controller, request.body);
    case 'AlterConfigs':
      return (controller) => replaceConfigs(controller, request.body);
    case 'IncrementalAlterConfigs':
      return (controller) => changeConfigs(controller, request.body);
    case 'BrokerRegistration':
      return (controller, nowUs) => registerBroker(controller, request.body, nowUs);
    case 'BrokerHeartbeat':
      return (controller, nowUs) => heartbeatBroker(controller, request.body, nowUs);
    case 'AlterPartition':
      return (controller) => alterPartitions(controller, request.body);
    case 'AllocateProducerIds':
      return (controller) => allocateIds(controller, request.body);
    default:
      return null;
  }
}

/** Answers without an error code of their own say it for each topic. */
function refusedTopics(request: DecodedRequest): object {
  const errorCode = ERROR.NOT_CONTROLLER;
  switch (request.name) {
    case 'CreateTopics':
      return { topics: request.body.topics.map(({ name }) => ({ name, errorCode })) };
    case 'DeleteTopics':
      return { responses: request.body.topicNames.map((name) => ({ name, errorCode })) };
    case 'CreatePartitions':
      return { results: request.body.topics.map(({ name }) => ({ name, errorCode })) };
    case 'AlterConfigs':
    case 'IncrementalAlterConfigs':
      return {
        responses: request.body.resources.map(({ resourceType, resourceName }) => ({
          resourceType,
          resourceName,
          errorCode,
        })),
      };
    default:
      return {};
  }
}

const isNodeOnly = ({ name }: DecodedRequest): boolean =>
  name === 'BrokerRegistration' ||
  name === 'BrokerHeartbeat' ||
  name === 'AlterPartition' ||
  name === 'AllocateProducerIds';

const CREATE_TOPICS_VERSION = 7;

/** As Kafka creates __consumer_offsets. */
const offsetsTopicConfigs = (config: BrokerConfig) => [
  { name: 'cleanup.policy', value: 'compact' },
  { name: 'compression.type', value: 'producer' },
  { name: 'segment.bytes', value: String(config.int('offsets.topic.segment.bytes')) },
];
