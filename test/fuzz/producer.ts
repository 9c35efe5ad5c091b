import { epochMsAt, type Us } from '../../src/contract/ids';
import type { TopicSpec } from '../../src/contract/scenario';
import type { Prng } from '../../src/sim/cluster/prng';
import { encodeBatch } from '../../src/sim/protocol/record-batch';
import type { Pending, Socket, WireClient, World } from '../support/world';
import type { ProducerPlan } from './plan';

/** A record that its producer was told is written. */
export interface Acknowledged {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Unique in the run. */
  readonly value: string;
}

interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly sequence: number;
  readonly value: string;
}

interface Waiting {
  readonly broker: number;
  readonly sinceUs: Us;
  readonly pending: Pending<unknown>;
  readonly onDone: () => void;
}

const REQUEST_TIMEOUT_US: Us = 4_000_000;
const RETRY_US: Us = 200_000;

/**
 * A producer with acks=all, one request in flight, that sends a batch again until it is acknowledged: as any client
 * does, but on the bare wire, so that every answer is seen. It asks for the leader when it does not know better.
 */
export class FuzzProducer {
  readonly acknowledged: Acknowledged[] = [];
  /** In the order in which they were first sent, by partition. */
  readonly sent = new Map<string, string[]>();
  readonly #world: World;
  readonly #client: WireClient;
  readonly #plan: ProducerPlan;
  readonly #topics: readonly TopicSpec[];
  readonly #random: Prng;
  readonly #name: string;
  readonly #leaders = new Map<string, number>();
  readonly #sequences = new Map<string, number>();
  #sockets = new Map<number, Socket>();
  #producerId = -1;
  #batch: Batch | null = null;
  #waiting: Waiting | null = null;
  #nextUs: Us = 0;
  #count = 0;

  constructor(world: World, name: string, plan: ProducerPlan, topics: readonly TopicSpec[], random: Prng) {
    this.#world = world;
    this.#client = world.client();
    this.#name = name;
    this.#plan = plan;
    this.#topics = topics;
    this.#random = random;
  }

  get isIdempotent(): boolean {
    return this.#plan.idempotent;
  }

  /** Called often. With `mayBegin` false it only finishes what it has begun. */
  tick(mayBegin: boolean): void {
    const { nowUs } = this.#world.cluster;
    if (this.#waiting !== null) return this.#checkAnswer(nowUs);
    if (nowUs < this.#nextUs) return;
    if (this.#batch === null && !mayBegin) return;
    this.#batch ??= this.#draw();
    const { topic, partition } = this.#batch;
    const leader = this.#leaders.get(`${topic}-${partition}`);
    if (leader === undefined) this.#askForLeaders();
    else if (this.#plan.idempotent && this.#producerId < 0) this.#askForId(leader);
    else this.#produce(leader, this.#batch);
  }

  #checkAnswer(nowUs: Us): void {
    const { broker, sinceUs, pending, onDone } = this.#waiting as Waiting;
    if (pending.done) {
      this.#waiting = null;
      return onDone();
    }
    const socket = this.#sockets.get(broker);
    const isBroken = socket === undefined || socket.state === 'ended' || socket.state === 'failed';
    if (isBroken || nowUs - sinceUs > REQUEST_TIMEOUT_US) this.#giveUp(broker);
  }

  /** The answer may still come, but nobody will read it. What was asked is asked again, elsewhere perhaps. */
  #giveUp(broker: number): void {
    this.#sockets.get(broker)?.close();
    this.#sockets.delete(broker);
    this.#leaders.clear();
    this.#waiting = null;
    this.#nextUs = this.#world.cluster.nowUs + RETRY_US;
  }

  #draw(): Batch {
    const topic = this.#topics[this.#random.nextInt(this.#topics.length)] as TopicSpec;
    const partition = this.#random.nextInt(topic.partitions);
    const name = `${topic.name}-${partition}`;
    const sequence = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, sequence + 1);
    const value = `${this.#name}:${this.#count++}`;
    this.sent.set(name, [...(this.sent.get(name) ?? []), value]);
    return { topic: topic.name, partition, sequence, value };
  }

  #askForLeaders(): void {
    const brokers = [...this.#world.cluster.nodes.keys()];
    const broker = brokers[this.#random.nextInt(brokers.length)] as number;
    const pending = this.#client.send(this.#socketTo(broker), 'Metadata', 12, { topics: null });
    this.#wait(broker, pending, () => {
      for (const { name, partitions } of pending.value.topics) {
        for (const { partitionIndex, leaderId } of partitions) {
          if (leaderId >= 0) this.#leaders.set(`${name ?? ''}-${partitionIndex}`, leaderId);
        }
      }
      this.#nextUs = this.#world.cluster.nowUs + RETRY_US;
    });
  }

  #askForId(broker: number): void {
    const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
    const pending = this.#client.send(this.#socketTo(broker), 'InitProducerId', 4, request);
    this.#wait(broker, pending, () => {
      if (pending.value.errorCode === 0) this.#producerId = pending.value.producerId;
    });
  }

  #produce(broker: number, { topic, partition, sequence, value }: Batch): void {
    const timestampMs = epochMsAt(this.#world.cluster.nowUs);
    const identity = this.#plan.idempotent
      ? { producerId: this.#producerId, producerEpoch: 0, baseSequence: sequence }
      : {};
    const records = encodeBatch({ ...identity, records: [{ key: null, value: utf8(value), timestampMs }] });
    const request = {
      acks: -1,
      timeoutMs: 2000,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
    };
    const pending = this.#client.send(this.#socketTo(broker), 'Produce', 8, request);
    this.#wait(broker, pending, () => {
      const result = pending.value.responses[0]?.partitionResponses[0];
      if (result?.errorCode !== 0) {
        this.#leaders.delete(`${topic}-${partition}`);
        this.#nextUs = this.#world.cluster.nowUs + RETRY_US;
        return;
      }
      this.acknowledged.push({ topic, partition, offset: result.baseOffset, value });
      this.#batch = null;
      this.#nextUs = this.#world.cluster.nowUs + this.#plan.everyMs * 1000;
    });
  }

  #wait(broker: number, pending: Pending<unknown>, onDone: () => void): void {
    this.#waiting = { broker, sinceUs: this.#world.cluster.nowUs, pending, onDone };
  }

  #socketTo(broker: number): Socket {
    const known = this.#sockets.get(broker);
    if (known !== undefined && known.state !== 'ended' && known.state !== 'failed') return known;
    const socket = this.#client.open(broker);
    this.#sockets.set(broker, socket);
    return socket;
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
