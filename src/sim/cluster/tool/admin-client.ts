import { epochMsAt, US_PER_MS, type BrokerId, type Us } from '../../../contract/ids';
import type { RequestInit } from '../../protocol/api';
import { ERROR } from '../../protocol/errors';
import type { ApiName, ApiNamed, ResponseNamed } from '../../protocol/registry';
import { failureOf, ToolFailure, type Ask, type Steps } from './steps';

/** Who carries a request out. */
export type Destination =
  | 'any'
  /** KRaft names any live broker as the controller to clients; that one forwards. */
  | 'controller'
  | { readonly broker: BrokerId }
  | { readonly coordinatorOf: string };

export interface CallOptions<N extends ApiName> {
  readonly maxVersion?: number;
  /** Asked again after a backoff, when it is so; where the destination has to be looked up, that is done again too. */
  readonly isRetriable?: (response: ResponseNamed<N>) => boolean;
}

/** retry.backoff.ms and retry.backoff.max.ms of Kafka's clients; theirs is a fifth longer or shorter by chance. */
const RETRY_BACKOFF_US = 100 * US_PER_MS;
const RETRY_BACKOFF_MAX_US = 1000 * US_PER_MS;
const REQUEST_TIMEOUT_US = 30_000 * US_PER_MS;

const COORDINATOR_ERRORS: readonly number[] = [
  ERROR.COORDINATOR_NOT_AVAILABLE,
  ERROR.COORDINATOR_LOAD_IN_PROGRESS,
  ERROR.NOT_COORDINATOR,
];

const LEADER_ERRORS: readonly number[] = [
  ERROR.UNKNOWN_TOPIC_OR_PARTITION,
  ERROR.LEADER_NOT_AVAILABLE,
  ERROR.NOT_LEADER_OR_FOLLOWER,
  ERROR.BROKER_NOT_AVAILABLE,
  ERROR.REPLICA_NOT_AVAILABLE,
  ERROR.FENCED_LEADER_EPOCH,
  ERROR.UNKNOWN_LEADER_EPOCH,
  ERROR.KAFKA_STORAGE_ERROR,
];

/** Errors after which a coordinator is looked for again. */
export const isCoordinatorError = (code: number): boolean => COORDINATOR_ERRORS.includes(code);
const isLeaderError = (code: number): boolean => LEADER_ERRORS.includes(code);

/** One API call, and what it may still spend. */
interface Call {
  /** As KafkaAdminClient calls it: `createTopics`. */
  readonly name: string;
  readonly deadlineUs: Us;
  tries: number;
}

/**
 * What all tools have in common: whom to ask, and asking again until `default.api.timeout.ms` is over. It returns the
 * steps; who carries them out is `ToolCall`. Kafka: KafkaAdminClient.
 */
export class AdminClient {
  readonly #bootstrap: readonly BrokerId[];
  readonly #nowUs: () => Us;
  readonly #apiTimeoutUs: Us;
  /** Live brokers, as the last Metadata had them; before it, those of the command line. */
  #brokers: readonly BrokerId[];
  #controller: BrokerId | null = null;
  /** The one that answered last is asked first. */
  #reachable: BrokerId | null = null;

  constructor(bootstrap: readonly BrokerId[], nowUs: () => Us, apiTimeoutUs: Us) {
    this.#bootstrap = bootstrap;
    this.#brokers = bootstrap;
    this.#nowUs = nowUs;
    this.#apiTimeoutUs = apiTimeoutUs;
  }

  /** Milliseconds that a request made now may tell the broker that it has. */
  get timeoutMs(): number {
    return this.#apiTimeoutUs / US_PER_MS;
  }

  /** Throws ToolFailure when time is up, or when the answer of a look-up cannot be helped. */
  *call<N extends ApiName>(
    name: string,
    to: Destination,
    api: N,
    body: RequestInit<ApiNamed<N>>,
    { isRetriable = () => false, maxVersion }: CallOptions<N> = {},
  ): Steps<ResponseNamed<N>> {
    const call = this.#begin(name);
    for (;;) {
      const broker = yield* this.#find(call, to);
      if (broker !== null) {
        const response = yield* this.#ask(call, {
          broker,
          api,
          body,
          ...(maxVersion === undefined ? {} : { maxVersion }),
        });
        if (response !== null && !isRetriable(response)) return response;
      }
      yield* this.#backOff(call);
    }
  }

  /**
   * One request to each leader of these partitions of a topic, and again of those that were refused for a reason that
   * passes. Returns the answers by partition, refusals that do not pass among them. Kafka: PartitionLeaderStrategy.
   */
  *onLeaders<N extends ApiName, Answer extends { readonly errorCode: number }>(
    name: string,
    topic: string,
    partitions: readonly number[],
    ask: { readonly api: N; readonly body: (partitions: readonly number[]) => RequestInit<ApiNamed<N>> },
    answersOf: (response: ResponseNamed<N>) => readonly (Answer & { readonly partitionIndex: number })[],
  ): Steps<Map<number, Answer>> {
    const call = this.#begin(name);
    const found = new Map<number, Answer>();
    for (;;) {
      const leaders = yield* this.#leaders(call, topic);
      const missing = partitions.filter((partition) => !found.has(partition));
      const brokers = [...new Set(missing.flatMap((partition) => leaders.get(partition) ?? []))];
      if (brokers.length > 0) {
        call.tries++;
        const asks = brokers.map((broker) => {
          const body = ask.body(missing.filter((partition) => leaders.get(partition) === broker));
          return { broker, api: ask.api, body, timeoutUs: this.#timeoutUs(call) } as Ask;
        });
        const responses = yield { asks };
        for (const response of responses) {
          if (response === null) continue;
          for (const answer of answersOf(response as ResponseNamed<N>)) {
            if (!isLeaderError(answer.errorCode)) found.set(answer.partitionIndex, answer);
          }
        }
      }
      if (partitions.every((partition) => found.has(partition))) return found;
      yield* this.#backOff(call);
    }
  }

  /** One request to each of these brokers, and again to those that did not answer. Returns the answers by broker. */
  *ofBrokers<N extends ApiName>(
    name: string,
    brokers: readonly BrokerId[],
    api: N,
    body: RequestInit<ApiNamed<N>>,
  ): Steps<Map<BrokerId, ResponseNamed<N>>> {
    const call = this.#begin(name);
    const found = new Map<BrokerId, ResponseNamed<N>>();
    for (;;) {
      const missing = brokers.filter((broker) => !found.has(broker));
      if (missing.length === 0) return found;
      call.tries++;
      const timeoutUs = this.#timeoutUs(call);
      const responses = yield { asks: missing.map((broker) => ({ broker, api, body, timeoutUs }) as Ask) };
      missing.forEach((broker, i) => {
        if (responses[i] !== null) found.set(broker, responses[i] as ResponseNamed<N>);
      });
      if (found.size < brokers.length) yield* this.#backOff(call);
    }
  }

  #begin(name: string): Call {
    return { name, deadlineUs: this.#nowUs() + this.#apiTimeoutUs, tries: 0 };
  }

  *#find(call: Call, to: Destination): Steps<BrokerId | null> {
    if (to === 'any') return yield* this.#anyBroker(call);
    if (to === 'controller') {
      // Looked up once, and again after it did not answer.
      if (this.#controller === null) yield* this.#metadata(call, []);
      return this.#controller;
    }
    if ('broker' in to) return to.broker;
    return yield* this.#coordinator(call, to.coordinatorOf);
  }

  *#anyBroker(call: Call): Steps<BrokerId | null> {
    if (this.#reachable === null) yield* this.#metadata(call, []);
    return this.#reachable;
  }

  /** By partition; those that have a leader. */
  *#leaders(call: Call, topic: string): Steps<Map<number, BrokerId>> {
    const response = yield* this.#metadata(call, [{ name: topic }]);
    const answer = response?.topics[0];
    if (answer === undefined) return new Map();
    if (answer.errorCode !== 0 && !isLeaderError(answer.errorCode)) throw failureOf(answer.errorCode);
    return new Map(
      answer.partitions
        .filter(({ errorCode, leaderId }) => errorCode === 0 && leaderId >= 0)
        .map(({ partitionIndex, leaderId }) => [partitionIndex, leaderId]),
    );
  }

  *#coordinator(call: Call, group: string): Steps<BrokerId | null> {
    const broker = yield* this.#anyBroker(call);
    if (broker === null) return null;
    const body = { keyType: 0, coordinatorKeys: [group] };
    const response = yield* this.#ask(call, { broker, api: 'FindCoordinator', body });
    const answer = response?.coordinators[0];
    if (answer === undefined || isCoordinatorError(answer.errorCode)) return null;
    if (answer.errorCode !== 0) throw failureOf(answer.errorCode, answer.errorMessage);
    return answer.nodeId;
  }

  /** Asks one broker after the other, those that were alive last or stand on the command line, until one answers. */
  *#metadata(call: Call, topics: RequestInit<ApiNamed<'Metadata'>>['topics']): Steps<ResponseNamed<'Metadata'> | null> {
    const known = new Set([
      ...(this.#reachable === null ? [] : [this.#reachable]),
      ...this.#brokers,
      ...this.#bootstrap,
    ]);
    for (const broker of known) {
      this.#expectTime(call);
      const body = { topics, allowAutoTopicCreation: false };
      const response = yield* this.#ask(call, { broker, api: 'Metadata', body });
      if (response === null) continue;
      this.#brokers = response.brokers.map(({ nodeId }) => nodeId);
      this.#controller = response.controllerId < 0 ? null : response.controllerId;
      return response;
    }
    return null;
  }

  *#ask<N extends ApiName>(call: Call, ask: Omit<Ask<N>, 'timeoutUs'>): Steps<ResponseNamed<N> | null> {
    if (ask.api !== 'Metadata' && ask.api !== 'FindCoordinator') call.tries++;
    const [response] = yield { asks: [{ ...ask, timeoutUs: this.#timeoutUs(call) } as Ask] };
    if (response === null) {
      if (this.#controller === ask.broker) this.#controller = null;
      if (this.#reachable === ask.broker) this.#reachable = null;
      return null;
    }
    this.#reachable ??= ask.broker;
    return response as ResponseNamed<N>;
  }

  #timeoutUs({ deadlineUs }: Call): Us {
    return Math.max(0, Math.min(REQUEST_TIMEOUT_US, deadlineUs - this.#nowUs()));
  }

  *#backOff(call: Call): Steps<void> {
    const backoffUs = Math.min(RETRY_BACKOFF_MAX_US, RETRY_BACKOFF_US * 2 ** Math.max(0, call.tries - 1));
    this.#expectTime(call);
    yield { waitUs: Math.min(backoffUs, call.deadlineUs - this.#nowUs()) };
    this.#expectTime(call);
  }

  #expectTime({ name, deadlineUs, tries }: Call): void {
    const nowUs = this.#nowUs();
    if (nowUs < deadlineUs) return;
    if (tries === 0) throw new ToolFailure('TIMED_OUT', `Timed out waiting for a node assignment. Call: ${name}`);
    const state = `callName=${name}, deadlineMs=${epochMsAt(deadlineUs)}, tries=${tries}`;
    const when = epochMsAt(nowUs);
    throw new ToolFailure(
      'TIMED_OUT',
      `Call(${state}, nextAllowedTryMs=${when}) timed out at ${when} after ${tries} attempt(s)`,
    );
  }
}
